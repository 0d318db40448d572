import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { holdSuspension } from '../accounts/standing.ts';
import { openAuthorToSanction } from '../bylines/opening.ts';

export const suspendJob = 'suspend-author';

const day = 24 * 60 * 60 * 1000;

interface Suspension {
  postId: string;
  reason: string;
  /** Null: until it is lifted. */
  until: Date | null;
}

// A suspension that has ended is as good as none, until it is swept.
const insertSuspension = statement<Suspension & { now: Date }, object>('insertSuspension')`
  insert into suspensions (post_id, reason, until) values (${'postId'}, ${'reason'}, ${'until'})
  on conflict (post_id) do update set reason = excluded.reason, until = excluded.until, standing_key = null
    where suspensions.until <= ${'now'}
  returning post_id`;

/**
 * Suspends the author of a post, for so many days or until it is lifted. Says nothing of whether the post has one:
 * a job, which alone can open authors, lets it hold. False where it already is so. `record` runs in the same
 * transaction.
 */
export async function suspend(
  platform: Platform,
  { postId, reason, days }: { postId: string; reason: string; days: number | null },
  record: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const now = platform.clock.now();
  const until = days === null ? null : new Date(now.getTime() + days * day);
  return await platform.db.transaction(async (tx) => {
    const put = await insertSuspension(tx, { postId, reason, until, now });
    if (put.length === 0) return false;
    await record(tx);
    await platform.jobs.send(tx, suspendJob, { postId }, { key: postId });
    return true;
  });
}

const deleteSuspension = statement<{ postId: string }, object>('deleteSuspension')`
  delete from suspensions where post_id = ${'postId'} returning post_id`;

/** Ends what stands on this post, at once. Suspensions for other posts stay, whoever wrote them. */
export async function liftSuspension(
  platform: Platform,
  postId: string,
  record: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    const lifted = await deleteSuspension(tx, { postId });
    if (lifted.length > 0) await record(tx);
    return lifted.length > 0;
  });
}

/** The job: lets the suspension on a post hold for whoever wrote it. May run twice, and after it was lifted. */
export async function suspendAuthor(platform: Platform, postId: string): Promise<void> {
  const accountId = await openAuthorToSanction(platform, postId);
  if (accountId !== undefined) await holdSuspension(platform, platform.db, { postId, accountId });
}

const deleteEnded = statement<{ now: Date }, never>('deleteEndedSuspensions')`
  delete from suspensions where until <= ${'now'}`;

export async function sweepSuspensions(platform: Platform): Promise<void> {
  await deleteEnded(platform.db, { now: platform.clock.now() });
}
