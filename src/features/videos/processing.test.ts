import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAnotherProcess } from '../../../test/another-process.ts';
import { openBucket } from '../../../test/bucket.ts';
import { films } from '../../../test/clips.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { videoHold } from './claims.ts';
import { VideoWorker } from './processing.ts';
import { sweepVideos } from './sweeping.ts';
import {
  beginVideo,
  chooseAda,
  film,
  listKeys,
  rowOf,
  sendForm,
  until,
  workNow,
} from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let folder: string;

// Most of it does not depend on who makes the film ready, and without ffmpeg it takes no time.
async function open(environment: Record<string, string> = { FFMPEG: 'off' }): Promise<void> {
  community = await createTestCommunity({ environment });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  await open();
});

afterEach(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

async function send(clip: Parameters<typeof film>[1] = {}): Promise<string> {
  const id = await beginVideo(community.answerer);
  await sendForm(community.answerer, id, await film(folder, clip));
  return id;
}

async function set(id: string, change: string): Promise<void> {
  await community.platform.db.pool.query(`update videos set ${change} where id = $1`, [id]);
}

test.runIf(films)(
  'what fails three times is parked, and its author is told why and may try again',
  async () => {
    const { platform, answerer, clock } = community;
    const id = await send();
    const take = platform.files.take.bind(platform.files);
    platform.files.take = async () =>
      await Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }));
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await workNow(community);
      expect(await rowOf(community, id)).toMatchObject({
        attempts: attempt,
        state: attempt < 3 ? 'waiting' : 'failed',
      });
      clock.pass(5);
    }
    await workNow(community);
    const page = await answerer.client.page(`/videos/own/${id}`);
    expect(page).toContain('no room left on this server');
    platform.files.take = take;
    redirectOf(await answerer.client.post(`/videos/own/${id}/attempt`));
    await workNow(community);
    expect(await rowOf(community, id)).toMatchObject({ state: 'ready', thread_id: id });
    expect((await answerer.client.post(`/videos/own/${id}/attempt`)).status).toBe(409);
  },
);

