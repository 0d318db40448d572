import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { addTopic } from '../../../test/threads.ts';
import { announce, announcement, askBy } from './amas-for-tests.ts';

let community: TestCommunity;

beforeEach(async () => {
  community = await createTestCommunity();
});
afterEach(async () => await community.close());

test('a member with a profile announces an AMA, and everybody can read it', async () => {
  const { answerer, platform } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  expect(await answerer.client.page('/amas/new')).toContain('Announce it as Ada Example');
  const path = redirectOf(await answerer.client.post('/amas', announcement));
  const page = await community.newClient().page(path);
  expect(page).toContain('I led three reorgs at a bank. Ask me anything.');
  expect(page).toContain('Ada Example');
  expect(page).toContain('Sign in to ask');
});

test('who has no profile is told so, and loses nothing', async () => {
  const { asker, platform } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const response = await asker.client.post('/amas', announcement);
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain('Make a profile first');
  expect(page).toContain('I led three reorgs at a bank.');
});

test('a masked question appears with its window, not before', async () => {
  const { asker } = community;
  const { id, path } = await announce(community);
  const body = 'How do you know that one is coming?';
  const response = await asker.client.post(`/amas/${id}/questions`, { body, byline: 'role' });
  expect(redirectOf(response)).toBe(`${path}?asked=1`);
  expect(await community.newClient().page(path)).not.toContain(body);
  await askBy(community, community.colleague, { amaId: id, body: 'And how do you tell your own team?' });
  const page = await community.newClient().page(path);
  expect(page).toContain(body);
  expect(page).toContain('Software Engineer');
  expect(page).not.toContain('Northwind');
});
