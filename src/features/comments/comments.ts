import { z } from 'zod';
import { Forbidden } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import { signatureFor } from '../bylines/authors.ts';
import { enqueueWord } from '../notifications/word.ts';
import { bylineField, commentField } from '../posts/fields.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost, insertPost, postTime, rememberOwnPost } from '../posts/posts.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';

export const commentSchema = z.strictObject({ body: commentField, byline: bylineField });

/**
 * Comments on any post. Comments nest one level: a reply to a reply stands beside it. `claim` comes first in the
 * same transaction.
 */
export async function addComment(
  platform: Platform,
  account: Account,
  { onId, body, byline }: { onId: string } & z.output<typeof commentSchema>,
  claim?: (tx: Tx) => Promise<void>,
): Promise<{ id: string; on: Post }> {
  const on = await accessOpenPost(platform, account, onId);
  const { threadId } = on;
  const parent = await findParent(platform, account, on);
  const id = newId(platform.random);
  await platform.db.transaction(async (tx) => {
    await claim?.(tx);
    await lockThreadRow(tx, threadId);
    const signature = await signatureFor(platform, tx, { account, threadId, choice: byline });
    const at = postTime(platform, signature);
    await insertPost(tx, { id, threadId, kind: 'comment', onId: parent.id, body, at, ...signature });
    await publish(platform, tx, { threadId });
    await enqueueWord(platform, tx, { reply: { id, ...signature }, told: [on, parent] });
    await rememberOwnPost(platform, tx, account, id);
  });
  return { id, on };
}

/** Throws NotFound for what is not there, Forbidden for what takes no comments. */
export async function accessOpenPost(platform: Platform, account: Account, id: string): Promise<Post> {
  const on = await accessPost(platform, account, id);
  if (on.gone) throw new Forbidden('This post was deleted.');
  if (on.locked) throw new Forbidden('A moderator has locked this thread.');
  return on;
}

/** Under a reply, the comment that it replies to; otherwise the post itself. */
async function findParent(platform: Platform, account: Account, on: Post): Promise<Post> {
  if (on.kind !== 'comment' || !on.onId) return on;
  const above = await accessPost(platform, account, on.onId);
  return above.kind === 'comment' ? above : on;
}
