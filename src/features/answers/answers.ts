import { z } from 'zod';
import { Forbidden, NotFound } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { onGrid } from '../../platform/clock.ts';
import type { Account } from '../accounts/accounts.ts';
import { signatureFor } from '../bylines/authors.ts';
import { enqueueWord } from '../notifications/word.ts';
import { bodyField, bylineField } from '../posts/fields.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost, insertPost, isAskedBy, postTime, rememberOwnPost } from '../posts/posts.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';

export const answerSchema = z.strictObject({ body: bodyField, byline: bylineField });

/** Answers a question that is open; returns the answer's id. `claim` comes first in the same transaction. */
export async function answerQuestion(
  platform: Platform,
  account: Account,
  { questionId, body, byline }: { questionId: string } & z.output<typeof answerSchema>,
  claim?: (tx: Tx) => Promise<void>,
): Promise<{ id: string; question: Post }> {
  const question = await accessOpenQuestion(platform, account, questionId);
  const id = newId(platform.random);
  await platform.db.transaction(async (tx) => {
    await claim?.(tx);
    await lockThreadRow(tx, questionId);
    const signature = await signatureFor(platform, tx, { account, threadId: questionId, choice: byline });
    const at = postTime(platform, signature);
    await insertPost(tx, {
      id,
      threadId: questionId,
      kind: 'answer',
      onId: questionId,
      body,
      at,
      ...signature,
    });
    await publish(platform, tx, { threadId: questionId, postId: id });
    await enqueueWord(platform, tx, { reply: { id, ...signature }, told: [question] });
    await rememberOwnPost(platform, tx, account, id);
  });
  return { id, question };
}

/** Why no answer can be given now, or null. */
export function whyNoAnswers(question: Pick<Post, 'removedBy' | 'locked' | 'closed'>): string | null {
  if (question.removedBy) return 'This question was deleted.';
  if (question.locked) return 'A moderator has locked this question.';
  if (question.closed) return 'This question is closed; it takes no new answers.';
  return null;
}

/** Throws NotFound for what is no question, Forbidden for one that takes no answers. */
export async function accessOpenQuestion(platform: Platform, account: Account, id: string): Promise<Post> {
  const question = await accessPost(platform, account, id);
  if (question.kind !== 'question') throw new NotFound('There is no such question.');
  const refusal = whyNoAnswers(question);
  if (refusal) throw new Forbidden(refusal);
  return question;
}

const accept = statement<{ postId: string; at: Date }, never>('acceptAnswer')`
  insert into acceptances (post_id, at) values (${'postId'}, ${'at'}) on conflict do nothing`;

const withdraw = statement<{ postId: string }, never>('withdrawAcceptance')`
  delete from acceptances where post_id = ${'postId'}`;

/** The asker marks an answer that helped, or takes the mark back. */
export async function setAcceptance(
  platform: Platform,
  account: Account,
  { answerId, accepted }: { answerId: string; accepted: boolean },
): Promise<Post> {
  const answer = await accessPost(platform, account, answerId);
  if (answer.kind !== 'answer') throw new NotFound('There is no such answer.');
  if (!(await isAskedBy(platform, account, answer))) {
    throw new Forbidden('Only the asker can say which answers helped.');
  }
  if (answer.locked) throw new Forbidden('A moderator has locked this question.');
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, answer.threadId);
    if (accepted) await accept(tx, { postId: answerId, at: onGrid(platform.clock.now()) });
    else await withdraw(tx, { postId: answerId });
    await publish(platform, tx, { threadId: answer.threadId });
  });
  return answer;
}
