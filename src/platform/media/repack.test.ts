import { execFileSync } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clip } from '../../../test/clips.ts';
import { films, makeClip } from '../../../test/clips.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import type { Made } from './ladder.ts';
import { refusalOf } from './media-for-tests.ts';
import { repackFile } from './repack.ts';

let folder: string;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function repack(name: string, clip: Clip = {}): Promise<Made> {
  await makeClip(join(folder, name), clip);
  await rename(join(folder, name), join(folder, 'film'));
  const limits = { longestMs: 60_000 };
  return await repackFile({ folder, name: 'film', limits, onProgress: () => undefined });
}

test.runIf(films)('what browsers play is packed anew, without what the file says of itself', async () => {
  const told = 'QXZPLANTED';
  const made = await repack('film.mkv', {
    output: ['-metadata', `title=${told}`, '-metadata:s:v', `title=${told}`],
  });
  expect(made).toMatchObject({
    ...{ picture: { width: 320, height: 240 }, hasAudio: true, playlist: null },
    single: { name: 'video.mp4', type: 'video/mp4' },
  });
  expect(made.durationMs).toBeGreaterThan(1900);
  expect(made.renditions).toMatchObject([
    { height: 240, codecs: expect.stringMatching(/^avc1\.\w+,mp4a\.40\.2$/) },
  ]);
  const bytes = await readFile(join(folder, 'video.mp4'));
  expect(bytes.includes(told)).toBe(false);
  execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', join(folder, 'video.mp4'), '-f', 'null', '-']);
});

test.runIf(films)('WebM stays WebM', async () => {
  expect(await repack('film.webm')).toMatchObject({ single: { name: 'video.webm', type: 'video/webm' } });
});

test.runIf(films)('sound alone is packed as sound', async () => {
  expect(await repack('film.m4a', { size: null })).toMatchObject({
    picture: null,
    single: { type: 'audio/mp4' },
  });
});

test.runIf(films)(
  'what browsers do not play is refused, with what to do',
  async () => {
    const picture = await refusalOf(repack('film.mkv', { output: ['-c:v', 'mpeg4'] }));
    expect(picture).toMatch(/do not play its picture.*Export it as MP4 with H\.264/);
    const sound = await refusalOf(repack('film.mkv', { output: ['-c:a', 'ac3'] }));
    expect(sound).toMatch(/do not play its sound.*Export it as MP4/);
    expect(await refusalOf(repack('film.mp4', { seconds: 70, size: '64x64', loudness: null }))).toMatch(
      /longer than/,
    );
  },
  20_000,
);
