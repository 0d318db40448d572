import { Forbidden } from '../../errors.ts';
import { onGrid } from '../../platform/clock.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Post } from './posts.ts';
import { accessPost } from './posts.ts';
import { lockThreadRow, publish } from './publishing.ts';

const removePost = statement<{ postId: string; by: 'author' | 'moderator'; reason: string; at: Date }, never>(
  'removePost',
)`
  insert into removals (post_id, by, reason, at) values (${'postId'}, ${'by'}, ${'reason'}, ${'at'})
  on conflict (post_id) do update set by = excluded.by, reason = excluded.reason
  where excluded.by = 'moderator'`;

const restorePost = statement<{ postId: string; by: 'author' | 'moderator' }, never>('restorePost')`
  delete from removals where post_id = ${'postId'} and (by = ${'by'} or ${'by'} = 'moderator')`;

const reindexThread = statement<{ threadId: string }, never>('reindexThread')`
  select index_posts(array(select id::text from posts where thread_id = ${'threadId'}))`;

/** The author takes their post away; it comes back with `restoreOwnPost`. */
export async function removeOwnPost(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessOwn(platform, account, id);
  await setRemoved(platform, post, { by: 'author', removed: true });
  return post;
}

export async function restoreOwnPost(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessOwn(platform, account, id);
  if (post.removedBy === 'moderator') throw new Forbidden('A moderator has hidden this post.');
  await setRemoved(platform, post, { by: 'author', removed: false });
  return post;
}

/** Takes a post from every public page, list, feed and search, or brings it back. */
export async function setRemoved(
  platform: Platform,
  post: Post,
  { by, removed, reason = '' }: { by: 'author' | 'moderator'; removed: boolean; reason?: string },
): Promise<void> {
  const { id: postId, threadId } = post;
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, threadId);
    if (removed) await removePost(tx, { postId, by, reason, at: onGrid(platform.clock.now()) });
    else await restorePost(tx, { postId, by });
    await reindexThread(tx, { threadId });
    await publish(platform, tx, { threadId });
  });
}

async function accessOwn(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessPost(platform, platform.db, account, id);
  if (!post.mine) throw new Forbidden('Only its author can do this.');
  if (post.locked) throw new Forbidden('A moderator has locked this thread.');
  return post;
}
