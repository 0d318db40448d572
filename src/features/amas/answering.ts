import { z } from 'zod';
import { Conflict } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { textField } from '../../platform/text-field.ts';
import { enqueueWord } from '../notifications/word.ts';
import { bodyField } from '../posts/fields.ts';
import { insertPost, rememberOwnPost } from '../posts/posts.ts';
import { publish } from '../posts/publishing.ts';
import { recordAmaEvent } from './amas.ts';
import type { Hosting } from './hosting.ts';
import { requireHost } from './hosting.ts';
import { accessQuestion } from './queue.ts';
import { lockAma, settleState } from './states.ts';

export const hostAnswerSchema = z.strictObject({
  body: bodyField,
  /** How many answers the host had before them: another one that has come meanwhile is shown first. */
  seen: z.coerce.number().int().min(0).default(0),
});

export const answerDraftSchema = z.strictObject({ body: textField({ max: 20_000, what: 'The answer' }) });

/**
 * Answers as a host. Throws Conflict where a co-host has answered since the form was made, so that two do not say the
 * same; the text comes back, and sent again stands beside the other. Returns the answer's id.
 */
export async function answerInAma(
  platform: Platform,
  hosting: Hosting,
  { questionId, body, seen }: { questionId: string } & z.output<typeof hostAnswerSchema>,
): Promise<string> {
  const profileId = requireHost(hosting);
  const amaId = hosting.ama.id;
  const id = newId(platform.random);
  const signature = { authorId: null, profileId };
  await platform.db.transaction(async (tx) => {
    const { state } = await lockAma(platform, tx, amaId);
    if (state === 'cancelled') throw new Conflict('This AMA was cancelled.');
    const question = await accessQuestion(tx, amaId, questionId);
    if (question.state !== 'queued' && question.state !== 'answered')
      throw new Conflict(
        'This question is not open any more: it was turned down, or merged into another one.',
      );
    await requireSeen(tx, { questionId, seen });
    const at = platform.clock.now();
    await insertPost(tx, { id, threadId: amaId, kind: 'answer', onId: questionId, body, at, ...signature });
    await markAnswered(tx, { amaId, questionId, now: at });
    await recordAmaEvent(platform, tx, amaId, { kind: 'answered', questionId });
    await publish(platform, tx, { threadId: amaId, postId: id });
    await enqueueWord(platform, tx, {
      reply: { id, ...signature },
      told: await listAskers(tx, { questionId }),
    });
    await settleState(platform, tx, amaId);
    if (hosting.account) await rememberOwnPost(platform, tx, hosting.account, id);
  });
  return id;
}

const countAnswers = statement<{ questionId: string }, { answers: number }>('countAmaAnswers')`
  select count(*) as answers from public_posts where on_id = ${'questionId'} and kind = 'answer'`;

async function requireSeen(
  tx: Tx,
  { questionId, seen }: { questionId: string; seen: number },
): Promise<void> {
  const { answers } = one(await countAnswers(tx, { questionId }));
  if (answers <= seen) return;
  throw new Conflict(
    'A co-host has answered this meanwhile. Your text is below; send it to add it to theirs.',
  );
}

const markAnswered = statement<{ amaId: string; questionId: string; now: Date }, never>('markAmaAnswered')`
  with idle as (
    update amas set answering_id = null where thread_id = ${'amaId'} and answering_id = ${'questionId'}
  )
  update ama_questions set pinned = false, draft = '',
    answering_at = coalesce(answering_at, ${'now'})
  where post_id = ${'questionId'}`;

// Whoever asked it, and whoever asked the same.
const listAskers = statement<
  { questionId: string },
  { id: string; authorId: Buffer | null; profileId: string | null }
>('listAmaAskers')`
  select posts.id, posts.author_id as "authorId", posts.profile_id as "profileId"
  from ama_questions join posts on posts.id = ama_questions.post_id
  where ${'questionId'} in (ama_questions.post_id, ama_questions.merged_into)
    and not exists (select from removals where removals.post_id = posts.id)
  order by posts.id`;

const keepDraft = statement<{ questionId: string; body: string }, never>('keepAmaDraft')`
  update ama_questions set draft = ${'body'} where post_id = ${'questionId'}`;

/** Shows readers the answer as far as it was written, where the hosts have chosen that; else does nothing. */
export async function showDraft(
  platform: Platform,
  hosting: Hosting,
  { questionId, body }: { questionId: string; body: string },
): Promise<void> {
  requireHost(hosting);
  const { id: amaId, showsDrafts } = hosting.ama;
  if (!showsDrafts) return;
  await platform.db.transaction(async (tx) => {
    const { state } = await lockAma(platform, tx, amaId);
    const question = await accessQuestion(tx, amaId, questionId);
    if (state !== 'live' || question.state !== 'queued') return;
    await keepDraft(tx, { questionId, body });
    await recordAmaEvent(platform, tx, amaId, { kind: 'draft', questionId });
  });
}
