import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';

let community: TestCommunity;

beforeEach(async () => {
  community = await createTestCommunity();
});

afterEach(async () => {
  await community.close();
});

test('an admin chooses who may share videos, by their page, and takes that back', async () => {
  const { admin, answerer } = community;
  const may = async () => (await answerer.client.get('/videos/new')).status;
  expect(await may()).toBe(403);
  const address = 'https://cairn.example/people/ada-example?page=1';
  redirectOf(await admin.client.post('/admin/video-authors', { person: address }));
  expect(await may()).toBe(200);
  const page = await admin.client.page('/admin/video-authors');
  expect(page).toContain('Ada Example');
  const at = /action="(\/admin\/video-authors\/[^"]+)"/.exec(page)?.[1] ?? '';
  redirectOf(await admin.client.post(at));
  expect(await may()).toBe(403);
});

test('nobody is chosen twice, and nobody who is not there', async () => {
  const { admin, platform } = community;
  for (let times = 0; times < 2; times += 1)
    redirectOf(await admin.client.post('/admin/video-authors', { person: 'ada-example' }));
  expect((await platform.db.pool.query('select from video_authors')).rows).toHaveLength(1);
  const wrong = await admin.client.post('/admin/video-authors', { person: 'grace-nobody' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('nobody of this name');
});

test.each([
  ['verified', 403],
  ['admins', 403],
])('where VIDEO_AUTHORS is %s, the list is not asked', async (setting, status) => {
  await community.close();
  community = await createTestCommunity({ environment: { VIDEO_AUTHORS: setting } });
  const { admin, answerer } = community;
  redirectOf(await admin.client.post('/admin/video-authors', { person: 'ada-example' }));
  expect((await answerer.client.get('/videos/new')).status).toBe(status);
  expect(await admin.client.page('/admin/video-authors')).toContain('this list is not asked');
});
