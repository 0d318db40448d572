import { once } from 'node:events';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyClip, films, makeClip, smallClips } from '../../../test/clips.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { makeLadder } from './ladder.ts';
import type { MakeOptions } from './ladder.ts';
import { disguises, refusalOf, requirePrograms, writeDisguise } from './media-for-tests.ts';
import { repackFile } from './repack.ts';
import { runCaged } from './run-caged.ts';
import { handOver, makeWorkFolder } from './work-folder.ts';

let data: string;
let folder: string;
let server: Server;
let asked: number;

beforeEach(async () => {
  data = await makeTemporaryFolder();
  folder = await makeWorkFolder({ dataDir: data }, 'film');
  asked = 0;
  server = createServer((_, response) => response.end('here'));
  server.on('connection', () => (asked += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function options(longestMs = 60_000): MakeOptions {
  return { folder, name: 'film', limits: { longestMs }, onProgress: () => undefined };
}

const ways = {
  'with ffmpeg': async () => await makeLadder(await requirePrograms(), options()),
  'without it': async () => await repackFile(options()),
};

describe.each(Object.entries(ways))('%s', (way, make) => {
  const here = way === 'without it' || films;

  test.runIf(here).each(Object.keys(disguises('')))(
    '%s that is called a film is refused, and leads nowhere',
    async (name) => {
      const { content = '', reason = /^$/ } = disguises(address())[name] ?? {};
      await writeDisguise(folder, content);
      await handOver(join(folder, 'film'));
      expect(await refusalOf(make())).toMatch(reason);
      expect(asked).toBe(0);
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

test.runIf(films)('a program in the cage reaches no network, and reads none of our files', async () => {
  const programs = await requirePrograms();
  const limits = { cpuSeconds: 20, memory: 2 ** 30, fileBytes: 2 ** 20 };
  const reach = async (...input: string[]) =>
    await runCaged(programs.ffprobe, ['-v', 'error', '-show_entries', 'format=duration', ...input], {
      ...{ folder, limits, patience: 10_000 },
    });
  await expect(reach(address())).rejects.toThrow(/Network is unreachable|denied|refused|I\/O error/i);
  await expect(reach('-protocol_whitelist', 'file,pipe', address())).rejects.toThrow(/not on whitelist/i);
  expect(asked).toBe(0);
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
