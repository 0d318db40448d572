import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Member, TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import type { Account } from './accounts.ts';
import { addAccount, findAccount } from './accounts.ts';
import { sweepDepartures } from './departures.ts';
import { newLeaver, page, postAll, rowsOf, signInFresh, stay } from './leaving-for-tests.ts';

let community: TestCommunity;

beforeEach(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterEach(() => community.close());

const day = 24 * 60;

test('posts that are to go are all there at first, go at times of their own, and are gone after 30 days', async () => {
  const { platform, clock } = community;
  const leaver = await newLeaver(community);
  const { third, namedId } = await postAll(community, leaver);
  for (let count = 0; count < 12; count += 1)
    await ask(platform, leaver, { title: `Question number ${count} of many` });
  const standing = async () => {
    const { rows } = await platform.db.pool.query<{ n: number }>(
      `select count(*)::integer as n from posts where not exists (select from removals where post_id = posts.id)`,
    );
    return rows[0]?.n ?? 0;
  };
  const all = await standing();
  await leaver.client.post(page, { masked: 'go', named: 'stay', sure: '1' });
  await sweepDepartures(platform);
  expect(await standing()).toBe(all);
  const left: number[] = [];
  for (let days = 1; days <= 30; days += 1) {
    clock.pass(day);
    await Promise.all([sweepDepartures(platform), sweepDepartures(platform)]);
    left.push(await standing());
  }
  expect(left.toSorted((a, b) => b - a)).toEqual(left);
  expect(new Set(left).size).toBeGreaterThan(5);
  expect(left.at(-1)).toBe(all - 14);
  expect(await community.newClient().page(third.path)).toContain(namedId);
});

test('what is still to be done for one or for many looks the same, and tells no post', async () => {
  const { platform } = community;
  const [one, many] = [await newLeaver(community), await signUpPlain('many@example.com')];
  const { own } = await postAll(community, one);
  const ids = [own.id];
  for (let count = 0; count < 20; count += 1) {
    ids.push((await ask(platform, many, { title: `Question number ${count} of many` })).id);
  }
  await one.client.post(page, { masked: 'go', named: 'go', sure: '1' });
  await (await signInFresh(community, many.account.id)).post(page, { masked: 'go', sure: '1' });
  const rows = await rowsOf(community, 'departures');
  expect(rows).toHaveLength(2);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  const jobs = await platform.db.pool.query<{ row: string }>('select j::text as row from pgboss.job as j');
  const sinks = [...rows, ...jobs.rows.map(({ row }) => row).filter((row) => !row.includes('send-word'))];
  for (const id of ids) {
    for (const spelled of [id, Buffer.from(id).toString('hex')])
      expect(sinks.join('\n')).not.toContain(spelled);
  }
});

test('a month later no seal names the account, and every seal is another one, so that none stands out', async () => {
  const { platform, clock, asker } = community;
  const leaver = await newLeaver(community);
  const { own, others } = await postAll(community, leaver);
  const seals = async () => {
    const { rows } = await platform.db.pool.query<{ id: Buffer; threadId: string; sealed: Buffer }>(
      'select id, thread_id as "threadId", sealed from authors order by id',
    );
    return rows.map((row) => ({
      ...row,
      opened: platform.opener?.open('author', row.sealed, row.threadId)?.toString(),
    }));
  };
  const before = await seals();
  const mine = before.filter(({ opened }) => opened === leaver.account.id).map(({ threadId }) => threadId);
  expect(mine.toSorted()).toEqual([own.id, others.id].toSorted());
  await leaver.client.post(page, stay);
  clock.pass(29 * day);
  await sweepDepartures(platform);
  expect((await seals()).map(({ sealed }) => sealed)).toEqual(before.map(({ sealed }) => sealed));
  clock.pass(3 * day);
  await sweepDepartures(platform);
  const after = await seals();
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  for (const [index, { sealed }] of after.entries()) {
    const earlier = before[index];
    expect(sealed.equals(earlier?.sealed ?? sealed)).toBe(false);
    expect(sealed).toHaveLength(earlier?.sealed.length ?? 0);
  }
  const kept = after.filter((_, index) => before[index]?.opened !== leaver.account.id);
  expect(kept.every(({ opened }) => opened === asker.account.id)).toBe(true);
  expect(kept.length).toBeGreaterThan(0);
  expect(after.map(({ opened }) => opened)).not.toContain(leaver.account.id);
  const names = new Set(after.filter(({ threadId }) => mine.includes(threadId)).map(({ opened }) => opened));
  expect(names.size).toBe(after.filter(({ threadId }) => mine.includes(threadId)).length);
  expect(await rowsOf(community, 'departures')).toEqual([]);
});

async function signUpPlain(email: string): Promise<Pick<Member, 'account'>> {
  const { platform } = community;
  const id = await addAccount(platform.db, { email });
  return { account: (await findAccount(platform, id)) as Account };
}