test.runIf(films)('one that cannot be made ready holds up none that comes after it', async () => {
  const bad = await beginVideo(community.answerer);
  await sendForm(community.answerer, bad, Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nNo film\n'));
  const good = await send();
  await workNow(community);
  expect(await rowOf(community, bad)).toMatchObject({ state: 'refused' });
  expect(await rowOf(community, good)).toMatchObject({ state: 'ready' });
});

test.runIf(films)('what a process that died was working at is taken over, but not for ever', async () => {
  const { clock } = community;
  const id = await send();
  await set(id, `state = 'processing', attempts = 1, touched_at = '${clock.now().toISOString()}'`);
  await workNow(community);
  expect(await rowOf(community, id)).toMatchObject({ state: 'processing', attempts: 1 });
  clock.pass(3);
  await workNow(community);
  expect(await rowOf(community, id)).toMatchObject({ state: 'ready', attempts: 2 });
  const deadly = await send();
  await set(deadly, `state = 'processing', attempts = 3, touched_at = '${clock.now().toISOString()}'`);
  clock.pass(3);
  await workNow(community);
  expect(await rowOf(community, deadly)).toMatchObject({ state: 'failed' });
  expect(await community.answerer.client.page(`/videos/own/${deadly}`)).toContain('went wrong on our side');
});

test.runIf(films)(
  'what nobody holds any more is taken over within seconds, and what is held only after a long silence',
  async () => {
    const { clock } = community;
    const another = await openAnotherProcess(community);
    const since = `touched_at = '${clock.now().toISOString()}'`;
    const [dropped, held, third] = [await send(), await send(), await send()];
    await set(dropped, `state = 'processing', attempts = 1, ${since}`);
    await set(held, `state = 'processing', attempts = 1, ${since}`);
    await set(third, `state = 'processing', attempts = 3, ${since}`);
    await another.platform.holds.take(videoHold(held));
    await workNow(community);
    expect(await rowOf(community, dropped)).toMatchObject({ state: 'processing', attempts: 1 });
    clock.pass(11 / 60);
    await workNow(community);
    expect(await rowOf(community, dropped)).toMatchObject({ state: 'ready', attempts: 2 });
    expect(await rowOf(community, third)).toMatchObject({ state: 'failed' });
    expect(await rowOf(community, held)).toMatchObject({ state: 'processing', attempts: 1 });
    clock.pass(2);
    await workNow(community);
    expect(await rowOf(community, held)).toMatchObject({ state: 'ready', attempts: 2 });
    await another.close();
  },
);

test.runIf(films)(
  'a process that stops while it puts files away leaves none, and the video waits',
  async () => {
    await community.close();
    await open({});
    const { platform } = community;
    const id = await send();
    const worker = new VideoWorker(platform);
    const take = platform.files.take.bind(platform.files);
    let stopping: Promise<void> | null = null;
    platform.files.take = async (key, path) => {
      await take(key, path);
      stopping ??= worker.stop();
    };
    await worker.work();
    expect(stopping).not.toBeNull();
    const row = await rowOf(community, id);
    expect(row).toMatchObject({ state: 'waiting', attempts: 0, progress: 0, folder: null });
    expect(await listKeys(community)).toEqual([row['original']]);
    expect(await readdir(join(platform.config.dataDir, 'work'))).toEqual([]);
    platform.files.take = take;
    await workNow(community);
    expect(await rowOf(community, id)).toMatchObject({ state: 'ready', attempts: 1 });
  },
);

test.runIf(films)('two processes do not work at the same', async () => {
  const id = await send();
  await Promise.all([new VideoWorker(community.platform).work(), new VideoWorker(community.platform).work()]);
  expect(await rowOf(community, id)).toMatchObject({ state: 'ready', attempts: 1 });
});

test.runIf(films)(
  'nothing stays of a video that is deleted while it is made ready',
  async () => {
    await community.close();
    await open({});
    const { answerer, platform } = community;
    const id = await send({ seconds: 4, size: '640x360' });
    const working = workNow(community);
    await until(async () => (await rowOf(community, id))['state'] === 'processing');
    redirectOf(await answerer.client.post(`/videos/own/${id}/deletion`));
    await working;
    expect(await rowOf(community, id)).toEqual({});
    expect(await listKeys(community)).toEqual([]);
    expect(await readdir(join(platform.config.dataDir, 'work'))).toEqual([]);
    expect((await answerer.client.get(`/videos/own/${id}`)).status).toBe(404);
  },
  30_000,
);

test.runIf(films)(
  'without ffmpeg, what browsers play is repacked, and the rest refused with what to do',
  async () => {
    const plays = await send();
    await workNow(community);
    expect(await rowOf(community, plays)).toMatchObject({
      state: 'ready',
      playlist: null,
      file: 'video.mp4',
      poster: null,
    });
    const other = await send({ output: ['-c:v', 'mpeg4'] });
    await workNow(community);
    expect(await rowOf(community, other)).toMatchObject({ state: 'refused' });
    const page = await community.answerer.client.page(`/videos/own/${other}`);
    expect(page).toContain('Export it as MP4 with H.264 and AAC');
  },
);

test.runIf(films)('the picture before it is one of its frames, or one of its author’s', async () => {
  await community.close();
  await open({});
  const { answerer, asker } = community;
  const id = await send();
  await workNow(community);
  const at = `/videos/own/${id}`;
  redirectOf(await answerer.client.post(`${at}/poster`, { frame: '5' }));
  expect(await rowOf(community, id)).toMatchObject({ poster: 'frame-5.jpg' });
  for (const frame of ['0', '7', '../x', ''])
    expect((await answerer.client.post(`${at}/poster`, { frame })).status, frame).toBe(422);
  const pixels = { create: { width: 400, height: 300, channels: 3, background: '#b5651d' } } as const;
  const picture = await sharp(pixels)
    .withExif({ IFD0: { Artist: 'QXZPLANTED' } })
    .jpeg()
    .toBuffer();
  redirectOf(
    await answerer.client.upload(`${at}/picture`, 'picture', new File([new Uint8Array(picture)], 'me.jpg')),
  );
  const { poster, folder: place } = await rowOf(community, id);
  expect(poster).toMatch(/^poster-[0-9a-f]{12}\.jpg$/);
  const served = await community.newClient().get(`/media/open/${String(place)}/${String(poster)}`);
  const bytes = Buffer.from(await served.arrayBuffer());
  expect(bytes.includes('QXZPLANTED')).toBe(false);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 400, height: 300, format: 'jpeg' });
  const none = await answerer.client.upload(`${at}/picture`, 'picture', new File(['<svg/>'], 'x.svg'));
  expect(none.status).toBe(422);
  expect(await none.text()).toContain('We take JPEG, PNG and WebP.');
  expect((await asker.client.post(`${at}/poster`, { frame: '1' })).status).toBe(404);
});

test.runIf(films).each(['a folder', 'a bucket'])(
  'what belongs to nobody is swept within a day from %s, and nothing else',
  async (place) => {
    const bucket = place === 'a bucket' ? await openBucket() : null;
    await community.close();
    await open({ FFMPEG: 'off', ...bucket?.settings });
    const { platform } = community;
    const id = await send();
    await workNow(community);
    const waiting = await send();
    const orphans = [`videos/${'a'.repeat(32)}/video.mp4`, `originals/${'b'.repeat(32)}`];
    for (const key of orphans) await platform.files.write(key, Buffer.from('x'));
    const { dataDir } = platform.config;
    const upload = join(dataDir, 'uploads', 'c'.repeat(32));
    const work = join(dataDir, 'work', 'cairn-media-dead');
    await mkdir(work, { recursive: true });
    await writeFile(upload, 'x');
    await sweepVideos(platform);
    const before = await listKeys(community);
    expect(before).toEqual(expect.arrayContaining(orphans));
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
    if (!bucket) for (const key of before) await utimes(join(dataDir, 'files', key), old, old);
    await bucket?.age();
    for (const path of [work, upload]) await utimes(path, old, old);
    await sweepVideos(platform);
    expect(await listKeys(community)).toEqual(before.filter((key) => !orphans.includes(key)));
    expect(await readdir(join(dataDir, 'work'))).toEqual([]);
    expect(await readdir(join(dataDir, 'uploads'))).toEqual([]);
    await workNow(community);
    expect(await rowOf(community, waiting)).toMatchObject({ state: 'ready' });
    expect(await rowOf(community, id)).toMatchObject({ state: 'ready' });
    await bucket?.close();
  },
);
