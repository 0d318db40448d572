import { statement } from '../../platform/db.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { tagOf } from '../posts/publishing.ts';
import { recordAmaEvent } from './amas.ts';
import { lockIfFree } from './locking.ts';

const settle = statement<{ amaId: string }, { id: string; tally: number }>('settleAmaTallies')`
  with merged as materialized (
    select doubles.merged_into as id, sum(posts.up) as up
    from ama_questions as doubles join posts on posts.id = doubles.post_id
    where doubles.thread_id = ${'amaId'} and doubles.merged_into is not null group by doubles.merged_into
  ), counted as materialized (
    select questions.post_id as id, (posts.up + coalesce(merged.up, 0))::integer as tally
    from ama_questions as questions join posts on posts.id = questions.post_id
    left join merged on merged.id = questions.post_id
    where questions.thread_id = ${'amaId'} and questions.state = 'queued'
      and not exists (select from removals where removals.post_id = questions.post_id)
  )
  update ama_questions set tally = counted.tally from counted
  where ama_questions.post_id = counted.id and ama_questions.tally <> counted.tally
  returning counted.id, counted.tally`;

/**
 * Tells readers which questions have more votes, or fewer, than they were told last. Tells nothing twice, whoever
 * calls it how often. False where somebody writes to the AMA just now: then it is to be called again.
 */
export async function tellTallies(platform: Platform, amaId: string): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    if (!(await lockIfFree(tx, amaId))) return false;
    const changed = await settle(tx, { amaId });
    if (changed.length === 0) return true;
    const facts = Object.fromEntries(changed.map(({ id, tally }) => [id, tally]));
    await recordAmaEvent(platform, tx, amaId, { kind: 'tallies', facts });
    // Votes themselves drop no page.
    await platform.changes.announce(tx, [tagOf.thread(amaId)]);
    return true;
  });
}

/** Milliseconds: votes of so long are told together. */
const pause = 1000;
const pauseWhereBusy = 100;

const scheduled = new WeakMap<Platform, Set<string>>();

/** After a vote: within about a second readers are told. Where this process ends before, the sweep does it. */
export function scheduleTallies(platform: Platform, amaId: string): void {
  const known = scheduled.get(platform) ?? new Set();
  scheduled.set(platform, known);
  if (known.has(amaId)) return;
  known.add(amaId);
  tellLater(platform, amaId, pause);
}

function tellLater(platform: Platform, amaId: string, delay: number): void {
  setTimeout(() => {
    // A vote that comes from here on may not be counted any more, and begins another second.
    scheduled.get(platform)?.delete(amaId);
    void tryToTell(platform, amaId);
  }, delay).unref();
}

async function tryToTell(platform: Platform, amaId: string): Promise<void> {
  try {
    const isTold = await tellTallies(platform, amaId);
    const known = scheduled.get(platform);
    if (isTold || known?.has(amaId)) return;
    known?.add(amaId);
    tellLater(platform, amaId, pauseWhereBusy);
  } catch (error) {
    platform.log.warn({ error: describeError(error) }, 'the votes of an AMA could not be told');
  }
}

const listOpen = statement<object, { id: string }>('listAmasWithVotes')`
  select thread_id as id from amas where state in ('announced', 'live', 'overflow') order by thread_id`;

/** Tells what a process that ended had still to tell. */
export async function sweepTallies(platform: Platform): Promise<void> {
  for (const { id } of await listOpen(platform.db, {})) await tellTallies(platform, id);
}
