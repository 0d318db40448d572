import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { statements } from '../../platform/db.ts';
import { setAcceptance } from '../answers/answers.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { castVote } from '../votes/votes.ts';
import { countPeople, listHelpers } from './directory.ts';
import { saveProfile } from './profiles.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, moderator } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
  await addTopic(platform, { slug: 'on-call', name: 'On-Call' });
  const grace = { name: 'Grace Example', slug: 'grace', title: 'Director', bio: '', links: [] };
  await saveProfile(platform, moderator.account.id, grace);
  moderator.account.profile = { id: '', slug: 'grace', name: 'Grace Example', title: 'Director' };
  const { rows } = await platform.db.pool.query<{ id: string }>(
    `select id from profiles where slug = 'grace'`,
  );
  moderator.account.profile.id = rows[0]?.id ?? '';
});

afterAll(async () => await community.close());

async function names(): Promise<string[]> {
  return (await listHelpers(community.platform)).map(({ name }) => name);
}

async function directory(address: string): Promise<string> {
  community.platform.pages.drop(['*']);
  return await community.newClient().page(address);
}

test('those who helped most come first: by what others say, more so by the asker', async () => {
  const { platform, asker, answerer, moderator, colleague, outsider } = community;
  const { id } = await ask(platform, asker, { title: 'A question that two people answer by name' });
  const byAda = await answer(platform, answerer, { questionId: id, body: 'From Ada.', byline: 'named' });
  const byGrace = await answer(platform, moderator, { questionId: id, body: 'From Grace.', byline: 'named' });
  for (const { account } of [colleague, outsider])
    await castVote(platform, account, { postId: byAda, value: 1 });
  expect(await names()).toEqual(['Ada Example', 'Grace Example']);
  await setAcceptance(platform, asker.account, { answerId: byGrace, accepted: true });
  expect(await names()).toEqual(['Grace Example', 'Ada Example']);
  const html = await directory('/people');
  expect(html).toContain('Helped most in the last two weeks');
  expect(html).toContain('1 answer · helpful 2 times');
  expect(html).toContain('three more when the asker');
});

test('masked answers help nobody’s name', async () => {
  const { platform, asker, answerer, outsider } = community;
  const { id } = await ask(platform, asker, {
    title: 'A question that Ada answers masked',
    topics: ['on-call'],
  });
  const masked = await answer(platform, answerer, { questionId: id, body: 'Masked.', byline: 'role' });
  await castVote(platform, outsider.account, { postId: masked, value: 1 });
  await countPeople(platform);
  expect((await listHelpers(platform)).find(({ name }) => name === 'Ada Example')?.answers).toBe(1);
  expect(await directory('/people?topic=on-call')).toContain('Nobody has answered under their name here.');
});

test('a topic shows who has answered in it under their name, after the next count', async () => {
  const { platform } = community;
  await countPeople(platform);
  const html = await directory('/people?topic=tech-lead');
  expect(html).toContain('<h1>People in Tech Lead</h1>');
  expect(html.indexOf('Grace Example')).toBeLessThan(html.indexOf('Ada Example'));
  expect(html).toContain('aria-current="page">Tech Lead');
  expect(html).not.toContain('Helped most');
  expect(await directory('/people')).toContain('href="/people?topic=tech-lead"');
  const moved = await community.newClient().get('/people?topic=tl');
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/people?topic=tech-lead']);
  expect((await community.newClient().get('/people?topic=nothing')).status).toBe(404);
  expect((await community.newClient().get('/people?topic=tech-lead&page=2')).status).toBe(404);
});

test('what is taken back, and what is older than two weeks, counts no more', async () => {
  const { platform, asker, moderator, clock } = community;
  const { id } = await ask(platform, asker, { title: 'A question whose named answer goes' });
  const gone = await answer(platform, moderator, { questionId: id, body: 'Gone.', byline: 'named' });
  expect((await listHelpers(platform)).find(({ slug }) => slug === 'grace')?.answers).toBe(2);
  await removeOwnPost(platform, moderator.account, gone);
  expect((await listHelpers(platform)).find(({ slug }) => slug === 'grace')?.answers).toBe(1);
  clock.pass(15 * 24 * 60);
  expect(await names()).toEqual([]);
  expect(await directory('/people')).not.toContain('Helped most');
});

test('with many answers nobody reads them all: both lists go by an index', async () => {
  const { pool } = community.platform.db;
  await pool.query(`insert into profiles (id, slug, name)
    select 'many' || lpad(n::text, 7, '0'), 'many-' || n, 'Many ' || n from generate_series(1, 500) n`);
  await pool.query(`insert into topics (id, slug, name)
    select 'tmany' || lpad(n::text, 6, '0'), 'tmany-' || n, 'T ' || n from generate_series(1, 30) n`);
  await pool.query(`
    with asked as (
      insert into authors (id, thread_id, handle) select decode(md5('m' || n), 'hex'), 'qmany' || lpad(n::text, 6, '0'), 'Many Herons'
      from generate_series(1, 4000) n returning id, thread_id
    ), made as (
      insert into threads (id, kind, title, slug) select thread_id, 'question', 'Many', 'many' from asked returning id
    ), placed as (
      insert into thread_topics (thread_id, topic_id, position)
      select 'qmany' || lpad(n::text, 6, '0'), 'tmany' || lpad((n % 30 + 1)::text, 6, '0'), 0 from generate_series(1, 4000) n
    ), roots as (
      insert into posts (id, thread_id, kind, author_id, body, body_html, html_version, at)
      select asked.thread_id, asked.thread_id, 'question', asked.id, 'x', 'x', 1, '2026-01-01' from asked
    )
    insert into posts (id, thread_id, kind, on_id, profile_id, body, body_html, html_version, at, up)
    select 'amany' || lpad(n::text, 6, '0'), 'qmany' || lpad((n % 4000 + 1)::text, 6, '0'), 'answer',
      'qmany' || lpad((n % 4000 + 1)::text, 6, '0'), 'many' || lpad((n % 500 + 1)::text, 7, '0'), 'x', 'x', 1,
      timestamptz '2026-05-01' - n * interval '20 minutes', n % 7
    from generate_series(1, 20000) n`);
  await countPeople(community.platform);
  await pool.query('analyze posts, topic_people, profiles');
  const plan = async (name: string, values: unknown[]) => {
    const { rows } = await pool.query<Record<string, string>>(
      `explain ${statements.get(name)?.text ?? ''}`,
      values,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  const helpers = await plan('listHelpers', [new Date('2026-04-20'), 5000, 6]);
  expect(helpers).toContain('posts_named_answers');
  expect(helpers).not.toContain('Seq Scan on posts');
  const ofTopic = await plan('listTopicPeople', ['tmany000001', 30, 0]);
  expect(ofTopic).toContain('topic_people_best');
  expect(ofTopic).not.toContain('Scan on posts');
  const first = await directory('/people?topic=tmany-1');
  expect(first).toContain('/people?topic=tmany-1&amp;page=2');
});
