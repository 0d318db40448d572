import { Forbidden } from '../../errors.ts';
import { onGrid } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { tellOfChange } from '../amas/telling.ts';
import type { Post } from './posts.ts';
import { accessPost } from './posts.ts';
import { lockThreadRow, publish } from './publishing.ts';

type By = 'author' | 'moderator';

const removePost = statement<{ postId: string; by: By; reason: string; at: Date }, object>('removePost')`
  insert into removals (post_id, by, withdrawn, reason, at)
  values (${'postId'}, ${'by'}, ${'by'} = 'author', ${'reason'}, ${'at'})
  on conflict (post_id) do update set withdrawn = true where excluded.withdrawn and not removals.withdrawn
  returning post_id`;

// Each takes back only what they did: a moderator never publishes again what its author took down.
const restorePost = statement<{ postId: string; by: By }, object>('restorePost')`
  with left_to_its_author as (
    update removals set by = 'author', reason = ''
    where post_id = ${'postId'} and by = 'moderator' and ${'by'} = 'moderator' and withdrawn returning post_id
  ), taken_back as (
    delete from removals
    where post_id = ${'postId'} and by = ${'by'} and (by = 'author' or not withdrawn) returning post_id
  )
  select post_id from left_to_its_author union all select post_id from taken_back`;

const reindexThread = statement<{ threadId: string }, never>('reindexThread')`
  select index_posts(array(select id::text from posts where thread_id = ${'threadId'}))`;

/** The author takes their post away, from a locked thread too: it may be what gives them away. */
export async function removeOwnPost(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessOwn(platform, account, id);
  await setRemoved(platform, post, { by: 'author', removed: true });
  return post;
}

export async function restoreOwnPost(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessOwn(platform, account, id);
  if (post.removedBy === 'moderator') throw new Forbidden('A moderator has hidden this post.');
  if (post.removedBy === 'host') throw new Forbidden('The hosts have not let this question in.');
  if (post.locked) throw new Forbidden('A moderator has locked this thread.');
  await setRemoved(platform, post, { by: 'author', removed: false });
  return post;
}

/**
 * Takes a post from every public page, list, feed and search, or brings it back; false where it already
 * was so, or where the other one has removed it. `record` runs in the same transaction.
 */
export async function setRemoved(
  platform: Platform,
  { id: postId, threadId }: Pick<Post, 'id' | 'threadId'>,
  { by, removed, reason = '' }: { by: By; removed: boolean; reason?: string },
  record?: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, threadId);
    const changed = removed
      ? await removePost(tx, { postId, by, reason, at: onGrid(platform.clock.now()) })
      : await restorePost(tx, { postId, by });
    if (changed.length === 0) return false;
    await record?.(tx);
    await reindexThread(tx, { threadId });
    await publish(platform, tx, { threadId });
    await tellOfChange(platform, tx, { postId, threadId });
    return true;
  });
}

async function accessOwn(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessPost(platform, account, id);
  if (!post.mine) throw new Forbidden('Only its author can do this.');
  return post;
}
