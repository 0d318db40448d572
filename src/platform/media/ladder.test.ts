import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films, makeClip } from '../../../test/clips.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { makeLadder } from './ladder.ts';
import type { Made } from './ladder.ts';
import { requirePrograms } from './media-for-tests.ts';
import { handOver, makeWorkFolder } from './work-folder.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let data: string;
let folder: string;

beforeEach(async () => {
  data = await makeTemporaryFolder();
  folder = await makeWorkFolder({ dataDir: data }, 'film');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

/** What was sent has no name of its own any more. */
async function call(name: string): Promise<void> {
  await rename(join(folder, name), join(folder, 'film'));
}

async function make(onProgress: (percent: number) => void = () => undefined): Promise<Made> {
  await handOver(join(folder, 'film'));
  return await makeLadder(await requirePrograms(), {
    ...{ folder, name: 'film', onProgress },
    limits: { longestMs: 60_000 },
  });
}

function ask(name: string, entries: string): Record<string, string> {
  const args = [
    '-v',
    'error',
    '-show_entries',
    entries,
    '-of',
    'default=noprint_wrappers=1',
    join(folder, name),
  ];
  const lines = execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=')));
}

test.runIf(films)(
  'a film becomes sizes up to its own, one file that plays by itself, frames and a sprite',
  async () => {
    await makeClip(join(folder, 'film.mp4'), { seconds: 3, size: '1280x720' });
    await call('film.mp4');
    const percents: number[] = [];
    const made = await make((percent) => percents.push(percent));
    expect(made.renditions.map(({ height, width }) => [width, height])).toEqual([
      [1280, 720],
      [854, 480],
      [426, 240],
    ]);
    expect(made).toMatchObject({ hasAudio: true, picture: { width: 1280, height: 720 }, frames: 6 });
    expect(made.durationMs).toBeGreaterThan(2900);
    expect(made.durationMs).toBeLessThan(3200);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(ask('video.mp4', 'stream=codec_name,height')).toMatchObject({ height: '720' });
    const playlist = await readFile(join(folder, 'all.m3u8'), 'utf8');
    expect(playlist.match(/^\d+\.m3u8$/gm)).toEqual(['720.m3u8', '480.m3u8', '240.m3u8']);
    expect(await readFile(join(folder, '240.m3u8'), 'utf8')).toContain('#EXT-X-ENDLIST');
    expect(made.sprite).toMatchObject({
      columns: 10,
      tiles: 3,
      tileWidth: 160,
      tileHeight: 90,
      everyMs: 1000,
    });
    expect(await sharp(await readFile(join(folder, 'sprite.jpg'))).metadata()).toMatchObject({
      width: 1600,
      height: 90,
    });
  },
  60_000,
);

test.runIf(films)(
  'one file begins to play before it is here whole',
  async () => {
    await makeClip(join(folder, 'film.mp4'));
    await call('film.mp4');
    await make();
    const head = (await readFile(join(folder, 'video.mp4'))).toString('latin1');
    expect(head.indexOf('moov')).toBeGreaterThan(0);
    expect(head.indexOf('moov')).toBeLessThan(head.indexOf('mdat'));
  },
  30_000,
);

test.runIf(films)(
  'a film upright stays upright, by its own size or by how it was held',
  async () => {
    await makeClip(join(folder, 'film.mp4'), { size: '240x426', loudness: null });
    await call('film.mp4');
    expect((await make()).renditions).toMatchObject([{ width: 240, height: 426 }]);
    const turned = join(folder, 'turned.mp4');
    await makeClip(join(folder, 'flat.mp4'), { size: '426x240', loudness: null });
    execFileSync('ffmpeg', [
      ...[
        '-v',
        'error',
        '-i',
        join(folder, 'flat.mp4'),
        '-c',
        'copy',
        '-metadata:s:v:0',
        'rotate=90',
        turned,
      ],
    ]);
    await rm(join(folder, 'film'));
    await call('turned.mp4');
    expect((await make()).picture).toEqual({ width: 240, height: 426 });
  },
  60_000,
);

test.runIf(films)(
  'nothing that the file says of itself goes on, and its own name neither',
  async () => {
    const told = 'QXZPLANTED';
    await makeClip(join(folder, 'film.mp4'), {
      output: [
        ...[
          '-metadata',
          `title=${told}`,
          '-metadata',
          `location=+48.1+011.5/${told}`,
          '-metadata',
          `comment=${told}`,
        ],
        ...[
          '-metadata:s:v',
          `handler_name=${told}`,
          '-metadata:s:a',
          `title=${told}`,
          '-movflags',
          'use_metadata_tags',
        ],
      ],
    });
    expect((await readFile(join(folder, 'film.mp4'))).includes(told)).toBe(true);
    await call('film.mp4');
    const { files } = await make();
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect((await readFile(join(folder, file))).includes(told), file).toBe(false);
  },
  30_000,
);

test.runIf(films)(
  'what is spoken softly is heard as well as the rest',
  async () => {
    await makeClip(join(folder, 'film.mp4'), { seconds: 8, size: null, loudness: 0.01 });
    await call('film.mp4');
    await make();
    const { stderr } = spawnSync(
      'ffmpeg',
      ['-nostats', '-i', join(folder, 'sound.m4a'), '-af', 'ebur128', '-f', 'null', '-'],
      {
        encoding: 'utf8',
      },
    );
    const loudness = Number(/I:\s+(-?[\d.]+) LUFS\s+Threshold/.exec(stderr)?.[1]);
    expect(loudness).toBeGreaterThan(-20);
    expect(loudness).toBeLessThan(-13);
  },
  30_000,
);

test.runIf(films)(
  'sound alone is heard; a picture alone is seen',
  async () => {
    await makeClip(join(folder, 'film.m4a'), { size: null });
    await call('film.m4a');
    const heard = await make();
    expect(heard).toMatchObject({ picture: null, frames: 0, sprite: null, single: { type: 'audio/mp4' } });
    expect(heard.renditions).toMatchObject([{ height: 0 }]);
    for (const file of heard.files) await rm(join(folder, file));
    await rm(join(folder, 'film'));
    await makeClip(join(folder, 'film.webm'), { loudness: null });
    await call('film.webm');
    expect(await make()).toMatchObject({ hasAudio: false, single: { name: 'video.mp4', type: 'video/mp4' } });
  },
  60_000,
);

test.runIf(films)(
  'a film whose maker did not say how long it is',
  async () => {
    await makeClip(join(folder, 'film.webm'), { seconds: 3, output: ['-f', 'webm', '-live', '1'] });
    expect(ask('film.webm', 'format=duration')['duration']).toBe('N/A');
    await call('film.webm');
    const { durationMs } = await make();
    expect(durationMs).toBeGreaterThan(2800);
    expect(durationMs).toBeLessThan(3300);
  },
  30_000,
);
