import { z } from 'zod';
import { Forbidden, Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { textField } from '../../platform/text-field.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Signature } from '../bylines/authors.ts';
import { authorIds, signatureFor } from '../bylines/authors.ts';
import { bylineField } from '../posts/fields.ts';
import { insertPost, postTime, rememberOwnPost } from '../posts/posts.ts';
import { publish } from '../posts/publishing.ts';
import type { Ama, AmaState } from './amas.ts';
import { accessAma, recordAmaEvent } from './amas.ts';
import { holdBack } from './holding-back.ts';
import { lockAma, stateAt } from './states.ts';

/** Characters of a question: to be read aloud in a minute. */
export const longestQuestion = 2_000;

export const amaQuestionSchema = z.strictObject({
  body: textField({ min: 10, max: longestQuestion, what: 'The question' }),
  byline: bylineField,
});

export type AmaQuestionInput = z.output<typeof amaQuestionSchema>;

/** So many of one person's questions may wait to be answered in one AMA. */
const mostOpen = 5;

/** Why nothing can be asked now, or null. */
export function whyNoQuestions({ state, locked }: { state: AmaState; locked: boolean }): string | null {
  if (locked) return 'A moderator has locked this AMA.';
  if (state === 'cancelled') return 'This AMA was cancelled.';
  if (state === 'overflow') return 'The hour is over. The hosts still answer what was asked in it.';
  if (state === 'closed') return 'This AMA is over; it stays to be read.';
  return null;
}

/** Throws NotFound, Forbidden where nothing can be asked or by this account, Invalid where it has asked enough. */
export async function accessOpenAma(platform: Platform, account: Account, amaId: string): Promise<Ama> {
  const ama = await accessAma(platform, amaId);
  requireOpen({ state: stateAt({ ...ama, open: 1 }, platform.clock.now()), locked: ama.locked });
  if (ama.hosts.some(({ profileId }) => profileId === account.profile?.id)) {
    throw new Forbidden('You are a host here, and answer what others ask.');
  }
  return ama;
}

function requireOpen(ama: { state: AmaState; locked: boolean }): void {
  const refusal = whyNoQuestions(ama);
  if (refusal) throw new Forbidden(refusal);
}

const countOpen = statement<
  { amaId: string; authorIds: Buffer[]; profileId: string | null },
  { open: number }
>('countOpenAmaQuestions')`
  select count(*) as open
  from ama_questions join posts on posts.id = ama_questions.post_id
  where ama_questions.thread_id = ${'amaId'} and ama_questions.state in ('held', 'queued') and not is_ama_answered(posts.id)
    and (posts.author_id = any (${'authorIds'}::bytea[]) or posts.profile_id = ${'profileId'})
    and not exists (select from removals where removals.post_id = posts.id and by <> 'host')`;

/** Throws Invalid for who has so many open that others should come first. `waiting`: of those, not yet written. */
export async function requireRoom(
  platform: Platform,
  db: Queryable,
  account: Account,
  { amaId, waiting = 0 }: { amaId: string; waiting?: number },
): Promise<void> {
  const own = authorIds(platform, account.id, amaId);
  const { open } = one(
    await countOpen(db, { amaId, authorIds: own, profileId: account.profile?.id ?? null }),
  );
  if (open + waiting < mostOpen) return;
  throw new Invalid({
    body: `${mostOpen} of your questions wait here already. Ask again when one of them was answered.`,
  });
}

const insertQuestion = statement<{ id: string; amaId: string; state: string }, never>('insertAmaQuestion')`
  insert into ama_questions (post_id, thread_id, state) values (${'id'}, ${'amaId'}, ${'state'})`;

/** Asks at once, which is for what is signed with a name; masked questions wait for their window. Returns its id. */
export async function askInAma(
  platform: Platform,
  account: Account,
  { amaId, ...input }: AmaQuestionInput & { amaId: string },
): Promise<string> {
  const ama = await accessOpenAma(platform, account, amaId);
  return await platform.db.transaction(async (tx) => {
    const { state } = await lockAma(platform, tx, amaId);
    requireOpen({ state, locked: ama.locked });
    await requireRoom(platform, tx, account, { amaId });
    const id = await writeQuestion(platform, tx, account, { ama, ...input });
    await publish(platform, tx, { threadId: amaId, postId: id });
    await rememberOwnPost(platform, tx, account, id);
    return id;
  });
}

/** The rows of a question. Its thread is locked; `publish` and the slot of own posts are left to the caller. */
export async function writeQuestion(
  platform: Platform,
  tx: Tx,
  account: Account,
  { ama, body, byline }: AmaQuestionInput & { ama: Pick<Ama, 'id' | 'approveFirst'> },
): Promise<string> {
  const id = newId(platform.random);
  const signature: Signature = await signatureFor(platform, tx, {
    account,
    threadId: ama.id,
    choice: byline,
  });
  const at = postTime(platform, signature);
  await insertPost(tx, { id, threadId: ama.id, kind: 'amaQuestion', onId: ama.id, body, at, ...signature });
  await insertQuestion(tx, { id, amaId: ama.id, state: ama.approveFirst ? 'held' : 'queued' });
  if (ama.approveFirst) await holdBack(platform, tx, { questionId: id });
  // Those who decide hear of it too: their page asks for what is held.
  await recordAmaEvent(
    platform,
    tx,
    ama.id,
    ama.approveFirst ? { kind: 'held' } : { kind: 'question', questionId: id },
  );
  return id;
}
