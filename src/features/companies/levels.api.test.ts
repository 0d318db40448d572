import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';
import { loadLadders } from './loading-ladders.ts';

let api: ApiForTests;

beforeAll(async () => {
  api = await createApiForTests();
  await loadLadders(api.community.platform, join(root, 'ladders'));
});
afterAll(() => api.community.close());

test('a level by its name, with or without a company, or what is closest to it', async () => {
  const { json } = await api.call(null, 'GET /levels?name=l62');
  expect(json.levels).toContainEqual({
    name: 'L62',
    aliases: ['62', 'Software Engineer II'],
    band: 'Mid-Level',
    track: 'individual contributor',
    company: { slug: 'microsoft', name: 'Microsoft', url: 'http://cairn.test/levels/microsoft' },
  });
  const google = await api.call(null, 'GET /levels?name=Google%20L5');
  expect(google.json.levels.map((level: { band: string }) => level.band)).toEqual(['Senior']);
  const misspelt = await api.call(null, 'GET /levels?name=sed%20ii');
  expect(misspelt.json).toEqual({ levels: [], closest: expect.arrayContaining(['SDE II']) });
});

test.each(['', '?name=', '?name=%20', `?name=${'x'.repeat(81)}`])(
  'a name is needed: %s is refused',
  async (query) => {
    expect((await api.call(null, `GET /levels${query}`)).status).toBe(422);
  },
);

test('every company with its levels and sources, and not where its people have their mail', async () => {
  const { json, text } = await api.call('outsider', 'GET /companies');
  expect(json.companies.length).toBeGreaterThanOrEqual(25);
  const gitlab = json.companies.find(({ slug }: { slug: string }) => slug === 'gitlab');
  expect(gitlab).toMatchObject({ size: '1000-9999', url: 'http://cairn.test/levels/gitlab' });
  expect(gitlab.sources[0].url).toContain('handbook.gitlab.com');
  expect(text).not.toContain('gitlab.com"');
});
