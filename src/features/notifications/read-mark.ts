import { z } from 'zod';
import { onGrid, quarterHour } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SlotOwner } from '../../platform/private-slots.ts';

/**
 * How far an account has read: everything older than `since`, and of what is younger those named in
 * `keys`. A time alone would not do: masked posts come with the time at which their quarter of an
 * hour began, so one may arrive with an older time than another that has been read.
 */
export interface ReadMark {
  since: string | null;
  keys: string[];
}

const content = z.object({ since: z.string(), keys: z.array(z.string()) });

function ownerOf(accountId: string): SlotOwner {
  return { accountId, kind: 'seen', padTo: 1024 };
}

export async function findReadMark(
  platform: Platform,
  accountId: string,
): Promise<ReadMark & { version: number | null }> {
  const [slot] = await platform.slots.find(platform.db, ownerOf(accountId), [0]);
  if (!slot) return { since: null, keys: [], version: null };
  return { ...content.parse(JSON.parse(slot.content.toString())), version: slot.version };
}

/** From here on the keys of what was read must be remembered one by one: what is being posted now may be dated so early. */
export function uncertainSince(platform: Platform): Date {
  return new Date(onGrid(platform.clock.now()).getTime() - quarterHour);
}

/** Over the mark of that version; where another tab was faster, its mark stays. */
export async function saveReadMark(
  platform: Platform,
  accountId: string,
  { since, keys, version }: { since: Date; keys: string[]; version: number | null },
): Promise<void> {
  const owner = ownerOf(accountId);
  const bytes = Buffer.from(JSON.stringify({ since: since.toISOString(), keys }));
  if (version === null) await platform.slots.insert(platform.db, owner, 0, bytes);
  else await platform.slots.replace(platform.db, owner, { number: 0, version, content: bytes });
}

export function isRead(mark: ReadMark, { at, key }: { at: Date; key: string }): boolean {
  return mark.since !== null && (at < new Date(mark.since) || mark.keys.includes(key));
}

/** Of what stands until it is over, and has no time: whether any of these was not there when it was looked at last. */
export function isUnseen(seen: readonly string[], keys: readonly string[]): boolean {
  return keys.some((key) => !seen.includes(key));
}

/** With the account that it belongs to. */
export async function dropReadMark(platform: Platform, tx: Tx, accountId: string): Promise<void> {
  await platform.slots.remove(tx, ownerOf(accountId), 0);
}
