import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { askRecogniser } from '../../platform/media/ask-recogniser.ts';
import { NotRecognised } from '../../platform/media/not-recognised.ts';
import { findPrograms } from '../../platform/media/programs.ts';
import { takeSound } from '../../platform/media/sound.ts';
import { handOver, makeWorkFolder, removeWorkFolders } from '../../platform/media/work-folder.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Recogniser } from '../../platform/recogniser-settings.ts';
import { SignOfLife } from '../../platform/sign-of-life.ts';
import { mediaKey } from '../videos/keeping-made.ts';
import type { Cue } from './cue.ts';
import { captionLimits } from './cue.ts';
import { decodeCaptions, readCaptions, troubleWords } from './read-captions.ts';
import type { ClaimedWords } from './recognition-claims.ts';
import {
  claimWords,
  endWords,
  giveWordsBack,
  putWordsBack,
  touchWords,
  wordsHold,
} from './recognition-claims.ts';
import { requestRecognition } from './recognitions.ts';
import { changeWords, putCaptions } from './tracks.ts';

/**
 * Has written down what waits for it, one after the other, and takes over from processes that have died. One at a time in
 * each process: recognisers take all of a machine.
 */
export class WordWorker extends OneByOne {
  constructor(platform: Platform, recogniser: Recogniser) {
    super(async (stopping) => {
      const claimed = await claimWords(platform);
      if (claimed) await writeDown(platform, claimed, { recogniser, stopping });
      return claimed !== null;
    });
  }
}

async function writeDown(
  platform: Platform,
  claimed: ClaimedWords,
  { recogniser, stopping }: { recogniser: Recogniser; stopping: AbortSignal },
): Promise<void> {
  const life = new SignOfLife(platform, {
    hold: wordsHold(claimed.videoId),
    tell: async () => await touchWords(platform, claimed),
  });
  try {
    const signal = AbortSignal.any([life.signal, stopping]);
    await keepWords(platform, claimed, await recognise(platform, claimed, { recogniser, signal }));
  } catch (error) {
    if (stopping.aborted) return await putWordsBack(platform, claimed);
    if (life.isOver) return;
    // It may have been deleted just now.
    if (!(await giveWordsBack(platform, claimed, error))) return;
    const why = error instanceof NotRecognised ? error.why : 'see the error';
    platform.log.error({ error, why }, 'the words of a video could not be recognised');
  } finally {
    await life.end();
  }
}

async function recognise(
  platform: Platform,
  { videoId, folder: made, file, language: lang, durationMs }: ClaimedWords,
  { recogniser, signal }: { recogniser: Recogniser; signal: AbortSignal },
): Promise<Cue[]> {
  const { config } = platform;
  const programs = await findPrograms(config);
  if (!programs) throw noFfmpeg();
  const what = `words-${videoId}`;
  // What a process that died has left of it.
  await removeWorkFolders(config, what);
  const folder = await makeWorkFolder(config, what);
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

/** Stores the words, unless a person has written some meanwhile, or nobody wants them any more. */
async function keepWords(platform: Platform, claimed: ClaimedWords, cues: readonly Cue[]): Promise<void> {
  const { videoId, language } = claimed;
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => {
      const ended = await endWords(tx, claimed);
      if (!ended || ended.isWrittenDown) return;
      if (ended.language === language)
        await putCaptions(platform, tx, { videoId, lang: language, source: 'recogniser', cues });
      // Its author has said meanwhile that another one is spoken.
      else await requestRecognition(platform, tx, videoId);
    });
  });
}
