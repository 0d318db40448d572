import type { Platform } from '../../platform/platform.ts';
import { ownPostSlots } from '../posts/posts.ts';
import { AccountMemory } from './account-memory.ts';

/** So many of its newest posts are looked at for one account; what is written on older ones is told by mail only. */
const mostOwnPosts = 1000;

interface OwnPosts {
  ids: string[];
  /** The first slot that was empty. */
  next: number;
}

const remembered = new AccountMemory<OwnPosts>(1000);

/** The ids of the account's newest posts. Slots are only ever added, so just those that are new are read again. */
export async function listNewestOwnPosts(platform: Platform, accountId: string): Promise<readonly string[]> {
  const { db, slots } = platform;
  const owner = ownPostSlots(accountId);
  const before = remembered.get(platform, accountId);
  const found = before
    ? await slots.list(db, owner, before.next)
    : await slots.listLast(db, owner, mostOwnPosts);
  const ids = [...(before?.ids ?? []), ...found.map((slot) => slot.content.toString())].slice(-mostOwnPosts);
  const last = found.at(-1);
  const next = last ? last.number + 1 : (before?.next ?? 0);
  remembered.set(platform, accountId, { ids, next });
  return ids;
}
