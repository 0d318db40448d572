import { availableParallelism } from 'node:os';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sprite } from './ladder-command.ts';
import { frameCount, planFrame, planLadder, planSingleFile } from './ladder-command.ts';
import type { Probe, ProbeLimits } from './probe.ts';
import { probe, tooLong, unreadable } from './probe.ts';
import type { MediaPrograms } from './programs.ts';
import type { Rung } from './rungs.ts';
import { ProgramFailed, runCaged } from './run-caged.ts';
import { joinTiles } from './sprite.ts';
import { Unplayable } from './unplayable.ts';

/** What there is to watch, as files in one folder. */
export interface Made {
  /** Their names. */
  files: string[];
  durationMs: number;
  picture: { width: number; height: number } | null;
  hasAudio: boolean;
  renditions: { height: number; width: number; bitsPerSecond: number; codecs: string; bytes: number }[];
  playlist: string | null;
  single: { name: string; type: string; bytes: number };
  frames: number;
  sprite: Sprite | null;
}

export interface MakeOptions {
  folder: string;
  /** The file that was sent, in the folder. */
  name: string;
  limits: ProbeLimits;
  /** Hears how far it has come, in percent. Never twice the same. */
  onProgress: (percent: number) => void;
  signal?: AbortSignal;
}

/** Milliseconds without getting any further. */
const patience = 3 * 60_000;
const memory = 4 * 2 ** 30;

/** Makes the sizes, the single file, frames and sprite, beside the file. Throws Unplayable with a reason for its author. */
export async function makeLadder(programs: MediaPrograms, options: MakeOptions): Promise<Made> {
  const { folder, name } = options;
  const found = await probe(programs, options);
  const plan = planLadder(name, found, Math.min(8, availableParallelism()));
  await encode(programs, plan.arguments, { ...options, found, rungs: plan.rungs });
  const durationMs = await durationOf(folder, [...plan.rungs.map((rung) => String(rung.name)), 'sound']);
  if (durationMs < 100) throw new Unplayable(nothing);
  const pack = { ...options, rungs: plan.rungs, durationMs };
  const single = planSingleFile(found, plan.rungs);
  await repack(programs, single.arguments, pack);
  const frames = await takeFrames(programs, pack);
  const sprite = plan.sprite && (await joinTiles(folder, plan.sprite, 'sprite.jpg'));
  const files = (await readdir(folder)).filter((file) => file !== name);
  const bytes = new Map(
    await Promise.all(files.map(async (file) => [file, (await stat(join(folder, file))).size] as const)),
  );
  const sizeOf = (file: string) => bytes.get(file) ?? 0;
  return {
    files,
    durationMs,
    picture: plan.rungs[0] ? { width: plan.rungs[0].width, height: plan.rungs[0].height } : null,
    hasAudio: found.hasAudio,
    renditions: readRenditions(await readFile(join(folder, 'all.m3u8'), 'utf8'), plan.rungs, sizeOf),
    playlist: 'all.m3u8',
    single: { name: single.name, type: single.type, bytes: sizeOf(single.name) },
    ...{ frames, sprite },
  };
}

const nothing = 'There is nothing to play in this file: it ends where it begins.';

interface Packing extends MakeOptions {
  rungs: Rung[];
  durationMs: number;
}

async function repack(programs: MediaPrograms, args: string[], packing: Packing): Promise<void> {
  const { folder, signal, rungs, durationMs } = packing;
  await runCaged(programs.ffmpeg, args, {
    ...{ folder, patience, signal },
    limits: { cpuSeconds: 60 + durationMs / 1000, memory, fileBytes: bytesFor(rungs, durationMs) },
    onLine: () => undefined,
  });
}

/** From the middle of each sixth: the first picture of a film is black. Returns how many there are. */
async function takeFrames(programs: MediaPrograms, packing: Packing): Promise<number> {
  const { rungs, durationMs, folder } = packing;
  const rung = rungs.find(({ name }) => name <= 720) ?? rungs.at(-1);
  if (!rung) return 0;
  for (let number = 1; number <= frameCount; number += 1) {
    const seconds = ((number - 0.5) * durationMs) / frameCount / 1000;
    await repack(programs, planFrame(rung, seconds, `frame-${number}.jpg`), packing);
  }
  const frames = (await readdir(folder)).filter((file) => /^frame-\d+\.jpg$/.test(file)).length;
  if (frames === 0) throw new Unplayable('There is no picture in this file that one could see.');
  return frames;
}

