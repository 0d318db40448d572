import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import { publishWaiting, sweepWaiting } from './publish-waiting.ts';
import { listWaiting } from './waiting-posts.ts';

let community: TestCommunity;

const question = {
  title: 'My manager asked me to sign a paper that I have not read',
  body: 'It came on a Friday, and he wants it back on Monday.',
  topics: 'tech-lead',
  byline: 'role',
};

beforeEach(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterEach(() => community.close());

const makeSensitive = async () =>
  await community.platform.db.pool.query('update topics set sensitive = true');
const waiting = async () => await listWaiting(community.platform, community.asker.account);
const addressOfWaiting = async () => `/drafts/waiting/${(await waiting())[0]?.id}`;
const publishAll = async () => {
  for (const { key } of await waiting()) await publishWaiting(community.platform, key.toString('hex'));
};

test('a masked question in a sensitive topic waits, unseen by all but its author, and then appears', async () => {
  await makeSensitive();
  const { asker, outsider } = community;
  expect(redirectOf(await asker.client.post('/questions', question))).toBe('/drafts/waiting');
  expect(await asker.client.page('/drafts/waiting')).toContain('My manager asked me');
  expect(await outsider.client.page('/drafts/waiting')).toContain('Nothing waits');
  expect(await outsider.client.page('/questions')).not.toContain('My manager asked me');
  await publishAll();
  expect(await outsider.client.page('/questions')).toContain('My manager asked me');
  expect(await asker.client.page('/drafts/waiting')).toContain('Nothing waits');
});

test.each([
  ['its author wants it at once', { publish: 'now' }, true],
  ['the topic is not sensitive', {}, false],
])('it appears at once where %s', async (_, fields, sensitive) => {
  if (sensitive) await makeSensitive();
  const path = redirectOf(await community.asker.client.post('/questions', { ...question, ...fields }));
  expect(path).toMatch(/^\/questions\//);
});

test('an author may let a post wait in any topic, but not one under a name', async () => {
  const { asker, answerer } = community;
  const later = { ...question, publish: 'later' };
  expect(redirectOf(await asker.client.post('/questions', later))).toBe('/drafts/waiting');
  const named = { ...later, byline: 'named', underMyName: '1' };
  expect(redirectOf(await answerer.client.post('/questions', named))).toMatch(/^\/questions\//);
});

test('answers and comments wait like questions', async () => {
  const { platform, asker, answerer } = community;
  const { id } = await ask(platform, answerer);
  await makeSensitive();
  const answer = { body: 'Do not sign what you have not read.', byline: 'member' };
  const comment = { body: 'What does it say?', byline: 'member' };
  expect(redirectOf(await asker.client.post(`/questions/${id}/answers`, answer))).toBe('/drafts/waiting');
  expect(redirectOf(await asker.client.post(`/posts/${id}/comments`, comment))).toBe('/drafts/waiting');
  await publishAll();
  const page = await community.newClient().page(`/api/v1/questions/${id}/answers`);
  expect(page).toContain('Do not sign what you have not read.');
});

test('it can be taken back as a draft, or let appear before its time', async () => {
  const { asker } = community;
  await asker.client.post('/questions', { ...question, publish: 'later' });
  expect(redirectOf(await asker.client.post(await addressOfWaiting(), { act: 'back' }))).toBe('/drafts');
  expect(await asker.client.page('/drafts')).toContain('My manager asked me');
  expect(await waiting()).toEqual([]);
  await asker.client.post('/questions', { ...question, publish: 'later' });
  await asker.client.post(await addressOfWaiting(), { act: 'now' });
  expect(await community.newClient().page('/questions')).toContain('My manager asked me');
});

test('another one’s waiting post is not there, and an unknown act is refused', async () => {
  const { asker, outsider } = community;
  await asker.client.post('/questions', { ...question, publish: 'later' });
  const address = await addressOfWaiting();
  expect((await outsider.client.post(address, { act: 'now' })).status).toBe(404);
  expect((await asker.client.post(address, { act: 'burn' })).status).toBe(422);
  expect((await community.newClient().post(address, { act: 'now' })).status).toBe(401);
  expect(await waiting()).toHaveLength(1);
});

test('what can no longer be posted when its moment comes is a draft again', async () => {
  const { platform, asker, answerer } = community;
  const { id } = await ask(platform, answerer);
  const answer = { body: 'Do not sign.', byline: 'member', publish: 'later' };
  await asker.client.post(`/questions/${id}/answers`, answer);
  await answerer.client.post(`/posts/${id}/closure`, { closed: '1', reason: 'Thank you, I left.' });
  await publishAll();
  expect(await waiting()).toEqual([]);
  expect(await asker.client.page('/drafts')).toContain('Do not sign.');
});

test('twice at once it appears once, and one whose job was lost appears all the same', async () => {
  const { platform, asker, clock } = community;
  await asker.client.post('/questions', { ...question, publish: 'later' });
  const [post] = await waiting();
  const key = post?.key.toString('hex') ?? '';
  await Promise.all(Array.from({ length: 10 }, () => publishWaiting(platform, key)));
  await asker.client.post('/questions', { ...question, title: `${question.title} yet`, publish: 'later' });
  clock.pass(20);
  await sweepWaiting(platform);
  const { rows } = await platform.db.pool.query(`select title from threads order by title`);
  expect(rows).toEqual([{ title: question.title }, { title: `${question.title} yet` }]);
  expect(await asker.client.page('/drafts')).toContain('No drafts');
});

test('one that cannot be published, and has no room among the drafts, is kept and stands in nobody’s way', async () => {
  const { platform, asker, answerer, clock } = community;
  const { id } = await ask(platform, answerer);
  await asker.client.post(`/questions/${id}/answers`, { body: 'Wait.', byline: 'member', publish: 'later' });
  await answerer.client.post(`/posts/${id}/closure`, { closed: '1', reason: 'Thank you, I left.' });
  for (let draft = 0; draft < 32; draft += 1) {
    const words = { kind: 'question', title: `Draft ${draft}`, body: '', topics: '' };
    expect((await asker.client.post('/drafts', words)).status).toBe(200);
  }
  await answerer.client.post('/questions', { ...question, publish: 'later' });
  clock.pass(20);
  await sweepWaiting(platform);
  expect((await waiting()).map(({ fields }) => fields['body'])).toEqual(['Wait.']);
  expect(await community.newClient().page('/questions')).toContain(question.title);
});

test('what waits says in no row whose it is or what it says', async () => {
  const { platform, asker } = community;
  await asker.client.post('/questions', { ...question, publish: 'later' });
  const { rows } = await platform.db.pool.query<{ whole: string; size: number }>(
    `select waiting_posts::text as whole, length(sealed) as size from waiting_posts`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.whole).not.toContain(asker.account.id);
  expect(rows[0]?.whole).not.toContain(Buffer.from('My manager').toString('hex'));
  expect(rows[0]?.size).toBe(4096 + 29);
  const jobs = await platform.db.pool.query<{ data: object }>(
    `select data from pgboss.job where name = 'publish-waiting'`,
  );
  expect(Object.keys(jobs.rows[0]?.data ?? {})).toEqual(['waiting']);
});

test('nor does what the queue remembers say that two of them had one author', async () => {
  const { platform, asker } = community;
  for (let n = 0; n < 6; n += 1) {
    await asker.client.post('/questions', { ...question, title: `${question.title} ${n}`, publish: 'later' });
    await publishAll();
  }
  const { rows } = await platform.db.pool.query<{ data: { waiting: string } }>(
    `select data from pgboss.job where name = 'publish-waiting'`,
  );
  expect(rows).toHaveLength(6);
  // Numbers are drawn by lot, so that two of the six may once be the same.
  expect(new Set(rows.map(({ data }) => data.waiting)).size).toBeGreaterThan(4);
});

test('so many wait at once, and no more', async () => {
  const { asker } = community;
  const send = async (n: number) =>
    await asker.client.post('/questions', { ...question, title: `${question.title} ${n}`, publish: 'later' });
  for (let n = 0; n < 16; n += 1) expect((await send(n)).status).toBe(303);
  const refused = await send(16);
  expect(refused.status).toBe(422);
  expect(await waiting()).toHaveLength(16);
});
