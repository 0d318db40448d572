import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { listNearbyAmas } from '../amas/nearby.ts';
import { AccountMemory } from './account-memory.ts';
import { listNewestOwnPosts } from './own-posts.ts';
import { findReadMark, isUnseen } from './read-mark.ts';
import { countTold } from './told.ts';
import { listVideoNews } from './video-news.ts';

const lifetime = 30_000;
const mostCounted = 100;

const remembered = new AccountMemory<{ count: number; until: number }>(10_000);

/**
 * How much was written on the account's posts and asked at its videos since it last looked, with the AMAs that are near and
 * what became of its videos: about 100 at most, and up to half a minute old.
 */
export async function countUnread(platform: Platform, account: Account): Promise<number> {
  const now = platform.clock.now().getTime();
  const known = remembered.get(platform, account.id);
  if (known && known.until > now) return known.count;
  const count = await countAfresh(platform, account);
  remembered.set(platform, account.id, { count, until: now + lifetime });
  return count;
}

export function forgetUnread(platform: Platform, account: Account): void {
  remembered.forget(platform, account.id);
}

async function countAfresh(platform: Platform, account: Account): Promise<number> {
  const [own, nearby, videos] = await Promise.all([
    listNewestOwnPosts(platform, account.id),
    listNearbyAmas(platform, account.id),
    listVideoNews(platform, account),
  ]);
  const profileId = account.profile?.id ?? null;
  if (own.length + nearby.length + videos.length === 0 && !profileId) return 0;
  const { since, keys } = await findReadMark(platform, account.id);
  const standing = [...nearby.map(({ key }) => [key]), ...videos.map((news) => news.keys)];
  const news = standing.filter((each) => isUnseen(keys, each)).length;
  const told = { own, profileId };
  return news + (await countTold(platform.db, told, { since, seen: keys, limit: mostCounted }));
}
