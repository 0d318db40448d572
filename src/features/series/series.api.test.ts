import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo } from '../../../test/videos.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';
import { chooseVideoAuthor } from '../videos/video-authors.ts';

let api: ApiForTests;
let first: AddedVideo;
let second: AddedVideo;
const path = '/series/events-from-the-ground-up';

beforeAll(async () => {
  api = await createApiForTests({ environment: { VIDEO_AUTHORS: 'chosen' } });
  const { platform, answerer } = api.community;
  await chooseVideoAuthor(platform.db, 'ada-example');
  first = await addVideo(platform, answerer, { title: 'Why events at all' });
  second = await addVideo(platform, answerer, { title: 'What went wrong', audience: 'members' });
});
afterAll(() => api.community.close());

const started = () => ({
  name: ' Events from the ground  up',
  summary: 'From one ledger to many.',
  videos: [{ id: second.id, summary: 'The end\nfirst.' }, { id: first.id }],
});

describe('a series by the API', () => {
  it('is started by those who may share videos, and lists them in their order', async () => {
    for (const [who, status] of [
      [null, 401],
      ['asker', 403],
      ['moderator', 403],
    ] as const)
      expect((await api.call(who, 'POST /series', started())).status).toBe(status);
    const made = await api.call('answerer', 'POST /series', started());
    expect([made.status, made.headers.get('location')]).toEqual([201, `http://cairn.test/api/v1${path}`]);
    expect(made.json).toEqual({
      slug: 'events-from-the-ground-up',
      url: `http://cairn.test${path}`,
      name: 'Events from the ground up',
      summary: 'From one ledger to many.',
      maker: { name: 'Ada Example', profile: 'http://cairn.test/people/ada-example' },
      feed: `http://cairn.test${path}.rss`,
      videos: [
        {
          ...{ id: second.id, url: `http://cairn.test${second.path}`, title: 'What went wrong' },
          ...{ summary: 'The end first.', audience: 'members', duration: 120 },
        },
        {
          ...{ id: first.id, url: `http://cairn.test${first.path}`, title: 'Why events at all' },
          ...{ summary: '', audience: 'everybody', duration: 120 },
        },
      ],
    });
    expect((await api.call(null, `GET ${path}`)).json).toEqual(made.json);
    const { slug, url, name, summary } = made.json;
    expect((await api.call(null, 'GET /series')).json).toEqual({
      series: [{ slug, url, name, summary, videoCount: 2 }],
    });
    expect(await api.community.newClient().page(path)).toContain('The end first.');
  });

  it('is refused with what is wrong, and nothing is made', async () => {
    const send = async (over: object) =>
      (await api.call('answerer', 'POST /series', { ...started(), name: 'Another one', ...over })).json
        .errors;
    expect((await send({ name: 'Events from the ground up' })).name).toContain('of this name already');
    expect((await send({ name: 'x' })).name).toContain('at least 3');
    const twice = [{ id: first.id }, { id: first.id }, { id: '11111111111' }];
    expect(await send({ videos: twice })).toEqual({ videos: 'Video 2: this video stands above already.' });
    expect(await send({ videos: twice.slice(1) })).toEqual({
      videos: 'Video 2: there is no such video here.',
    });
    expect(await send({ videos: [{ id: first.id, summary: 'x'.repeat(501) }] })).toHaveProperty([
      'videos.0.summary',
    ]);
    expect(await send({ videos: [first.id] })).toHaveProperty(['videos.0']);
    const many = Array.from({ length: 201 }, (_, n) => ({ id: `1111111${String(n + 1000)}` }));
    expect((await send({ videos: many })).videos).toContain('up to 200 videos');
    expect((await api.call(null, 'GET /series/another-one')).status).toBe(404);
  });

  it('is changed field by field, and seen at once; what is left out stays', async () => {
    const change = (json: object, who: 'answerer' | 'admin' | 'asker' | null = 'answerer') =>
      api.call(who, `PATCH ${path}`, json);
    const renamed = await change({ name: 'Events, from the ground up' });
    expect(renamed.json).toMatchObject({
      ...{ slug: 'events-from-the-ground-up', name: 'Events, from the ground up' },
      ...{ summary: 'From one ledger to many.', videos: [{ summary: 'The end first.' }, { id: first.id }] },
    });
    expect((await api.call(null, `GET ${path}`)).json).toEqual(renamed.json);
    expect(await api.community.newClient().page(first.path)).toContain('Part 2 of 2');
    const shorter = await change({ videos: [{ id: first.id }], summary: '' }, 'admin');
    expect(shorter.json).toMatchObject({ summary: '', videos: [{ id: first.id }] });
    expect(await api.community.newClient().page(first.path)).not.toContain('Part 2 of 2');
    expect([(await change({}, 'asker')).status, (await change({}, null)).status]).toEqual([403, 401]);
    expect((await change({ videos: [{ id: '11111111111' }] })).status).toBe(422);
    expect((await change({ slug: 'another' })).status).toBe(422);
    expect((await api.call('answerer', 'PATCH /series/none', {})).status).toBe(404);
  });

  it('keeps a video that is taken down for a while, unless its list is changed', async () => {
    await api.call('answerer', `DELETE /videos/${first.id}`);
    expect((await api.call(null, `GET ${path}`)).json.videos).toEqual([]);
    await api.call('answerer', `PATCH ${path}`, { summary: 'Another summary.' });
    await api.call('answerer', `DELETE /posts/${first.id}/removal`);
    expect((await api.call(null, `GET ${path}`)).json).toMatchObject({
      ...{ summary: 'Another summary.', videos: [{ id: first.id }] },
    });
  });

  it('is taken apart by its maker, and its videos stay', async () => {
    expect((await api.call('asker', `DELETE ${path}`)).status).toBe(403);
    expect((await api.call(null, `DELETE ${path}`)).status).toBe(401);
    expect((await api.call('answerer', `DELETE ${path}`)).status).toBe(204);
    expect((await api.call('answerer', `DELETE ${path}`)).status).toBe(404);
    expect((await api.call(null, `GET ${path}`)).status).toBe(404);
    expect((await api.call(null, 'GET /series')).json).toEqual({ series: [] });
    expect((await api.call(null, `GET /videos/${first.id}`)).status).toBe(200);
  });
});
