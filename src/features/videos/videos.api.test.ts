import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { beginVideo, chooseAda, details, film, sendForm, workNow } from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  community = await createTestCommunity({ environment: { FFMPEG: 'off' } });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
});

afterEach(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

async function publish(over: Partial<typeof details> = {}): Promise<string> {
  const id = await beginVideo(community.answerer, { speakers: 'ada-example', ...over });
  await sendForm(community.answerer, id, await film(folder));
  await workNow(community);
  community.clock.pass(1);
  return id;
}

async function read(path: string): Promise<Record<string, unknown>> {
  const response = await community.newClient().get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

test.runIf(films)('a video is read with what there is to watch', async () => {
  const id = await publish();
  const video = await read(`/api/v1/videos/${id}`);
  expect(video).toMatchObject({
    ...{ id, title: details.title, audience: 'everybody', language: 'en', playlist: null },
    url: `http://cairn.test/videos/${id}/reading-a-design-document`,
    byline: { form: 'named', name: 'Ada Example' },
    topics: [{ slug: 'tech-lead', name: 'Tech Lead' }],
    speakers: [{ name: 'Ada Example', profile: 'http://cairn.test/people/ada-example' }],
  });
  const file = new URL(String(video['file']));
  expect((await community.newClient().get(file.pathname)).status).toBe(200);
  expect((await community.newClient().get('/api/v1/videos/abcdefghij1')).status).toBe(404);
});

test.runIf(films)('of what members may watch, others read the notes alone', async () => {
  const id = await publish({ audience: 'members' });
  const video = await read(`/api/v1/videos/${id}`);
  expect(video).toMatchObject({
    audience: 'members',
    file: null,
    playlist: null,
    poster: null,
    captions: [],
    chapters: [],
  });
  expect(JSON.stringify(video)).not.toContain('/media/');
});

test.runIf(films)(
  'videos come newest first, a page at a time; those that are not published do not',
  async () => {
    const ids = [await publish(), await publish(), await publish()].toReversed();
    await publish({ publish: 'later' });
    const first = await read('/api/v1/videos?limit=2');
    expect((first['videos'] as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await read(String(first['next']).replace('http://cairn.test', ''));
    expect((rest['videos'] as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(2));
    expect(rest['next']).toBeNull();
    expect((await community.newClient().get('/api/v1/videos?cursor=made-up')).status).toBe(400);
  },
);
