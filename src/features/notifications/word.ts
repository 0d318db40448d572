import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Signature } from '../bylines/authors.ts';

export const wordJob = 'send-word';

interface Signed extends Signature {
  id: string;
}

const addPendingWord = statement<{ postId: string; replyId: string; dueAt: Date }, never>('addPendingWord')`
  insert into pending_words (post_id, reply_id, due_at) values (${'postId'}, ${'replyId'}, ${'dueAt'})
  on conflict do nothing`;

/**
 * Sees to it that the authors of `told` hear by mail of this reply; each once, and its own author not at all.
 * The job names a post and no account, and waits 5 to 15 minutes, so that one mail tells of several
 * replies and its time of none.
 */
export async function enqueueWord(
  platform: Platform,
  tx: Tx,
  { reply, told }: { reply: Signed; told: readonly Signed[] },
): Promise<void> {
  const people = [voiceOf(reply)];
  for (const post of told) {
    if (people.includes(voiceOf(post))) continue;
    people.push(voiceOf(post));
    const delay = (5 * 60 + platform.random.integer(10 * 60)) * 1000;
    const dueAt = new Date(platform.clock.now().getTime() + delay);
    await addPendingWord(tx, { postId: post.id, replyId: reply.id, dueAt });
    await platform.jobs.send(tx, wordJob, { postId: post.id }, { key: post.id, startAfter: dueAt });
  }
}

/** In one thread an account has one voice. */
function voiceOf({ authorId, profileId }: Signature): string {
  return authorId?.toString('hex') ?? profileId ?? '';
}
