import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { forgetRowOrder, isTimeToForget, tables } from './row-order.ts';

let community: TestCommunity;

beforeEach(async () => {
  community = await createTestCommunity();
});

afterEach(() => community.close());

async function list<Row extends object>(sql: string): Promise<Row[]> {
  return (await community.platform.db.pool.query<Row>(sql)).rows;
}

test('every table that names accounts is given a new order, and so are sessions, which name whose they are by a hash', async () => {
  const naming = await list<{ name: string }>(`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = 'accounts'::regclass`);
  const all = ['accounts', 'sessions', ...naming.map(({ name }) => name)];
  expect(Object.keys(tables).toSorted()).toEqual(all.toSorted());
});

test('afterwards no place and no transaction tells who came first', async () => {
  const { platform } = community;
  const members: string[] = [];
  for (let each = 0; each < 40; each += 1) {
    members.push((await addMember(platform, `member-${each}`)).account.id);
  }
  const written = await list<{ id: string }>('select id from accounts order by ctid');
  expect(written.map(({ id }) => id).slice(-40)).toEqual(members);
  await forgetRowOrder(platform);
  for (const table of ['accounts', 'careers', 'sessions']) {
    const [marks] = await list<{ xmins: number }>(`select count(distinct xmin::text) as xmins from ${table}`);
    expect(Number(marks?.xmins), table).toBe(1);
  }
  const after = await list<{ id: string }>('select id from accounts order by ctid');
  const sorted = await list<{ id: string }>('select id from accounts order by id');
  expect(after).toEqual(sorted);
  const sessions = await list<{ id: string }>('select id from sessions order by ctid');
  expect(sessions).toEqual(await list<{ id: string }>('select id from sessions order by token_hash'));
});

test('whoever is here stays signed in', async () => {
  await forgetRowOrder(community.platform);
  expect((await community.asker.client.get('/settings/account')).status).toBe(200);
});

test.each([
  [100, '2026-05-04T10:17:00Z', true],
  [20_000, '2026-05-04T10:17:00Z', false],
  [20_000, '2026-05-04T10:07:00Z', true],
  [2_000_000, '2026-05-04T10:07:00Z', false],
  [2_000_000, '2026-05-04T00:03:00Z', true],
])('with %i accounts, at %s it is done: %s', (accounts, time, done) => {
  expect(isTimeToForget(accounts, new Date(time))).toBe(done);
});
