import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';
import { chooseAda, film } from './videos-for-tests.ts';

export const aboutVideo = {
  title: 'Reading a design document',
  topics: ['tl'],
  speakers: ['ada-example'],
};

/** A community whose Ada uploads by the API, up to 2 MB. */
export async function createVideoApi(): Promise<ApiForTests> {
  const api = await createApiForTests({ environment: { VIDEO_MAX_MB: '2' } });
  await addTopic(api.community.platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
  await addTopic(api.community.platform, { slug: 'reviews', name: 'Reviews' });
  await chooseAda(api.community);
  return api;
}

export async function beginByApi(api: ApiForTests, over: object = {}): Promise<string> {
  const begun = await api.call('answerer', 'POST /own-videos', { ...aboutVideo, ...over });
  expect(begun.status).toBe(201);
  return begun.json.id;
}

export async function sendFilm(api: ApiForTests, id: string, folder: string): Promise<void> {
  const bytes = new Uint8Array(await film(folder));
  const sent = await api.sendFile('answerer', `PUT /own-videos/${id}/file`, bytes);
  expect([sent.status, sent.json.state]).toEqual([200, 'waiting']);
}

/** What is arriving, and has not been taken or thrown away. */
export async function listUploads({ platform }: TestCommunity): Promise<string[]> {
  return await readdir(join(platform.config.dataDir, 'uploads')).catch(() => []);
}
