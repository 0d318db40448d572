import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { aboutVideo, beginByApi, createVideoApi, listUploads, sendFilm } from './own-videos-for-tests.ts';
import { workNow } from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let api: ApiForTests;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  api = await createVideoApi();
});

afterEach(async () => {
  await api.community.close();
  await rm(folder, { recursive: true });
});

const strangers = ['asker', 'moderator', 'admin'] as const;

test.runIf(films)(
  'a program begins a video, sends its file, sees it made ready, and finds it published',
  async () => {
    const begun = await api.call('answerer', 'POST /own-videos', {
      ...aboutVideo,
      body: 'What to look for *first*.',
    });
    const { id } = begun.json;
    expect(begun.headers.get('location')).toBe(`http://cairn.test/api/v1/own-videos/${id}`);
    expect(begun.json).toEqual({
      ...{ id, title: aboutVideo.title, url: null, state: 'uploading', progress: 0, reason: '' },
      ...{ body: 'What to look for *first*.', topics: ['tech-lead'], speakers: ['ada-example'] },
      ...{ language: 'en', audience: 'everybody', publish: 'ready' },
      ...{ duration: null, heights: [], file: null, poster: null, frames: [] },
    });
    await sendFilm(api, id, folder);
    await workNow(api.community);
    const url = `http://cairn.test/videos/${id}/reading-a-design-document`;
    const made = await api.call('answerer', `GET /own-videos/${id}`);
    expect(made.headers.get('cache-control')).toBe('private, no-store');
    expect(made.json).toMatchObject({
      url,
      state: 'ready',
      progress: 100,
      duration: expect.closeTo(1, 0),
      heights: [120],
    });
    expect((await api.community.newClient().get(new URL(made.json.file).pathname)).status).toBe(200);
    expect((await api.call(null, `GET /videos/${id}`)).json).toMatchObject({
      url,
      revision: 1,
      audience: 'everybody',
    });
    expect((await api.call('answerer', 'GET /own-videos')).json).toEqual({
      videos: [{ id, title: aboutVideo.title, url, state: 'ready', progress: 100 }],
    });
    expect((await api.call('admin', 'GET /own-videos')).json).toEqual({ videos: [] });
    expect(await listUploads(api.community)).toEqual([]);
  },
);

test.runIf(films)('what waits for its author is nobody else’s until it is published', async () => {
  const id = await beginByApi(api, { publish: 'later' });
  expect((await api.call('answerer', `PUT /own-videos/${id}/publication`)).status).toBe(409);
  await sendFilm(api, id, folder);
  await workNow(api.community);
  const own = `GET /own-videos/${id}`;
  expect((await api.call('answerer', own)).json).toMatchObject({ url: null, state: 'ready' });
  for (const who of strangers) expect((await api.call(who, own)).status).toBe(404);
  expect((await api.call(null, own)).status).toBe(401);
  expect((await api.call('answerer', `GET /videos/${id}`)).status).toBe(404);
  for (const who of strangers)
    expect((await api.call(who, `PUT /own-videos/${id}/publication`)).status).toBe(404);
  expect((await api.call('answerer', `PUT /own-videos/${id}/publication`)).status).toBe(204);
  expect((await api.call(null, `GET /videos/${id}`)).status).toBe(200);
  const twice = await api.call('answerer', `PUT /own-videos/${id}/publication`);
  expect([twice.status, twice.json.detail]).toEqual([
    409,
    'This video is not ready yet, or it is published already.',
  ]);
});

test('nobody begins a video but those who may share them', async () => {
  expect((await api.call(null, 'POST /own-videos', aboutVideo)).status).toBe(401);
  for (const who of ['asker', 'outsider', 'moderator'] as const) {
    const refused = await api.call(who, 'POST /own-videos', aboutVideo);
    expect([refused.status, refused.json.detail]).toEqual([
      403,
      'Videos are for members whom an admin has chosen. Ask one, if you have a talk to share.',
    ]);
  }
  expect((await api.call('admin', 'POST /own-videos', aboutVideo)).json.detail).toContain(
    'Make a profile first',
  );
  const { rows } = await api.community.platform.db.pool.query('select from videos');
  expect(rows).toEqual([]);
});

test('what is wrong with a video is said beside its field', async () => {
  const wrong = {
    ...{ title: 'x', topics: [], speakers: [''], language: 'German!' },
    ...{ audience: 'friends', publish: 'never', state: 'ready' },
  };
  const refused = await api.call('answerer', 'POST /own-videos', wrong);
  expect(refused.status).toBe(422);
  expect(Object.keys(refused.json.errors).toSorted()).toEqual(
    ['audience', 'language', 'publish', 'speakers.0', 'state', 'title', 'topics'].toSorted(),
  );
  const nobody = await api.call('answerer', 'POST /own-videos', {
    ...aboutVideo,
    speakers: ['nobody-at-all'],
  });
  expect(nobody.json.errors.speakers).toContain('nobody called “nobody-at-all”');
});

