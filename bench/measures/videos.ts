import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeLadder } from '../../src/platform/media/ladder.ts';
import { planLadder } from '../../src/platform/media/ladder-command.ts';
import type { Probe } from '../../src/platform/media/probe.ts';
import type { MediaPrograms } from '../../src/platform/media/programs.ts';
import { findPrograms } from '../../src/platform/media/programs.ts';
import { handOver, makeWorkFolder } from '../../src/platform/media/work-folder.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';

const run = promisify(execFile);
const limits = { longestMs: 60 * 60_000 };
const seconds = 20;
// What is in the film that is made below.
const found: Probe = {
  demuxer: 'mov',
  durationMs: seconds * 1000,
  picture: { width: 1280, height: 720, isInterlaced: false },
  hasAudio: true,
};

/**
 * What making a film ready costs, of the one ffmpeg command in it run by itself; and how long a member waits for a page
 * meanwhile, of what it is when nothing is made ready. Nothing without ffmpeg.
 */
export async function measureVideos(
  page: { url: string; cookie: string },
  { rounds }: { rounds: number },
): Promise<Measured[]> {
  const programs = await findPrograms({ FFMPEG: 'on' });
  if (!programs) return [];
  const home = await mkdtemp(join(tmpdir(), 'cairn-bench-films-'));
  try {
    const film = await makeFilm(programs, home);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const plain = await timed(() => plainly(programs, home, film));
      ratios.push((await timed(() => whole(programs, home, film))) / plain);
    }
    return [
      {
        name: 'a film made ready, of one plain ffmpeg command',
        value: median(ratios),
        unit: '×',
        goal: { is: '≤', value: 1.15 },
        note: `${seconds} s of 720p in three sizes`,
      },
      await measureWaiting(page, () => whole(programs, home, film)),
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function makeFilm({ ffmpeg }: MediaPrograms, home: string): Promise<string> {
  const film = join(home, 'film.mp4');
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=25:duration=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await run(ffmpeg, ['-v', 'error', '-y', ...picture, ...sound, ...codecs, film]);
  return film;
}

/** The sizes, the sound and the small frames, by one command without anything around it. */
async function plainly(programs: MediaPrograms, home: string, film: string): Promise<void> {
  const folder = await mkdtemp(join(home, 'plain-'));
  await copyFile(film, join(folder, 'film'));
  const plan = planLadder('film', found, Math.min(8, availableParallelism()));
  await run(programs.ffmpeg, plan.arguments, { cwd: folder });
  await rm(folder, { recursive: true });
}

async function whole(programs: MediaPrograms, home: string, film: string): Promise<void> {
  const dataDir = join(home, 'data');
  await mkdir(dataDir, { recursive: true });
  const folder = await makeWorkFolder({ dataDir }, 'film');
  await copyFile(film, join(folder, 'film'));
  await handOver(join(folder, 'film'));
  await makeLadder(programs, { folder, name: 'film', limits, onProgress: () => undefined });
  await rm(folder, { recursive: true });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function measureWaiting(
  page: { url: string; cookie: string },
  work: () => Promise<void>,
): Promise<Measured> {
  const ask = async (): Promise<number> =>
    await timed(
      async () => void (await (await fetch(page.url, { headers: { cookie: page.cookie } })).text()),
    );
  const calm: number[] = [];
  for (let count = 0; count < 200; count += 1) calm.push(await ask());
  const busy: number[] = [];
  const state = { isOver: false };
  const working = work().finally(() => (state.isOver = true));
  while (!state.isOver) busy.push(await ask());
  await working;
  const [before, during] = [median(calm), median(busy)];
  return {
    name: 'page for a member while a film is made ready, of without',
    value: during / before,
    unit: '×',
    goal: { is: '≤', value: 2 },
    note: `${before.toFixed(1)} and ${during.toFixed(1)} ms`,
  };
}
