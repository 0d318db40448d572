import { copyFile, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyClip, films, makeClip, smallClips } from '../../../test/clips.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { makeLadder } from './ladder.ts';
import type { MakeOptions } from './ladder.ts';
import type { Foreign } from './foreign-for-tests.ts';
import { openForeign, pointElsewhere } from './foreign-for-tests.ts';
import { disguises, refusalOf, requirePrograms } from './media-for-tests.ts';
import { repackFile } from './repack.ts';
import { runCaged } from './run-caged.ts';
import { Unplayable } from './unplayable.ts';
import { handOver, makeWorkFolder } from './work-folder.ts';

let data: string;
let folder: string;
let foreign: Foreign;

beforeEach(async () => {
  data = await makeTemporaryFolder();
  folder = await makeWorkFolder({ dataDir: data }, 'film');
  foreign = await openForeign();
});

afterEach(async () => {
  await foreign.close();
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

function options(longestMs = 60_000): MakeOptions {
  return { folder, name: 'film', limits: { longestMs }, onProgress: () => undefined };
}

/** Puts it there as what somebody has sent. */
async function place(content: string | Buffer): Promise<void> {
  await rm(join(folder, 'film'), { force: true });
  await writeFile(join(folder, 'film'), content);
  await handOver(join(folder, 'film'));
}

async function pointingTo(path: string): Promise<Buffer> {
  const clip = await makeClip(join(data, 'clip.mp4'), { seconds: 1, size: '64x64', loudness: null });
  return pointElsewhere(await readFile(clip), path);
}

const ways = {
  'with ffmpeg': async () => await makeLadder(await requirePrograms(), options()),
  'without it': async () => await repackFile(options()),
};

describe.each(Object.entries(ways))('%s', (way, make) => {
  const here = way === 'without it' || films;

  test.runIf(here).each(Object.keys(disguises({ address: '', canary: '', pipe: '' })))(
    '%s that is called a film is refused, and leads nowhere',
    async (name) => {
      const { content = '', reason = /^$/ } = disguises(foreign)[name] ?? {};
      await place(content);
      expect(await refusalOf(make())).toMatch(reason);
      expect(await foreign.reached(folder)).toEqual([]);
    },
  );

  test.runIf(here && films)(
    'a film that says that its picture lies in another file leads nowhere',
    async () => {
      for (const path of [foreign.pipe, foreign.canary]) {
        await place(await pointingTo(path));
        // Some refuse it, and some take what lies in the film itself.
        const error: unknown = await make().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(error === null || error instanceof Unplayable).toBe(true);
        expect(await foreign.reached(folder)).toEqual([]);
      }
    },
  );

  test.runIf(here).each(smallClips)(
    '%s, in which there is nothing to play, is refused with the reason',
    async (name) => {
      await copyClip(name, join(folder, 'film'));
      await handOver(join(folder, 'film'));
      expect(await refusalOf(make())).toMatch(/nothing to play|neither picture nor sound|no picture|damaged/);
    },
  );

  test.runIf(here)('what was cut off or scrambled is refused', async () => {
    const head = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');
    await writeFile(join(folder, 'film'), Buffer.concat([head, Buffer.alloc(50_000, 'cairn')]));
    await handOver(join(folder, 'film'));
    expect(await refusalOf(make())).toMatch(/damaged|neither picture nor sound/);
  });
});

test.runIf(films)('whoever is led astray is noticed: by an address, by a pipe, and by a word', async () => {
  const { ffprobe } = await requirePrograms();
  const limits = { cpuSeconds: 20, memory: 2 ** 30, fileBytes: 2 ** 20 };
  const probe = async (...args: string[]) =>
    await runCaged(ffprobe, ['-v', 'error', ...args, 'film'], { folder, limits, patience: 20_000 }).catch(
      () => '',
    );
  const noticed = async () => (await foreign.reached(folder)).join();
  await place(`ffconcat version 1.0\nfile '${foreign.pipe}'\n`);
  expect(await noticed()).toBe('');
  await probe('-f', 'concat', '-safe', '0');
  await expect.poll(noticed).toBe('the pipe');
  await foreign.close();
  foreign = await openForeign();
  await place(await pointingTo(foreign.pipe));
  await probe('-enable_drefs', '1', '-use_absolute_path', '1', '-f', 'mov');
  await expect.poll(noticed).toBe('the pipe');
  await fetch(foreign.address);
  await copyFile(foreign.canary, join(folder, 'made.ts'));
  expect(await noticed()).toBe('made.ts,the address,the pipe');
});

test.runIf(films)('a program in the cage reaches no network, and reads none of our files', async () => {
  const programs = await requirePrograms();
  const limits = { cpuSeconds: 20, memory: 2 ** 30, fileBytes: 2 ** 20 };
  const reach = async (...input: string[]) =>
    await runCaged(programs.ffprobe, ['-v', 'error', '-show_entries', 'format=duration', ...input], {
      ...{ folder, limits, patience: 10_000 },
    });
  await expect(reach(foreign.address)).rejects.toThrow(/Network is unreachable|denied|refused|I\/O error/i);
  await expect(reach('-protocol_whitelist', 'file,pipe', foreign.address)).rejects.toThrow(
    /not on whitelist/i,
  );
  expect(await foreign.reached(folder)).toEqual([]);
  if (process.getuid?.() !== 0) return;
  const secret = join(data, 'secret.mp4');
  await writeFile(secret, 'a key', { mode: 0o600 });
  await expect(reach(secret)).rejects.toThrow(/Permission denied/);
});

test.runIf(films)(
  'a film that is longer than it says is stopped where it passes the limit',
  async () => {
    await makeClip(join(folder, 'film.mkv'), { seconds: 20, size: '64x64', loudness: null });
    const bytes = await readFile(join(folder, 'film.mkv'));
    const at = bytes.indexOf(Buffer.from([0x44, 0x89, 0x88]));
    const file = await open(join(folder, 'film.mkv'), 'r+');
    const half = Buffer.alloc(8);
    half.writeDoubleBE(500);
    await file.write(half, 0, 8, at + 3);
    await file.close();
    await rename(join(folder, 'film.mkv'), join(folder, 'film'));
    await handOver(join(folder, 'film'));
    const making = makeLadder(await requirePrograms(), options(5000));
    expect(await refusalOf(making)).toMatch(/longer than/);
  },
  30_000,
);

test.runIf(films)(
  '24 hours of one picture an hour are refused before anything is made of them',
  async () => {
    await makeClip(join(folder, 'film.mp4'), {
      ...{ seconds: 1, size: '64x64', loudness: null },
      output: ['-vf', 'setpts=N*3600/TB', '-fps_mode', 'vfr', '-frames:v', '25'],
    });
    await rename(join(folder, 'film.mp4'), join(folder, 'film'));
    await handOver(join(folder, 'film'));
    const making = makeLadder(await requirePrograms(), options(180 * 60_000));
    expect(await refusalOf(making)).toMatch(/longer than 180 minutes/);
  },
  20_000,
);

test.runIf(films)(
  'a picture larger than any screen is refused',
  async () => {
    await makeClip(join(folder, 'film.mkv'), {
      ...{ seconds: 0.04, size: '15360x8640', loudness: null },
      output: ['-c:v', 'mjpeg', '-q:v', '31', '-frames:v', '1'],
    });
    await rename(join(folder, 'film.mkv'), join(folder, 'film'));
    await handOver(join(folder, 'film'));
    const refusal = await refusalOf(makeLadder(await requirePrograms(), options()));
    expect(refusal).toMatch(/15360 × 8640, larger than any screen/);
  },
  30_000,
);
