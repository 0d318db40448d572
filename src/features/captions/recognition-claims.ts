import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { NotRecognised } from '../../platform/media/not-recognised.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Silence } from '../../platform/sign-of-life.ts';
import { silenceAt } from '../../platform/sign-of-life.ts';
import { recogniseJob } from './recognitions.ts';

const mostAttempts = 3;

/** A video whose words this process has written down. */
export interface ClaimedWords {
  videoId: string;
  /** Tells this attempt from one that was begun meanwhile. */
  run: string;
  attempts: number;
  language: string;
  folder: string;
  file: string;
  durationMs: number;
}

/** What a process holds meanwhile. */
export function wordsHold(videoId: string): string {
  return `words ${videoId}`;
}

const claim = statement<Silence & { run: string }, ClaimedWords>('claimRecognition')`
  update recognitions set state = 'working', run = ${'run'}, attempts = recognitions.attempts + 1, touched_at = ${'now'}
  from videos
  where videos.id = recognitions.video_id and recognitions.video_id = (
    select video_id from recognitions join videos on videos.id = video_id
    where videos.state = 'ready' and recognitions.attempts < 3 and (
      recognitions.state = 'waiting' and recognitions.touched_at <= ${'now'}
      or recognitions.state = 'working' and (
        recognitions.touched_at < ${'silentSince'}
        or recognitions.touched_at < ${'quietSince'}
          and pg_try_advisory_xact_lock_shared(hashtextextended('words ' || video_id, ${'lock'}))
      )
    )
    order by recognitions.touched_at limit 1 for update of recognitions skip locked
  )
  returning video_id as "videoId", run, recognitions.attempts, language, folder, file, duration_ms as "durationMs"`;

const forgetWritten = statement<Record<string, never>, never>('forgetRecognitions')`
  delete from recognitions where is_written_down(video_id)`;

const parkSilent = statement<Omit<Silence, 'now'> & { reason: string }, never>('parkSilentRecognitions')`
  update recognitions set state = 'failed', run = null, reason = ${'reason'}
  where state = 'working' and attempts >= 3 and (
    touched_at < ${'silentSince'}
    or touched_at < ${'quietSince'}
      and pg_try_advisory_xact_lock_shared(hashtextextended('words ' || video_id, ${'lock'}))
  )`;

/**
 * The next one: what waits, or what a process that has died was working at. Forgets what people have written down
 * meanwhile, and parks what has ended three processes. Null where there is nothing to do.
 */
export async function claimWords({ db, clock, random }: Platform): Promise<ClaimedWords | null> {
  const silence = silenceAt(clock.now());
  await forgetWritten(db, {});
  await parkSilent(db, { ...silence, reason: ourFault });
  const [claimed] = await claim(db, { ...silence, run: random.bytes(16).toString('hex') });
  return claimed ?? null;
}

const ourFault = 'Something went wrong on our side. The admins of this site find it in their log.';

type Run = Pick<ClaimedWords, 'videoId' | 'run'>;

const touch = statement<Run & { now: Date }, { videoId: string }>('touchRecognition')`
  update recognitions set touched_at = ${'now'}
  where video_id = ${'videoId'} and run = ${'run'} and not is_written_down(video_id)
  returning video_id as "videoId"`;

/** Resolves to whether it is still wanted of this run. */
export async function touchWords({ db, clock }: Platform, { videoId, run }: Run): Promise<boolean> {
  return (await touch(db, { videoId, run, now: clock.now() })).length > 0;
}

const endRun = statement<Run, { language: string; isWrittenDown: boolean }>('endRecognition')`
  delete from recognitions using videos
  where video_id = ${'videoId'} and run = ${'run'} and videos.id = video_id
  returning videos.language, is_written_down(videos.id) as "isWrittenDown"`;

/** The run is over, and so is the wish for it: null where that was over already. What it says is so under the lock of the words. */
export async function endWords(
  tx: Tx,
  { videoId, run }: Run,
): Promise<{ language: string; isWrittenDown: boolean } | null> {
  const [ended] = await endRun(tx, { videoId, run });
  return ended ?? null;
}

const endFailed = statement<
  Run & { state: string; reason: string; next: Date; attempts: number },
  { videoId: string }
>('giveRecognitionBack')`
  update recognitions set state = ${'state'}, run = null, reason = ${'reason'}, touched_at = ${'next'}, attempts = ${'attempts'}
  where video_id = ${'videoId'} and run = ${'run'} returning video_id as "videoId"`;

/**
 * It did not work: it waits for a while, or its author hears why there will be no more attempts. Resolves to whether it was
 * still wanted.
 */
export async function giveWordsBack(
  platform: Platform,
  { videoId, run, attempts }: ClaimedWords,
  error: unknown,
): Promise<boolean> {
  const { db, clock, jobs } = platform;
  const isKnown = error instanceof NotRecognised;
  const isLast = attempts >= mostAttempts || (isKnown && error.isFinal);
  const next = new Date(clock.now().getTime() + (isLast ? 0 : attempts * 30_000));
  const reason = isLast ? (isKnown ? error.message : ourFault) : '';
  const ended = { videoId, run, attempts, state: isLast ? 'failed' : 'waiting', reason, next };
  return await db.transaction(async (tx) => {
    const rows = await endFailed(tx, ended);
    if (rows.length > 0 && !isLast)
      await jobs.send(tx, recogniseJob, {}, { startAfter: next, key: `${attempts}` });
    return rows.length > 0;
  });
}

/** As if it had not been begun: this process stops, and another one does it. */
export async function putWordsBack(
  { db, clock, jobs }: Platform,
  { videoId, run, attempts }: ClaimedWords,
): Promise<void> {
  const before = { videoId, run, attempts: attempts - 1, state: 'waiting', reason: '', next: clock.now() };
  await db.transaction(async (tx) => {
    const rows = await endFailed(tx, before);
    if (rows.length > 0) await jobs.send(tx, recogniseJob, {}, { key: 'once' });
  });
}
