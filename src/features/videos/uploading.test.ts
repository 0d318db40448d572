import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import {
  beginVideo,
  chooseAda,
  details,
  film,
  listKeys,
  rowOf,
  sendForm,
  workNow,
} from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  community = await createTestCommunity({ environment: { VIDEO_MAX_MB: '2' } });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
});

afterEach(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

async function uploads(): Promise<string[]> {
  return await readdir(join(community.platform.config.dataDir, 'uploads')).catch(() => []);
}

test.runIf(films)(
  'a film that was sent by a plain form is made ready, and published under its author',
  async () => {
    const { answerer } = community;
    const id = await beginVideo(answerer, { speakers: 'ada-example' });
    expect(await answerer.client.page(`/videos/own/${id}`)).toContain('type="file"');
    const sent = await sendForm(
      answerer,
      id,
      await film(folder),
      `"; rm -rf /\r\n../../${'x'.repeat(300)}.mp4`,
    );
    expect(redirectOf(sent)).toBe(`/videos/own/${id}`);
    expect(await answerer.client.page(`/videos/own/${id}`)).toContain('Waiting for its turn');
    await workNow(community);
    expect(await rowOf(community, id)).toMatchObject({
      state: 'ready',
      original: null,
      progress: 100,
      thread_id: id,
    });
    const page = await answerer.client.page(`/videos/own/${id}`);
    expect(page).toContain('Watch it on its page');
    const reader = community.newClient();
    expect(await reader.page('/videos')).toContain(details.title);
    expect(await reader.page(`/videos/${id}/reading-a-design-document`)).toContain('Ada Example');
    expect((await listKeys(community)).filter((key) => key.startsWith('originals/'))).toEqual([]);
    expect(await uploads()).toEqual([]);
  },
);

test.runIf(films)('one that its author wants to see first is nobody else’s until then', async () => {
  const { answerer, outsider } = community;
  const id = await beginVideo(answerer, { publish: 'later' });
  await sendForm(answerer, id, await film(folder));
  await workNow(community);
  const page = await answerer.client.page(`/videos/own/${id}`);
  expect(page).toContain('only you can see it');
  const address = /src="(\/media\/[^"]+)"/.exec(page)?.[1] ?? '';
  expect((await answerer.client.get(address)).status).toBe(200);
  expect((await outsider.client.get(`/videos/own/${id}`)).status).toBe(404);
  expect((await outsider.client.get(`/videos/${id}`)).status).toBe(404);
  expect(await community.newClient().page('/videos')).not.toContain(details.title);
  redirectOf(await answerer.client.post(`/videos/own/${id}/publication`));
  expect(await community.newClient().page('/videos')).toContain(details.title);
  expect((await answerer.client.post(`/videos/own/${id}/publication`)).status).toBe(409);
});

test('what cannot be played is refused with the reason, and another file may follow', async () => {
  const { answerer } = community;
  const id = await beginVideo(answerer);
  await sendForm(answerer, id, Buffer.from('#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n'));
  await workNow(community);
  expect(await rowOf(community, id)).toMatchObject({ state: 'refused', original: null, thread_id: null });
  const page = await answerer.client.page(`/videos/own/${id}`);
  expect(page).toContain('This is a playlist');
  expect(page).toContain('type="file"');
  expect(await listKeys(community)).toEqual([]);
  expect((await sendForm(answerer, id, Buffer.from('another'))).status).toBe(303);
});

test('a form without a file, with too large a one, or that is none', async () => {
  const { answerer } = community;
  const id = await beginVideo(answerer);
  const empty = await sendForm(answerer, id, Buffer.alloc(0));
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('Choose a file first.');
  const large = await sendForm(answerer, id, Buffer.alloc(2 * 1024 * 1024 + 1));
  expect(large.status).toBe(422);
  expect(await large.text()).toContain('up to 2 MB');
  expect((await answerer.client.post(`/videos/own/${id}/file`, { file: 'x' })).status).toBe(400);
  expect(await uploads()).toEqual([]);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('a form comes back with what is wrong', async () => {
  const { answerer } = community;
  const wrong = {
    ...details,
    title: 'x',
    topics: 'nothing-there',
    language: 'German!',
    speakers: 'nobody-at-all',
  };
  const response = await answerer.client.post('/videos/own', wrong);
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain('German!');
  const nobody = await answerer.client.post('/videos/own', { ...details, speakers: 'nobody-at-all' });
  expect(nobody.status).toBe(422);
  expect(await nobody.text()).toContain('nobody called “nobody-at-all”');
  const { rows } = await community.platform.db.pool.query('select from videos');
  expect(rows).toEqual([]);
});

test('by the setting, those whom admins choose may upload, and nobody else', async () => {
  const { answerer, asker, outsider, admin } = community;
  expect((await community.newClient().get('/videos/new')).status).toBe(401);
  for (const member of [asker, outsider]) {
    const refused = await member.client.get('/videos/new');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('whom an admin has chosen');
    expect((await member.client.post('/videos/own', details)).status).toBe(403);
  }
  expect((await answerer.client.get('/videos/new')).status).toBe(200);
  // An admin may, and needs a name.
  expect(await (await admin.client.get('/videos/new')).text()).toContain('Make a profile first');
});

test('an author has so many under way, and then none more', async () => {
  await community.close();
  community = await createTestCommunity({ environment: { VIDEO_MAX_UNDER_WAY: '2' } });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
  const { answerer } = community;
  const started = await Promise.all(
    Array.from({ length: 5 }, async () => (await answerer.client.post('/videos/own', details)).status),
  );
  expect(started.filter((status) => status === 303)).toHaveLength(2);
  expect(started.filter((status) => status === 429)).toHaveLength(3);
});
