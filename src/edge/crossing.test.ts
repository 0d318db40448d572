import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../test/community.ts';
import { createTestCommunity } from '../../test/community.ts';
import { addTopic, ask } from '../../test/threads.ts';
import { ownPages } from './crossing.tsx';

let community: TestCommunity;
let id: string;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ({ id } = await ask(community.platform, community.asker));
});

afterAll(() => community.close());

const elsewhere = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

test.each(ownPages.map((page) => page({ id: 'ID' })))(
  'who comes to %s from another site is asked to go on, its author and a stranger alike',
  async (pattern) => {
    const path = pattern.replace('ID', id);
    const come = async (name: 'asker' | 'outsider') => {
      const response = await community[name].client.get(path, elsewhere);
      return { status: response.status, page: await response.text() };
    };
    const [author, stranger] = [await come('asker'), await come('outsider')];
    expect(author).toEqual(stranger);
    expect(author.status).toBe(200);
    expect(author.page).toContain(`href="${path}"`);
    expect(await community.asker.client.page(`/posts/${id}/edit`)).toContain('<form');
  },
);

test('a thread opens at once, wherever one comes from', async () => {
  const response = await community.asker.client.get(`/posts/${id}`, elsewhere);
  expect(response.status).toBe(302);
});