test('what its author says of it is changed, field by field', async () => {
  const id = await beginByApi(api);
  const change = (json: object, who: 'answerer' | 'admin' | null = 'answerer') =>
    api.call(who, `PATCH /own-videos/${id}`, json);
  const changed = await change({ title: 'Reading any document', audience: 'members', publish: 'later' });
  expect(changed.json).toMatchObject({
    ...{ title: 'Reading any document', audience: 'members', publish: 'later' },
    ...{ topics: ['tech-lead'], speakers: ['ada-example'], language: 'en' },
  });
  expect(
    (await change({ topics: ['Reviews'], speakers: [], language: 'pt-BR', body: 'Notes.' })).json,
  ).toMatchObject({
    ...{ topics: ['reviews'], speakers: [], language: 'pt-BR', body: 'Notes.' },
    ...{ title: 'Reading any document', audience: 'members', publish: 'later' },
  });
  expect((await change({ topics: ['nothing-there'] })).json.errors.topics).toBeDefined();
  expect((await change({ title: 'x' })).status).toBe(422);
  expect((await change({ audience: 'everybody' }, 'admin')).status).toBe(404);
  expect((await change({ audience: 'everybody' }, null)).status).toBe(401);
  expect((await api.call('answerer', `GET /own-videos/${id}`)).json.audience).toBe('members');
});

test('a video that failed is tried again, and no other', async () => {
  const id = await beginByApi(api);
  const again = (who: 'answerer' | 'asker') => api.call(who, `POST /own-videos/${id}/attempts`);
  expect((await again('answerer')).status).toBe(409);
  await api.sendFile('answerer', `PUT /own-videos/${id}/file`, new Uint8Array(1000));
  await api.community.platform.db.pool.query(
    `update videos set state = 'failed', attempts = 3, reason = 'It failed.'`,
  );
  expect((await api.call('answerer', `GET /own-videos/${id}`)).json).toMatchObject({
    ...{ state: 'failed', reason: 'It failed.' },
  });
  expect((await again('asker')).status).toBe(404);
  expect((await again('answerer')).status).toBe(204);
  expect((await api.call('answerer', `GET /own-videos/${id}`)).json).toMatchObject({
    state: 'waiting',
    reason: '',
  });
});

test.runIf(films)(
  'what is published is edited as a post, taken down, brought back, and deleted for good',
  async () => {
    const id = await beginByApi(api);
    await sendFilm(api, id, folder);
    await workNow(api.community);
    const post = `/videos/${id}`;
    const own = `/own-videos/${id}`;
    const moved = await api.call('answerer', `PATCH ${own}`, { title: 'Another title', audience: 'members' });
    expect([moved.status, moved.json.errors]).toEqual([
      422,
      { title: `It is published: PATCH /videos/${id} changes this.` },
    ]);
    const edit = { revision: 1, title: 'Reading any document', topics: ['reviews'] };
    expect((await api.call('asker', `PATCH ${post}`, edit)).status).toBe(403);
    expect((await api.call('admin', `PATCH ${post}`, edit)).status).toBe(403);
    const edited = await api.call('answerer', `PATCH ${post}`, edit);
    expect(edited.json).toMatchObject({
      ...{ revision: 2, title: 'Reading any document', topics: [{ slug: 'reviews', name: 'Reviews' }] },
    });
    const late = await api.call('answerer', `PATCH ${post}`, { revision: 1, body: 'Too late.' });
    expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('Somebody was faster.')]);
    expect((await api.call('answerer', `PATCH ${own}`, { audience: 'members' })).json.audience).toBe(
      'members',
    );
    expect((await api.call(null, `GET ${post}`)).json).toMatchObject({ audience: 'members', file: null });
    const early = await api.call('answerer', `DELETE ${own}`);
    expect([early.status, early.json.detail]).toEqual([
      409,
      'Delete its post first: what was published is taken down there.',
    ]);
    expect((await api.call('asker', `DELETE ${post}`)).status).toBe(403);
    expect((await api.call('answerer', `DELETE ${post}`)).status).toBe(204);
    expect((await api.call(null, `GET ${post}`)).status).toBe(404);
    expect((await api.call('answerer', `PATCH ${post}`, { ...edit, revision: 2 })).status).toBe(403);
    expect((await api.call('answerer', `DELETE /posts/${id}/removal`)).status).toBe(204);
    expect((await api.call(null, `GET ${post}`)).status).toBe(200);
    await api.call('answerer', `DELETE ${post}`);
    expect((await api.call('admin', `DELETE ${own}`)).status).toBe(404);
    expect((await api.call('answerer', `DELETE ${own}`)).status).toBe(204);
    expect((await api.call('answerer', `GET ${own}`)).status).toBe(404);
  },
);

test('a question is no video to edit or to take down', async () => {
  const { json } = await api.call('answerer', 'POST /questions', {
    ...{ title: 'Is this a video, do you think?', body: 'No.', topics: ['tl'], byline: 'named' },
  });
  expect((await api.call('answerer', `PATCH /videos/${json.id}`, { revision: 1, body: 'Yes.' })).status).toBe(
    404,
  );
  expect((await api.call('answerer', `DELETE /videos/${json.id}`)).status).toBe(404);
  expect((await api.call('answerer', `GET /own-videos/${json.id}`)).status).toBe(404);
});
