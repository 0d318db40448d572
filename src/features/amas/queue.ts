import { Conflict, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { recordBy } from '../moderation/acts.ts';
import { publish } from '../posts/publishing.ts';
import { recordAmaEvent } from './amas.ts';
import { holdBack, letIn } from './holding-back.ts';
import type { Hosting } from './hosting.ts';
import { lockAma, settleState } from './states.ts';

/** `answered` is `queued` with an answer that can be read. */
export type QuestionState = 'held' | 'queued' | 'answered' | 'dismissed' | 'merged';

/** What hosts and moderators do with a question; `merge` and `dismiss` say more. */
export type QueueAct =
  | { act: 'approve' | 'restore' | 'pin' | 'unpin' | 'answering' | 'idle' | 'split' }
  | { act: 'dismiss'; reason: string }
  | { act: 'merge'; into: string }
  /** To a co-host, or with '' to nobody in particular. */
  | { act: 'hand'; to: string };

export interface QueuedQuestion {
  id: string;
  state: QuestionState;
  mergedInto: string | null;
  pinned: boolean;
}

const findQuestion = statement<{ amaId: string; questionId: string }, QueuedQuestion>('findQueuedQuestion')`
  select post_id as id, merged_into as "mergedInto", pinned,
    case when state = 'queued' and is_ama_answered(post_id) then 'answered' else state end as state
  from ama_questions
  where post_id = ${'questionId'} and thread_id = ${'amaId'}
    and not exists (select from removals where removals.post_id = ama_questions.post_id and (withdrawn or by = 'moderator'))`;

/** Throws NotFound for what is no question of this AMA, or was taken back by its author. */
export async function accessQuestion(tx: Tx, amaId: string, questionId: string): Promise<QueuedQuestion> {
  const [question] = await findQuestion(tx, { amaId, questionId });
  if (!question) throw new NotFound('There is no such question in this AMA.');
  return question;
}

const findTarget = statement<{ questionId: string }, { into: string | null }>('findMergedInto')`
  select merged_into as into from ama_questions where post_id = ${'questionId'}`;

/** The question that this one was merged into, or null. */
export async function findMergedInto(db: Queryable, questionId: string): Promise<string | null> {
  const [row] = await findTarget(db, { questionId });
  return row?.into ?? null;
}

/** Does it, in the AMA's turn. Throws NotFound, or Conflict where the question is not in a state for it. */
export async function actOnQuestion(
  platform: Platform,
  hosting: Hosting,
  { questionId, ...act }: QueueAct & { questionId: string },
): Promise<void> {
  const amaId = hosting.ama.id;
  await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, amaId);
    const question = await accessQuestion(tx, amaId, questionId);
    await perform(platform, tx, { amaId, question, act });
    await noteModerator(platform, tx, hosting, { questionId, act });
    await publish(platform, tx, { threadId: amaId, postId: questionId });
    await settleState(platform, tx, amaId);
  });
}

interface Turn {
  amaId: string;
  question: QueuedQuestion;
  act: QueueAct;
}

async function perform(platform: Platform, tx: Tx, { amaId, question, act }: Turn): Promise<void> {
  const { id: questionId } = question;
  const tell = async (kind: 'question' | 'gone' | 'pinned' | 'answering') =>
    await recordAmaEvent(platform, tx, amaId, { kind, questionId });
  switch (act.act) {
    case 'approve':
    case 'restore':
      requireQuestionState(question, act.act === 'approve' ? ['held'] : ['dismissed']);
      await setState(tx, { questionId, state: 'queued', into: null });
      await letIn(tx, questionId);
      return await tell('question');
    case 'dismiss':
      requireQuestionState(question, ['held', 'queued', 'merged']);
      await setState(tx, { questionId, state: 'dismissed', into: null });
      await holdBack(platform, tx, { questionId, reason: act.reason });
      await stopAnswering(tx, { amaId, questionId });
      return await tell('gone');
    case 'merge':
      requireQuestionState(question, ['held', 'queued']);
      return await merge(platform, tx, { amaId, question, into: act.into });
    case 'split':
      requireQuestionState(question, ['merged']);
      await setState(tx, { questionId, state: 'queued', into: null });
      return await tell('question');
    case 'pin':
    case 'unpin':
      requireQuestionState(question, ['queued']);
      await setPinned(tx, { questionId, pinned: act.act === 'pin' });
      return await tell('pinned');
    case 'answering':
      requireQuestionState(question, ['queued', 'answered']);
      await turnTo(tx, { amaId, questionId, now: platform.clock.now() });
      return await tell('answering');
    case 'hand':
      requireQuestionState(question, ['queued', 'answered']);
      await handTo(tx, { amaId, questionId, to: act.to });
      // Hosts look again; readers have nothing to see.
      return await recordAmaEvent(platform, tx, amaId, { kind: 'held' });
    case 'idle':
      await stopAnswering(tx, { amaId, questionId });
      return await recordAmaEvent(platform, tx, amaId, { kind: 'answering' });
  }
}

