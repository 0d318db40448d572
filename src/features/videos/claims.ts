import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Silence } from '../../platform/sign-of-life.ts';
import { silenceAt } from '../../platform/sign-of-life.ts';
import { enqueueVideoWord } from '../notifications/video-word.ts';
import { isShared } from './keeping-made.ts';
import { processJob } from './uploads.ts';

const mostAttempts = 3;

/** A video that this process works at. `attempts` tells it from one that was begun again meanwhile. */
export interface Claimed {
  id: string;
  attempts: number;
  original: string;
}

/** What a process holds while it works at a video: free as soon as the process has died. */
export function videoHold(id: string): string {
  return `video ${id}`;
}

const claim = statement<Silence, Claimed>('claimVideo')`
  update videos set state = 'processing', attempts = attempts + 1, progress = 0, touched_at = ${'now'}
  where id = (
    select id from videos
    where original is not null and attempts < 3 and (
      state = 'waiting' and touched_at <= ${'now'}
      or state = 'processing' and (
        touched_at < ${'silentSince'}
        or touched_at < ${'quietSince'} and pg_try_advisory_xact_lock_shared(hashtextextended('video ' || id, ${'lock'}))
      )
    )
    order by touched_at limit 1 for update skip locked
  )
  returning id, attempts, original`;

const parkSilent = statement<Omit<Silence, 'now'> & { reason: string }, { id: string }>('parkSilentVideos')`
  update videos set state = 'failed', reason = ${'reason'}
  where state = 'processing' and attempts >= 3 and (
    touched_at < ${'silentSince'}
    or touched_at < ${'quietSince'} and pg_try_advisory_xact_lock_shared(hashtextextended('video ' || id, ${'lock'}))
  )
  returning id`;

/**
 * The next one to work at: what waits, or what a process that has died was working at. Parks what has ended three of
 * them. Null where there is nothing to do.
 */
export async function claimVideo(platform: Platform): Promise<Claimed | null> {
  const { db, clock } = platform;
  const silence = silenceAt(clock.now());
  await db.transaction(async (tx) => {
    for (const { id } of await parkSilent(tx, { ...silence, reason: ourFault }))
      await enqueueVideoWord(platform, tx, { videoId: id, word: 'made' });
  });
  const [video] = await claim(db, silence);
  return video ?? null;
}

const touch = statement<{ id: string; attempts: number; progress: number; now: Date }, { id: string }>(
  'touchVideo',
)`
  update videos set progress = ${'progress'}, touched_at = ${'now'}
  where id = ${'id'} and attempts = ${'attempts'} and state = 'processing'
  returning id`;

/** Says how far it is. Resolves to whether it is still this process's to work at. */
export async function touchVideo(
  { db, clock }: Platform,
  { id, attempts }: Claimed,
  progress: number,
): Promise<boolean> {
  return (await touch(db, { id, attempts, progress, now: clock.now() })).length > 0;
}

export const ourFault =
  'Something went wrong on our side, three times. The admins of this site find it in their log; try again later.';

const endRefused = statement<{ id: string; attempts: number; reason: string }, { original: string | null }>(
  'refuseVideo',
)`
  with before as (select id, original from videos where id = ${'id'} and attempts = ${'attempts'} for update)
  update videos set state = 'refused', reason = ${'reason'}, original = null from before
  where videos.id = before.id returning before.original`;

/** Nobody could play it: its author is told why, and may send another file. */
export async function refuseVideo(
  platform: Platform,
  { id, attempts }: Claimed,
  reason: string,
): Promise<void> {
  const [refused] = await platform.db.transaction(async (tx) => {
    const rows = await endRefused(tx, { id, attempts, reason });
    if (rows.length > 0) await enqueueVideoWord(platform, tx, { videoId: id, word: 'made' });
    return rows;
  });
  const original = refused?.original;
  if (original && !(await isShared(platform.db, original))) await platform.files.remove(original);
}

const endFailed = statement<
  { id: string; attempts: number; state: string; reason: string; next: Date },
  { id: string }
>('giveVideoBack')`
  update videos set state = ${'state'}, reason = ${'reason'}, touched_at = ${'next'}
  where id = ${'id'} and attempts = ${'attempts'} returning id`;

/** It did not work: it waits for a while, or is parked with the reason after the third time. */
export async function giveVideoBack(
  platform: Platform,
  { id, attempts }: Claimed,
  reason: string,
): Promise<void> {
  const { db, clock, jobs } = platform;
  const isLast = attempts >= mostAttempts;
  const next = new Date(clock.now().getTime() + (isLast ? 0 : attempts * 30_000));
  const ended = { id, attempts, state: isLast ? 'failed' : 'waiting', reason: isLast ? reason : '', next };
  await db.transaction(async (tx) => {
    const rows = await endFailed(tx, ended);
    if (rows.length === 0) return;
    if (isLast) await enqueueVideoWord(platform, tx, { videoId: id, word: 'made' });
    else await jobs.send(tx, processJob, {}, { startAfter: next, key: `${attempts}` });
  });
}

const endInterrupted = statement<{ id: string; attempts: number; now: Date }, { id: string }>('putVideoBack')`
  update videos set state = 'waiting', attempts = attempts - 1, progress = 0, touched_at = ${'now'}
  where id = ${'id'} and attempts = ${'attempts'} and state = 'processing' returning id`;

/** As if it had not been begun: this process stops, and another one does it. */
export async function putVideoBack({ db, clock, jobs }: Platform, { id, attempts }: Claimed): Promise<void> {
  await db.transaction(async (tx) => {
    const rows = await endInterrupted(tx, { id, attempts, now: clock.now() });
    if (rows.length > 0) await jobs.send(tx, processJob, {}, { key: 'once' });
  });
}