/** How long it turned out to be: the longest of these playlists that are there, in milliseconds. */
async function durationOf(folder: string, names: readonly string[]): Promise<number> {
  const there = (await readdir(folder)).filter((file) => names.some((name) => file === `${name}.m3u8`));
  const lists = await Promise.all(there.map((file) => readFile(join(folder, file), 'utf8')));
  const seconds = lists.map((list) =>
    [...list.matchAll(/^#EXTINF:([\d.]+)/gm)].reduce((sum, [, length]) => sum + Number(length), 0),
  );
  return Math.round(Math.max(0, ...seconds) * 1000);
}

interface Encoding extends MakeOptions {
  found: Probe;
  rungs: Rung[];
}

async function encode(programs: MediaPrograms, args: string[], encoding: Encoding): Promise<void> {
  const { folder, found, rungs, limits, signal } = encoding;
  const progress = new Progress(encoding);
  const seconds = found.durationMs / 1000;
  try {
    await runCaged(programs.ffmpeg, args, {
      ...{ folder, patience, signal },
      limits: { cpuSeconds: 300 + seconds * 90, memory, fileBytes: bytesFor(rungs, limits.longestMs) },
      onLine: (line) => progress.hear(line),
    });
  } catch (cause) {
    if (!(cause instanceof ProgramFailed)) throw cause;
    if (cause.wasStopped) throw tooMuch(cause);
    // What the file is to blame for; a full disk, for one, is no fault of it.
    throw damage.test(cause.message) ? unreadable(cause) : cause;
  }
}

const damage =
  /cannot determine format of input|invalid data found|codec parameters|matches no streams|decoder .*not found|does not contain any stream/i;

/** What ffmpeg tells of its way through a file, which may be longer than the file says. */
class Progress {
  #reachedMs = 0;
  #percent = -1;
  #advanced = performance.now();
  readonly #encoding: Encoding;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  hear(line: string): void {
    const { found, limits, onProgress } = this.#encoding;
    const [, microseconds] = /^out_time_us=(\d+)/.exec(line) ?? [];
    if (microseconds === undefined) return;
    const reached = Math.round(Number(microseconds) / 1000);
    if (reached > this.#reachedMs) this.#advanced = performance.now();
    else if (performance.now() - this.#advanced > patience)
      throw new ProgramFailed('it gets no further', true);
    this.#reachedMs = Math.max(this.#reachedMs, reached);
    if (reached > limits.longestMs + 1000) throw tooLong(limits);
    const percent = Math.min(99, Math.floor((100 * reached) / found.durationMs));
    if (percent <= this.#percent) return;
    this.#percent = percent;
    onProgress(percent);
  }
}

function tooMuch(cause: ProgramFailed): Unplayable {
  const words =
    'Making this video ready takes more time, memory or room than is given to one. Export it anew as MP4, at 1080p or less.';
  return new Unplayable(words, { cause });
}

/** The most that one file of so long a video may take. */
function bytesFor(rungs: readonly Rung[], durationMs: number): number {
  const rate = Math.max(500_000, ...rungs.map((rung) => rung.rate));
  return Math.ceil((rate * 1.5 * durationMs) / 8000) + 64 * 1024 * 1024;
}

function readRenditions(
  playlist: string,
  rungs: readonly Rung[],
  sizeOf: (file: string) => number,
): Made['renditions'] {
  const variants = [...playlist.matchAll(/^#EXT-X-STREAM-INF:(.+)\n(\w+)\.m3u8$/gm)];
  return variants.flatMap(([, attributes = '', name = '']) => {
    const rung = rungs.find((each) => String(each.name) === name);
    if (!rung && rungs.length > 0) return [];
    return {
      ...{ height: rung?.height ?? 0, width: rung?.width ?? 0, bytes: sizeOf(`${name}.m4s`) },
      bitsPerSecond: Number(/BANDWIDTH=(\d+)/.exec(attributes)?.[1] ?? 0),
      codecs: /CODECS="([^"]+)"/.exec(attributes)?.[1] ?? '',
    };
  });
}