async function merge(
  platform: Platform,
  tx: Tx,
  { amaId, question, into }: { amaId: string; question: QueuedQuestion; into: string },
): Promise<void> {
  const target = await accessQuestion(tx, amaId, into);
  if (target.id === question.id) throw new Conflict('A question cannot be merged into itself.');
  if (target.state !== 'queued' && target.state !== 'answered')
    throw new Conflict('Merge it into a question that readers can see.');
  await moveMerged(tx, { from: question.id, into });
  await setState(tx, { questionId: question.id, state: 'merged', into });
  await letIn(tx, question.id);
  await stopAnswering(tx, { amaId, questionId: question.id });
  await recordAmaEvent(platform, tx, amaId, { kind: 'gone', questionId: question.id });
  await recordAmaEvent(platform, tx, amaId, { kind: 'question', questionId: into });
}

function requireQuestionState({ state }: QueuedQuestion, states: readonly QuestionState[]): void {
  if (states.includes(state)) return;
  throw new Conflict(`Somebody was faster: this question ${stateWords[state]}.`);
}

const stateWords: Record<QuestionState, string> = {
  held: 'waits to be let in',
  queued: 'waits to be answered',
  answered: 'was answered',
  dismissed: 'was turned down',
  merged: 'was merged into another one',
};

const setState = statement<
  { questionId: string; state: Exclude<QuestionState, 'answered'>; into: string | null },
  never
>('setAmaQuestionState')`
  update ama_questions set state = ${'state'}, merged_into = ${'into'}, pinned = pinned and ${'state'} = 'queued'
  where post_id = ${'questionId'}`;

const setHanded = statement<{ amaId: string; questionId: string; to: string }, object>('handAmaQuestion')`
  update ama_questions set handed_to = nullif(${'to'}, '')
  where post_id = ${'questionId'} and (${'to'} = '' or exists (
    select from ama_hosts where ama_hosts.thread_id = ${'amaId'} and profile_id = ${'to'}))
  returning post_id`;

async function handTo(tx: Tx, hand: { amaId: string; questionId: string; to: string }): Promise<void> {
  const handed = await setHanded(tx, hand);
  if (handed.length === 0) throw new Conflict('They do not host this AMA any more.');
}

const moveMerged = statement<{ from: string; into: string }, never>('moveMergedAmaQuestions')`
  update ama_questions set merged_into = ${'into'} where merged_into = ${'from'}`;

const setPinned = statement<{ questionId: string; pinned: boolean }, never>('pinAmaQuestion')`
  update ama_questions set pinned = ${'pinned'} where post_id = ${'questionId'}`;

const turnTo = statement<{ amaId: string; questionId: string; now: Date }, never>('turnToAmaQuestion')`
  with marked as (
    update ama_questions set answering_at = coalesce(answering_at, ${'now'}) where post_id = ${'questionId'}
  )
  update amas set answering_id = ${'questionId'} where thread_id = ${'amaId'}`;

const stopAnswering = statement<{ amaId: string; questionId: string }, never>('turnFromAmaQuestion')`
  update amas set answering_id = null where thread_id = ${'amaId'} and answering_id = ${'questionId'}`;

/** Hosts run their AMA; what a moderator does in it who is no host stands in the log. */
async function noteModerator(
  platform: Platform,
  tx: Tx,
  { profileId, account }: Hosting,
  { questionId, act }: { questionId: string; act: QueueAct },
): Promise<void> {
  if (profileId || !account) return;
  const logged = { approve: 'restore', restore: 'restore', dismiss: 'hide' } as const;
  const name = act.act in logged ? logged[act.act as keyof typeof logged] : null;
  if (!name) return;
  const reason = act.act === 'dismiss' ? act.reason : '';
  await recordBy(platform, account, { postId: questionId, act: name, reason })(tx);
}
