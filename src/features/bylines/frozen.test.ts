import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;
let questionId: string;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ({ id: questionId } = await ask(platform, asker, { byline: 'role' }));
  await answer(platform, answerer, { questionId, byline: 'level-role' });
});
afterAll(() => community.close());

const run = async (sql: string) => await community.platform.db.pool.query(sql, [questionId]);
const ofAsker = 'where id = (select author_id from posts where id = $1)';

test.each([
  ["set level = 'Senior'", 'byline_monotone'],
  ["set role = 'Staff Engineer'", 'byline_monotone'],
  ["set company = 'Northwind'", 'byline_monotone'],
  ["set handle = 'Loud Heron'", 'byline_monotone'],
])('the database refuses a byline that says more or other things: %s', async (change, constraint) => {
  await expect(run(`update authors ${change} ${ofAsker}`)).rejects.toMatchObject({ constraint });
});

test('it lets a byline say less', async () => {
  const { rowCount } = await run(`update authors set role = null ${ofAsker}`);
  expect(rowCount).toBe(1);
});

test.each([
  ["author_id = (select author_id from posts where on_id = $1 and kind = 'answer')"],
  ["author_id = null, profile_id = (select id from profiles where slug = 'ada-example')"],
])('it refuses to have a post signed by another: %s', async (change) => {
  await expect(run(`update posts set ${change} where id = $1`)).rejects.toMatchObject({
    constraint: 'signature_kept',
  });
});
