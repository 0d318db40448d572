import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films, makeClip } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { mountSmallDisk, smallDisks } from '../../../test/small-disk.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { addTopic } from '../../../test/threads.ts';
import { beginVideo, chooseAda, film, listKeys, rowOf, sendForm, workNow } from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 180_000 });

const run = promisify(execFile);

let community: TestCommunity;
let folder: string;

beforeEach(async () => {
  [folder, community] = await Promise.all([makeTemporaryFolder(), createTestCommunity()]);
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseAda(community);
});

afterEach(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

async function send(path: string): Promise<string> {
  const id = await beginVideo(community.answerer);
  const sent = await sendForm(community.answerer, id, await readFile(path));
  expect(sent.status).toBe(303);
  return id;
}

/** What a film of that long consists of, over and over, without anything being encoded. */
async function repeat(from: string, times: number, to: string, output: string[] = []): Promise<string> {
  const args = ['-v', 'error', '-nostdin', '-y', '-stream_loop', String(times - 1), '-i', from];
  await run('ffmpeg', [...args, '-c', 'copy', ...output, to]);
  return to;
}

test.runIf(films)(
  'a day at one picture a second, a wall of pixels and a stream without an end hold up nobody',
  async () => {
    const slow = await makeClip(join(folder, 'slow.mkv'), {
      ...{ seconds: 1, size: '64x64', loudness: null },
      output: ['-vf', 'setpts=N/TB', '-r', '1', '-frames:v', '24'],
    });
    const day = await repeat(slow, 3600, join(folder, 'day.mp4'));
    const wall = await makeClip(join(folder, 'wall.mkv'), {
      ...{ seconds: 0.04, size: '15360x8640', loudness: null },
      output: ['-c:v', 'mjpeg', '-q:v', '31', '-frames:v', '1'],
    });
    // As a recorder writes it that never stopped: it does not say how long it is.
    const endless = await repeat(slow, 1000, join(folder, 'endless.webm'), ['-f', 'matroska', '-live', '1']);
    const bad = [await send(day), await send(wall), await send(endless)];
    const good = await beginVideo(community.answerer);
    await sendForm(community.answerer, good, await film(folder));
    await workNow(community);
    const states = await Promise.all(bad.map(async (id) => await rowOf(community, id)));
    expect(states.map(({ state, reason, attempts }) => [state, reason, attempts])).toEqual([
      ['refused', expect.stringContaining('longer than 180 minutes'), 1],
      ['refused', expect.stringContaining('15360 × 8640, larger than any screen'), 1],
      ['refused', expect.stringContaining('longer than 180 minutes'), 1],
    ]);
    const row = await rowOf(community, good);
    expect(row).toMatchObject({ state: 'ready' });
    const others = (await listKeys(community)).filter(
      (key) => !key.startsWith(`videos/${String(row['folder'])}/`),
    );
    expect(others).toEqual([]);
  },
);

test.runIf(films && smallDisks)(
  'a disk that fills up while a film is made ready is told, and the film tried again',
  async () => {
    const { platform, answerer, clock } = community;
    const id = await beginVideo(answerer);
    await sendForm(answerer, id, await film(folder, { seconds: 4, size: '640x360' }));
    const where = join(platform.config.dataDir, 'files');
    const original = String((await rowOf(community, id))['original']);
    const kept = await readFile(join(where, original));
    // The original fits, and what is made of it does not.
    const disk = await mountSmallDisk(where, `${Math.ceil(kept.length / 1024) + 100}k`);
    try {
      await platform.files.write(original, kept);
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await workNow(community);
        expect(await rowOf(community, id)).toMatchObject({ attempts: attempt });
        expect(await listKeys(community)).toEqual([original]);
        clock.pass(5);
      }
      expect(await answerer.client.page(`/videos/own/${id}`)).toContain('no room left on this server');
      await disk.resize('100m');
      expect((await answerer.client.post(`/videos/own/${id}/attempt`)).status).toBe(303);
      await workNow(community);
      expect(await rowOf(community, id)).toMatchObject({ state: 'ready' });
    } finally {
      await disk.close();
    }
  },
);
