import { timingSafeEqual } from 'node:crypto';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';

/** Where what there is to watch of a video lies: its folder, and whether everybody may see it. */
export interface MediaPlace {
  folder: string;
  isOpen: boolean;
}

const openGrant = 'open';
const hour = 3600;

/**
 * The address of one of a video's files. For what everybody may watch it stays the same; else it is signed, works for three
 * to four hours, and so do those that stand in the playlists: they are relative to it. Whoever calls this has made sure
 * that its reader may watch.
 */
export function mediaAddress(
  platform: Pick<Platform, 'keys' | 'clock'>,
  { folder, isOpen }: MediaPlace,
  file: string,
): string {
  return urls.media({ grant: isOpen ? openGrant : signGrant(platform, folder), folder, file });
}

function signGrant({ keys, clock }: Pick<Platform, 'keys' | 'clock'>, folder: string): string {
  const until = (Math.floor(clock.now().getTime() / 1000 / hour) + 4) * hour;
  const expiry = until.toString(36);
  return `${expiry}.${keys.mac('media', [folder, expiry]).toString('base64url')}`;
}

/** What an address allows: the open ones what everybody may watch, signed ones also the rest, for as long as they last. */
export function readGrant(
  { keys, clock }: Pick<Platform, 'keys' | 'clock'>,
  grant: string,
  folder: string,
): 'open' | 'signed' | null {
  if (grant === openGrant) return 'open';
  const [, expiry = '', signature = ''] = /^([0-9a-z]{5,8})\.([\w-]{22})$/.exec(grant) ?? [];
  if (Number.parseInt(expiry, 36) * 1000 <= clock.now().getTime()) return null;
  const given = Buffer.from(signature, 'base64url');
  const isOurs = keys
    .macs('media', [folder, expiry])
    .some((mac) => mac.length === given.length && timingSafeEqual(mac, given));
  return isOurs ? 'signed' : null;
}
