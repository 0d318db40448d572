import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { RepeatedRandom } from '../../../test/repeated-random.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { findHiding, hideCompanies, hideCompany, listShowingCompany } from './hiding-company.ts';
import { verifyAtNorthwind, wordsOf } from './verified-for-tests.ts';

let community: TestCommunity;
const threads = 12;

beforeEach(async () => {
  community = await createTestCommunity({ injected: { random: new RepeatedRandom() } });
  const { platform, asker, colleague } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await verifyAtNorthwind(community, asker);
  await verifyAtNorthwind(community, colleague);
  for (let thread = 0; thread < threads; thread += 1) {
    const byline = thread % 2 ? 'company-level-role' : 'company';
    await ask(platform, asker, { byline, title: `Question ${thread} of the asker` });
  }
  const { id } = await ask(platform, colleague, { byline: 'company-level-role', title: 'Of the colleague' });
  await answer(platform, asker, { questionId: id, byline: 'role' });
});
afterEach(() => community.close());

async function bylines(): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ line: string }>(
    `select concat_ws(' | ', level, role, native_level, company) as line from authors
     join posts on posts.author_id = authors.id join threads on threads.id = posts.thread_id order by title`,
  );
  return rows.map(({ line }) => line);
}

const showing = async () => (await listShowingCompany(community.platform, community.asker.account)).length;

/** As the job would, once a minute; how many showed the company after each. */
async function pass(minutes: number): Promise<number[]> {
  const left = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    await hideCompanies(community.platform);
    community.clock.pass(1);
    left.push(await showing());
  }
  return left;
}

test('within the hour the company is gone from all threads, not from all at once, and from nobody else’s', async () => {
  const { platform, asker, colleague } = community;
  expect(await showing()).toBe(threads);
  await hideCompany(platform, asker.account, 'hour');
  const left = await pass(60);
  expect(left.at(-1)).toBe(0);
  const steps = left.map((count, minute) => (minute === 0 ? threads : (left[minute - 1] ?? 0)) - count);
  expect(Math.max(...steps)).toBeLessThanOrEqual(threads / 2);
  expect(steps.filter((step) => step > 0).length).toBeGreaterThan(3);
  const lines = await bylines();
  expect(lines.filter((line) => line.includes('Northwind'))).toEqual([
    'Senior | Software Engineer | L5 | Northwind',
  ]);
  expect(lines.filter((line) => line === 'Senior | Software Engineer')).toHaveLength(threads / 2);
  expect(await listShowingCompany(platform, colleague.account)).toHaveLength(1);
  await hideCompanies(platform);
  expect(await findHiding(platform, asker.account)).toBeNull();
});

test('over a week most threads still stand after an hour, and none after the week', async () => {
  const { platform, asker, clock } = community;
  await hideCompany(platform, asker.account, 'week');
  await pass(60);
  expect(await showing()).toBeGreaterThan(threads / 2);
  clock.pass(7 * 24 * 60 - 60 - 1);
  await pass(1);
  expect(await showing()).toBe(0);
});

test('where nothing ran for long, they still do not all change at one moment', async () => {
  const { platform, asker, clock } = community;
  await hideCompany(platform, asker.account, 'hour');
  clock.pass(24 * 60);
  const left = await pass(400);
  expect(left[0]).toBeGreaterThan(threads / 3);
  expect(left.at(-1)).toBe(0);
});

test('what is posted later is signed as it is signed', async () => {
  const { platform, asker } = community;
  await hideCompany(platform, asker.account, 'hour');
  await ask(platform, asker, { byline: 'company', title: 'Z, asked afterwards' });
  await pass(61);
  expect((await bylines()).at(-1)).toBe('Northwind');
});

test('what waits names nobody, and looks like a draft', async () => {
  const { platform, asker } = community;
  await asker.client.post('/drafts', { kind: 'question', title: 'Half', body: '', topics: '' });
  await hideCompany(platform, asker.account, 'week');
  await hideCompany(platform, asker.account, 'hour');
  const { rows } = await platform.db.pool.query<{ size: number; line: string }>(
    `select length(sealed) as size, private_slots::text as line from private_slots order by size desc limit 3`,
  );
  expect(rows[0]?.size).toBe(rows[1]?.size);
  expect(rows[1]?.size).toBeGreaterThan(rows[2]?.size ?? Infinity);
  const jobs = await platform.db.pool.query<{ data: string }>('select data::text as data from pgboss.job');
  const text = [...rows.map(({ line }) => line), ...jobs.rows.map(({ data }) => data)].join('\n');
  for (const secret of [asker.account.id, asker.account.id.replaceAll('-', '')]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString('hex'));
  }
});

test('who shows no company takes no place of those who do', async () => {
  const { platform, asker, outsider } = community;
  const slots = async () => (await platform.db.pool.query('select from private_slots')).rows.length;
  const before = await slots();
  await hideCompany(platform, outsider.account, 'week');
  expect([await slots(), await findHiding(platform, outsider.account)]).toEqual([before, null]);
  await hideCompany(platform, asker.account, 'week');
  expect(await slots()).toBe(before + 1);
});

test('it is asked for in the settings, which say what it does and when it is done', async () => {
  const { asker, outsider } = community;
  const path = '/settings/career/hiding';
  const before = wordsOf(await asker.client.page(path));
  expect(before).toContain(`Your bylines name your company in ${threads} threads.`);
  expect(before).toMatch(/random time of its own.*cannot be undone/);
  expect((await asker.client.post(path, { within: 'now' })).status).toBe(422);
  expect((await community.newClient().post(path, { within: 'hour' })).status).toBe(401);
  expect((await asker.client.post(path, { within: 'hour' })).headers.get('location')).toBe(path);
  expect(wordsOf(await asker.client.page(path))).toContain('by 4 May 2026, 11:07 UTC at the latest');
  expect(wordsOf(await outsider.client.page(path))).toContain('No byline of yours names a company.');
});
