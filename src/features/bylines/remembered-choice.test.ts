import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { findRememberedChoice } from './remembered-choice.ts';
import { verifyAtNorthwind } from './verified-for-tests.ts';

let community: TestCommunity;
let topics: Record<'lead' | 'money', string>;

beforeEach(async () => {
  community = await createTestCommunity();
  const lead = await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  topics = { lead, money: await addTopic(community.platform, { slug: 'money', name: 'Money' }) };
});
afterEach(() => community.close());

const remembered = async (...topicIds: string[]) =>
  await findRememberedChoice(community.platform, community.asker.account, topicIds);

const chosen = (html: string) => {
  const [input = ''] = html.match(/<input[^>]*name="byline"[^>]*\schecked[^>]*>/) ?? [];
  return /value="([^"]*)"/.exec(input)?.[1];
};

test('the last choice in a topic is the next one’s, there and nowhere else', async () => {
  const { platform, asker, answerer } = community;
  expect(await remembered(topics.lead)).toBeNull();
  await ask(platform, asker, { byline: 'role' });
  const other = await ask(platform, answerer, { topics: ['money'] });
  await answer(platform, asker, { questionId: other.id, byline: 'member' });
  expect(await remembered(topics.lead)).toBe('role');
  expect(await remembered(topics.money)).toBe('member');
  const { path } = await ask(platform, answerer);
  expect(chosen(await asker.client.page(path))).toBe('role');
  expect(chosen(await asker.client.page('/questions/new?topic=money'))).toBe('member');
});

test('a company is remembered for its topic, and proposed nowhere else', async () => {
  const { platform, asker } = community;
  await verifyAtNorthwind(community, asker);
  await ask(platform, asker, { byline: 'role', topics: ['money'] });
  await ask(platform, asker, { byline: 'company-level-role' });
  expect(chosen(await asker.client.page('/questions/new?topic=tech-lead'))).toBe('company-level-role');
  expect(chosen(await asker.client.page('/questions/new?topic=money'))).toBe('role');
  expect(chosen(await asker.client.page('/questions/new'))).toBe('role');
});

test('a name is remembered, and never proposed', async () => {
  const { platform, answerer } = community;
  await ask(platform, answerer, { byline: 'named' });
  expect(await findRememberedChoice(platform, answerer.account, [topics.lead])).toBe('named');
  expect(chosen(await answerer.client.page('/questions/new?topic=tech-lead'))).toBe('level-role');
});

test('nothing is stored for it: asking writes the one slot that every post writes', async () => {
  const { platform, asker } = community;
  const slots = async () =>
    (
      await platform.db.pool.query<{ id: string; version: number; size: number }>(
        `select encode(id, 'hex') as id, version, length(sealed) as size from private_slots`,
      )
    ).rows;
  await ask(platform, asker, { byline: 'role' });
  await ask(platform, asker, { byline: 'member', topics: ['money'] });
  const rows = await slots();
  expect(rows.map(({ version }) => version)).toEqual([1, 1]);
  expect(new Set(rows.map(({ size }) => size)).size).toBe(1);
});
