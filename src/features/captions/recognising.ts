import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { statement } from '../../platform/db.ts';
import { askRecogniser } from '../../platform/media/ask-recogniser.ts';
import { NotRecognised } from '../../platform/media/not-recognised.ts';
import { findPrograms } from '../../platform/media/programs.ts';
import { takeSound } from '../../platform/media/sound.ts';
import { handOver, makeWorkFolder, removeWorkFolders } from '../../platform/media/work-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Recogniser } from '../../platform/recogniser-settings.ts';
import { SignOfLife, silence } from '../../platform/sign-of-life.ts';
import { mediaKey } from '../videos/keeping-made.ts';
import type { Cue } from './cue.ts';
import { captionLimits } from './cue.ts';
import { decodeCaptions, readCaptions, troubleWords } from './read-captions.ts';
import { recogniseJob, requestRecognition } from './recognitions.ts';
import { changeWords, putCaptions } from './tracks.ts';

const mostAttempts = 3;

interface Claimed {
  videoId: string;
  /** Which run of those at this video. */
  run: string;
  attempts: number;
  language: string;
  folder: string;
  file: string;
  durationMs: number;
}

const claim = statement<{ now: Date; silentSince: Date; run: string }, Claimed>('claimRecognition')`
  update recognitions set state = 'working', run = ${'run'}, attempts = recognitions.attempts + 1, touched_at = ${'now'}
  from videos
  where videos.id = recognitions.video_id and recognitions.video_id = (
    select video_id from recognitions join videos on videos.id = video_id
    where videos.state = 'ready' and recognitions.attempts < 3 and (
      recognitions.state = 'waiting' and recognitions.touched_at <= ${'now'}
      or recognitions.state = 'working' and recognitions.touched_at < ${'silentSince'}
    )
    order by recognitions.touched_at limit 1 for update of recognitions skip locked
  )
  returning video_id as "videoId", run, recognitions.attempts, language, folder, file, duration_ms as "durationMs"`;

const forgetWritten = statement<Record<string, never>, never>('forgetRecognitions')`
  delete from recognitions where is_written_down(video_id)`;

const parkSilent = statement<{ silentSince: Date; reason: string }, never>('parkSilentRecognitions')`
  update recognitions set state = 'failed', run = null, reason = ${'reason'}
  where state = 'working' and attempts >= 3 and touched_at < ${'silentSince'}`;

/**
 * Has written down what waits for it, one after the other, and takes over from processes that have died. One at a time in
 * each process: recognisers take all of a machine.
 */
export class WordWorker {
  readonly #platform: Platform;
  readonly #recogniser: Recogniser;
  #working: Promise<void> | null = null;

  constructor(platform: Platform, recogniser: Recogniser) {
    this.#platform = platform;
    this.#recogniser = recogniser;
  }

  async work(): Promise<void> {
    this.#working ??= this.#workAll().finally(() => (this.#working = null));
    await this.#working;
  }

  async #workAll(): Promise<void> {
    const { db, clock, random } = this.#platform;
    for (;;) {
      const now = clock.now();
      const silentSince = new Date(now.getTime() - silence);
      await forgetWritten(db, {});
      await parkSilent(db, { silentSince, reason: ourFault });
      const run = random.bytes(16).toString('hex');
      const [claimed] = await claim(db, { now, silentSince, run });
      if (!claimed) return;
      await writeDown(this.#platform, this.#recogniser, claimed);
    }
  }
}

const ourFault = 'Something went wrong on our side. The admins of this site find it in their log.';

const touch = statement<{ videoId: string; run: string; now: Date }, { videoId: string }>('touchRecognition')`
  update recognitions set touched_at = ${'now'}
  where video_id = ${'videoId'} and run = ${'run'} and not is_written_down(video_id)
  returning video_id as "videoId"`;

async function writeDown(platform: Platform, recogniser: Recogniser, claimed: Claimed): Promise<void> {
  const { db, clock, log } = platform;
  const { videoId, run } = claimed;
  const life = new SignOfLife(
    log,
    async () => (await touch(db, { videoId, run, now: clock.now() })).length > 0,
  );
  try {
    const cues = await recognise(platform, recogniser, claimed, life.signal);
    await keepWords(platform, claimed, cues);
  } catch (error) {
    if (life.isOver) return;
    // It may have been deleted just now.
    if (!(await giveBack(platform, claimed, error))) return;
    const why = error instanceof NotRecognised ? error.why : 'see the error';
    log.error({ error, why }, 'the words of a video could not be recognised');
  } finally {
    life.end();
  }
}

