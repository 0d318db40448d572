import { Forbidden } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import type { Ama } from './amas.ts';
import { accessAma } from './amas.ts';
import { hashSecret } from '../../platform/keys.ts';

/** Who acts in an AMA: as a host under this profile, as a moderator, or as both. */
export interface Hosting {
  ama: Ama;
  /** Null for a moderator who is no host. */
  profileId: string | null;
  /** Null for a guest, who has no account here. */
  account: Account | null;
  isModerator: boolean;
}

/** A browser may be a guest's in so many AMAs at once. */
export const mostSecrets = 5;

/** Whoever asks: a member, a guest by the secrets of their browser with dots between them, both, or neither. */
export interface Asking {
  account: Account | null;
  guest: string | undefined;
}

const findGuest = statement<{ hashes: Buffer[]; amaId: string; now: Date }, { profileId: string }>(
  'findAmaGuest',
)`
  select profile_id as "profileId" from ama_guests
  where token_hash = any (${'hashes'}::bytea[]) and thread_id = ${'amaId'} and expires_at > ${'now'}
    and exists (
      select from ama_hosts
      where ama_hosts.thread_id = ama_guests.thread_id and ama_hosts.profile_id = ama_guests.profile_id
    )`;

/** How they may act in it, or null. */
export async function findHosting(
  platform: Platform,
  ama: Ama,
  { account, guest }: Asking,
): Promise<Hosting | null> {
  const profileId = (await hostProfile(platform, ama, { account, guest })) ?? null;
  if (!profileId && !isModerator(account)) return null;
  return { ama, profileId, account, isModerator: isModerator(account) };
}

async function hostProfile(
  platform: Platform,
  ama: Ama,
  { account, guest }: Asking,
): Promise<string | undefined> {
  const own = ama.hosts.find(({ profileId }) => profileId === account?.profile?.id);
  if (own || !guest) return own?.profileId;
  const now = platform.clock.now();
  const hashes = guest.split('.').slice(0, mostSecrets).map(hashSecret);
  const [found] = await findGuest(platform.db, { hashes, amaId: ama.id, now });
  return found?.profileId;
}

/** Throws NotFound, or Forbidden for who neither hosts nor moderates. */
export async function accessHosting(platform: Platform, amaId: string, asking: Asking): Promise<Hosting> {
  const ama = await accessAma(platform, amaId);
  const hosting = await findHosting(platform, ama, asking);
  if (!hosting) throw new Forbidden('This is for the hosts of the AMA and for moderators.');
  if (ama.locked && !hosting.isModerator) throw new Forbidden('A moderator has locked this AMA.');
  return hosting;
}

/** The same for what only a host does. */
export function requireHost({ profileId }: Hosting): string {
  if (!profileId) throw new Forbidden('Only a host can do this.');
  return profileId;
}
