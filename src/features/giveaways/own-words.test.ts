import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { urls } from '../../urls.ts';
import { removeOwnPost } from '../posts/removal.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(async () => await community.close());

async function ownWords(name: 'answerer' | 'asker'): Promise<{ company: string | null; texts: string[] }> {
  return JSON.parse(await community[name].client.page(urls.ownWords()));
}

test('an account is told what stands under its own name, and nothing that it has posted masked', async () => {
  const { platform, answerer, asker } = community;
  const { id } = await ask(platform, asker, {
    title: 'A question of somebody else',
    body: 'Of somebody else.',
  });
  await ask(platform, answerer, { title: 'Asked by name', body: 'Words under a name.', byline: 'named' });
  await answer(platform, answerer, { questionId: id, body: 'An answer under a name.', byline: 'named' });
  await ask(platform, answerer, { title: 'Asked behind a mask', body: 'Words behind a mask.' });
  const { company, texts } = await ownWords('answerer');
  expect(company).toBe('Fabrikam');
  expect(texts.toSorted()).toEqual(['An answer under a name.', 'Asked by name\n\nWords under a name.']);
});

test('who has no profile has no texts; what was deleted is compared with no more', async () => {
  const { platform, answerer } = community;
  expect(await ownWords('asker')).toEqual({ company: 'Northwind', texts: [] });
  const gone = await ask(platform, answerer, {
    title: 'Asked and taken back',
    body: 'Gone.',
    byline: 'named',
  });
  expect((await ownWords('answerer')).texts).toHaveLength(3);
  await removeOwnPost(platform, answerer.account, gone.id);
  expect((await ownWords('answerer')).texts).toHaveLength(2);
});

test('nobody else gets it: it is kept nowhere, and another site’s page asks in vain', async () => {
  const { answerer, newClient } = { ...community, newClient: () => community.newClient() };
  const response = await answerer.client.get(urls.ownWords());
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect((await newClient().get(urls.ownWords())).status).toBe(401);
  const embedded = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'script',
  };
  expect((await answerer.client.get(urls.ownWords(), embedded)).status).toBe(401);
});