async function recognise(
  platform: Platform,
  recogniser: Recogniser,
  { videoId, folder: made, file, language: lang, durationMs }: Claimed,
  signal: AbortSignal,
): Promise<Cue[]> {
  const programs = await findPrograms(platform.config);
  if (!programs) throw noFfmpeg();
  const what = `sound-${videoId}`;
  await removeWorkFolders(platform.config, what);
  const folder = await makeWorkFolder(platform.config, what);
  try {
    const name = 'film';
    const film = join(folder, name);
    const source = await platform.files.read(await soundKey(platform, made, file));
    await pipeline(source, createWriteStream(film, { mode: 0o600 }), { signal });
    await handOver(film);
    const path = await takeSound(programs, { folder, name, durationMs, signal });
    await rm(film);
    const asked = { path, folder, lang, mostBytes: captionLimits.bytes, signal };
    return readAnswer(await askRecogniser(recogniser, asked));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sound alone, where it lies apart from the picture; else the file that holds both. */
async function soundKey({ files }: Platform, folder: string, file: string): Promise<string> {
  const alone = mediaKey(folder, 'sound.m4s');
  return (await files.find(alone)) ? alone : mediaKey(folder, file);
}

function noFfmpeg(): NotRecognised {
  const words = 'Words cannot be recognised on this site before its admins install ffmpeg.';
  return new NotRecognised(words, { why: 'there is no ffmpeg that takes out the sound', isFinal: true });
}

function readAnswer(answer: Buffer): Cue[] {
  const text = decodeCaptions(answer);
  if (text === null) throw noCaptions('its answer is not in UTF-8');
  // A file that is whole, and says that nothing is said.
  if (/^\ufeff?WEBVTT[^\n]*\s*$/.test(text))
    throw new NotRecognised('The machine has heard no words in this video.', {
      why: 'it heard no words',
      isFinal: true,
    });
  const { cues, troubles } = readCaptions(text);
  if (troubles.length > 0) throw noCaptions(troubleWords(troubles, { most: 2 }));
  return cues;
}

function noCaptions(why: string): NotRecognised {
  const words = 'The speech recogniser of this site gave back what cannot be read as captions.';
  return new NotRecognised(words, { why });
}

const endRun = statement<{ videoId: string; run: string }, { language: string; isWrittenDown: boolean }>(
  'endRecognition',
)`
  delete from recognitions using videos
  where video_id = ${'videoId'} and run = ${'run'} and videos.id = video_id
  returning videos.language, is_written_down(videos.id) as "isWrittenDown"`;

/** Stores the words, unless a person has written some meanwhile, or nobody wants them any more. */
async function keepWords(
  platform: Platform,
  { videoId, run, language }: Claimed,
  cues: readonly Cue[],
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => {
      const [ended] = await endRun(tx, { videoId, run });
      if (!ended || ended.isWrittenDown) return;
      if (ended.language === language)
        await putCaptions(platform, tx, { videoId, lang: language, source: 'recogniser', cues });
      // Its author has said meanwhile that another one is spoken.
      else await requestRecognition(platform, tx, videoId);
    });
  });
}

const putBack = statement<
  { videoId: string; run: string; state: string; reason: string; next: Date },
  { videoId: string }
>('giveRecognitionBack')`
  update recognitions set state = ${'state'}, run = null, reason = ${'reason'}, touched_at = ${'next'}
  where video_id = ${'videoId'} and run = ${'run'} returning video_id as "videoId"`;

/** For another attempt, or for its author to hear why there will be none. Resolves to whether it was still wanted. */
async function giveBack(
  platform: Platform,
  { videoId, run, attempts }: Claimed,
  error: unknown,
): Promise<boolean> {
  const { db, clock, jobs } = platform;
  const isKnown = error instanceof NotRecognised;
  const isLast = attempts >= mostAttempts || (isKnown && error.isFinal);
  const next = new Date(clock.now().getTime() + (isLast ? 0 : attempts * 30_000));
  const reason = isLast ? (isKnown ? error.message : ourFault) : '';
  return await db.transaction(async (tx) => {
    const rows = await putBack(tx, { videoId, run, state: isLast ? 'failed' : 'waiting', reason, next });
    if (rows.length > 0 && !isLast)
      await jobs.send(tx, recogniseJob, {}, { startAfter: next, key: `${attempts}` });
    return rows.length > 0;
  });
}
