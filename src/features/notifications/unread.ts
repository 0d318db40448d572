import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { listNearbyAmas } from '../amas/nearby.ts';
import { AccountMemory } from './account-memory.ts';
import { countHappenings } from './happenings.ts';
import { listNewestOwnPosts } from './own-posts.ts';
import { findReadMark } from './read-mark.ts';

const lifetime = 30_000;
const mostCounted = 100;

const remembered = new AccountMemory<{ count: number; until: number }>(10_000);

/**
 * How much was written on the account's posts since it last looked, with the AMAs that are near: about 100 at most, and
 * up to half a minute old.
 */
export async function countUnread(platform: Platform, account: Account): Promise<number> {
  const now = platform.clock.now().getTime();
  const known = remembered.get(platform, account.id);
  if (known && known.until > now) return known.count;
  const count = await countAfresh(platform, account.id);
  remembered.set(platform, account.id, { count, until: now + lifetime });
  return count;
}

export function forgetUnread(platform: Platform, account: Account): void {
  remembered.forget(platform, account.id);
}

async function countAfresh(platform: Platform, accountId: string): Promise<number> {
  const [own, nearby] = await Promise.all([
    listNewestOwnPosts(platform, accountId),
    listNearbyAmas(platform, accountId),
  ]);
  if (own.length === 0 && nearby.length === 0) return 0;
  const { since, keys } = await findReadMark(platform, accountId);
  const news = nearby.filter(({ key }) => !keys.includes(key)).length;
  if (own.length === 0) return news;
  return news + (await countHappenings(platform.db, own, { since, seen: keys, limit: mostCounted }));
}
