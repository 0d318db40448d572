import { Conflict } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { lockThreadRow, announceThread } from '../posts/publishing.ts';
import type { AmaState } from './amas.ts';
import { recordAmaEvent } from './amas.ts';

/** What decides about an AMA's state. */
export interface Standing {
  state: AmaState;
  startsAt: Date | null;
  endsAt: Date | null;
  /** Questions that nobody has answered, merged or turned down, with those that wait for their window. */
  open: number;
}

/**
 * The state that an AMA is in by now. Announced, it goes live at its start, also where nobody was there to see it;
 * live, it ends at its end, with what is left to be answered; and it closes when nothing is left.
 */
export function stateAt({ state, startsAt, endsAt, open }: Standing, now: Date): AmaState {
  if (!startsAt || !endsAt) return state;
  const left = open > 0 ? 'overflow' : 'closed';
  if (state === 'announced' && now >= startsAt) return now >= endsAt ? left : 'live';
  if (state === 'live' && now >= endsAt) return left;
  if (state === 'overflow' && open === 0) return 'closed';
  return state;
}

/** What an act by a person makes of a state; null where it cannot be done in it. */
export const acts = {
  begin: { from: ['announced'], done: 'It has begun already, or is over.' },
  end: { from: ['live'], done: 'It is not live.' },
  close: { from: ['overflow'], done: 'There is nothing left to close.' },
  cancel: { from: ['announced', 'live'], done: 'It is over, so it cannot be cancelled.' },
} as const satisfies Record<string, { from: readonly AmaState[]; done: string }>;

export type StateAct = keyof typeof acts;

/** Throws Conflict where the state has moved on since the button was made. */
export function requireState(state: AmaState, act: StateAct): void {
  const { from, done } = acts[act];
  if (!(from as readonly AmaState[]).includes(state)) throw new Conflict(done);
}

const findStanding = statement<{ amaId: string }, Standing>('findAmaStanding')`
  select amas.state, threads.starts_at as "startsAt", threads.ends_at as "endsAt", (
    select count(*) from ama_questions
    where ama_questions.thread_id = amas.thread_id and ama_questions.state in ('held', 'queued')
      and not is_ama_answered(post_id)
      and not exists (
        select from removals where removals.post_id = ama_questions.post_id and (withdrawn or by = 'moderator')
      )
  ) + (select count(*) from waiting_posts where window_of = amas.thread_id) as open
  from amas join threads on threads.id = amas.thread_id where amas.thread_id = ${'amaId'}`;

const setState = statement<{ amaId: string; state: AmaState }, never>('setAmaState')`
  update amas set state = ${'state'}, answering_id = case when ${'state'} = 'live' then answering_id end
  where thread_id = ${'amaId'}`;

/**
 * First in every transaction that writes to an AMA: locks its thread, moves it to the state that the time has brought,
 * and returns it. So what is written at the very end is written to what it then is.
 */
export async function lockAma(platform: Platform, tx: Tx, amaId: string): Promise<Standing> {
  await lockThreadRow(tx, amaId);
  return await settleState(platform, tx, amaId);
}

/** The same where the thread is locked already; last in a transaction that may have answered the last question. */
export async function settleState(platform: Platform, tx: Tx, amaId: string): Promise<Standing> {
  const standing = one(await findStanding(tx, { amaId }));
  const state = stateAt(standing, platform.clock.now());
  if (state !== standing.state) await changeState(platform, tx, amaId, state);
  return { ...standing, state };
}

export async function changeState(platform: Platform, tx: Tx, amaId: string, state: AmaState): Promise<void> {
  await setState(tx, { amaId, state });
  await announceThread(platform, tx, amaId);
  await recordAmaEvent(platform, tx, amaId, { kind: 'state' });
}

const findDue = statement<{ now: Date }, { id: string }>('listAmasToAdvance')`
  select amas.thread_id as id from amas join threads on threads.id = amas.thread_id
  where amas.state in ('announced', 'live', 'overflow')
    and (amas.state = 'overflow' or threads.starts_at <= ${'now'})
  order by amas.thread_id`;

/** Moves every AMA to the state that the time has brought. May run twice, and at once in several processes. */
export async function advanceAmas(platform: Platform): Promise<void> {
  for (const { id } of await findDue(platform.db, { now: platform.clock.now() }))
    await advanceAma(platform, id);
}

export async function advanceAma(platform: Platform, amaId: string): Promise<void> {
  if (!(await isAma(platform.db, amaId))) return;
  await platform.db.transaction(async (tx) => void (await lockAma(platform, tx, amaId)));
}

async function isAma(db: Queryable, amaId: string): Promise<boolean> {
  return (await findStanding(db, { amaId })).length > 0;
}

export const advanceAmaJob = 'advance-ama';

/** Sees to it that an AMA goes live and ends on time; the sweep of each minute would, a little later. */
export async function enqueueAdvance(
  platform: Platform,
  tx: Tx,
  { id, startsAt, endsAt }: { id: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  for (const startAfter of [startsAt, endsAt]) {
    const key = `${id} ${startAfter.getTime()}`;
    await platform.jobs.send(tx, advanceAmaJob, { amaId: id }, { key, startAfter });
  }
}
