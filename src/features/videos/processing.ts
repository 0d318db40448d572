import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { statement } from '../../platform/db.ts';
import { codeOf } from '../../platform/error-code.ts';
import type { Made } from '../../platform/media/ladder.ts';
import { makeLadder } from '../../platform/media/ladder.ts';
import { findPrograms } from '../../platform/media/programs.ts';
import { repackFile } from '../../platform/media/repack.ts';
import { Unplayable } from '../../platform/media/unplayable.ts';
import { handOver, makeWorkFolder } from '../../platform/media/work-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { isShared, keepMade } from './keeping-made.ts';
import { processJob } from './uploads.ts';

const mostAttempts = 3;
/** Milliseconds between two signs of life, and without one after which somebody else takes over. */
const beat = 3000;
const silence = 2 * 60_000;

export interface Claimed {
  id: string;
  attempts: number;
  original: string;
}

const claim = statement<{ now: Date; silentSince: Date }, Claimed>('claimVideo')`
  update videos set state = 'processing', attempts = attempts + 1, progress = 0, touched_at = ${'now'}
  where id = (
    select id from videos
    where original is not null and attempts < 3 and
      (state = 'waiting' and touched_at <= ${'now'} or state = 'processing' and touched_at < ${'silentSince'})
    order by touched_at limit 1 for update skip locked
  )
  returning id, attempts, original`;

const parkSilent = statement<{ silentSince: Date; reason: string }, never>('parkSilentVideos')`
  update videos set state = 'failed', reason = ${'reason'}
  where state = 'processing' and attempts >= 3 and touched_at < ${'silentSince'}`;

/**
 * Makes what waits ready to be watched, one after the other, and takes over from processes that have died. One at a time
 * in each process: the others wait for the same.
 */
export class VideoWorker {
  readonly #platform: Platform;
  #working: Promise<void> | null = null;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async work(): Promise<void> {
    this.#working ??= this.#workAll().finally(() => (this.#working = null));
    await this.#working;
  }

  async #workAll(): Promise<void> {
    const { db, clock } = this.#platform;
    for (;;) {
      const now = clock.now();
      const silentSince = new Date(now.getTime() - silence);
      await parkSilent(db, { silentSince, reason: ourFault });
      const [video] = await claim(db, { now, silentSince });
      if (!video) return;
      await processVideo(this.#platform, video);
    }
  }
}

const ourFault =
  'Something went wrong on our side, three times. The admins of this site find it in their log; try again later.';
const noRoom = 'There was no room left on this server. Its admins have to make some; then try again.';

async function processVideo(platform: Platform, video: Claimed): Promise<void> {
  const life = new Life(platform, video);
  try {
    await make(platform, video, life);
  } catch (error) {
    if (life.isOver) return;
    if (error instanceof Unplayable) return await refuse(platform, video, error.message);
    platform.log.error({ error }, 'a video could not be made ready');
    await giveBack(platform, video, isFull(error) ? noRoom : ourFault);
  } finally {
    life.end();
  }
}

async function make(platform: Platform, video: Claimed, life: Life): Promise<void> {
  const { config, files } = platform;
  const folder = await makeWorkFolder(config);
  const name = 'film';
  try {
    const path = join(folder, name);
    await pipeline(await files.read(video.original), createWriteStream(path, { mode: 0o600 }), {
      signal: life.signal,
    });
    await handOver(path);
    const programs = await findPrograms(config);
    const options = {
      ...{ folder, name, signal: life.signal },
      limits: { longestMs: config.VIDEO_MAX_MINUTES * 60_000 },
      onProgress: (percent: number) => life.tell(percent),
    };
    const made: Made = programs ? await makeLadder(programs, options) : await repackFile(options);
    life.signal.throwIfAborted();
    await keepMade(platform, video, { folder, made });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const touch = statement<{ id: string; attempts: number; progress: number; now: Date }, { id: string }>(
  'touchVideo',
)`
  update videos set progress = ${'progress'}, touched_at = ${'now'}
  where id = ${'id'} and attempts = ${'attempts'} and state = 'processing'
  returning id`;

/** Says again and again that somebody works at it; over when it was deleted meanwhile, or taken by somebody else. */
class Life {
  readonly #platform: Platform;
  readonly #video: Claimed;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #progress = 0;
  #beating = false;

  constructor(platform: Platform, video: Claimed) {
    this.#platform = platform;
    this.#video = video;
    this.#timer = setInterval(() => void this.#beat(), beat);
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  tell(percent: number): void {
    this.#progress = percent;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    const { db, clock, log } = this.#platform;
    const { id, attempts } = this.#video;
    try {
      const alive = await touch(db, { id, attempts, progress: this.#progress, now: clock.now() });
      if (alive.length === 0) this.#ending.abort(new Error('nobody wants this video any more'));
    } catch (error) {
      // The database is away; whoever is still here when it is back goes on.
      log.warn({ error }, 'a sign of life of a video could not be written');
    } finally {
      this.#beating = false;
    }
  }
}

const endRefused = statement<{ id: string; attempts: number; reason: string }, { original: string | null }>(
  'refuseVideo',
)`
  with before as (select id, original from videos where id = ${'id'} and attempts = ${'attempts'} for update)
  update videos set state = 'refused', reason = ${'reason'}, original = null from before
  where videos.id = before.id returning before.original`;

async function refuse(platform: Platform, { id, attempts }: Claimed, reason: string): Promise<void> {
  const [refused] = await endRefused(platform.db, { id, attempts, reason });
  const original = refused?.original;
  if (original && !(await isShared(platform.db, original))) await platform.files.remove(original);
}

const endFailed = statement<
  { id: string; attempts: number; state: string; reason: string; next: Date },
  { id: string }
>('giveVideoBack')`
  update videos set state = ${'state'}, reason = ${'reason'}, touched_at = ${'next'}
  where id = ${'id'} and attempts = ${'attempts'} returning id`;

async function giveBack(platform: Platform, { id, attempts }: Claimed, reason: string): Promise<void> {
  const { db, clock, jobs } = platform;
  const isLast = attempts >= mostAttempts;
  const next = new Date(clock.now().getTime() + (isLast ? 0 : attempts * 30_000));
  const ended = { id, attempts, state: isLast ? 'failed' : 'waiting', reason: isLast ? reason : '', next };
  await db.transaction(async (tx) => {
    const rows = await endFailed(tx, ended);
    if (rows.length > 0 && !isLast)
      await jobs.send(tx, processJob, {}, { startAfter: next, key: `${attempts}` });
  });
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || (error instanceof Error && /no space left/i.test(error.message));
}
