import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { Member, TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { saveCareer } from '../careers/careers.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { addIdentity } from '../identities/identities.ts';
import { saveProfile } from '../profiles/profiles.ts';
import { issueToken } from '../sessions/tokens.ts';
import { castVote } from '../votes/votes.ts';
import type { Account, Role } from './accounts.ts';
import { addAccount, findAccount, findAccountByEmail } from './accounts.ts';
import { addApiToken, findTokenAccount } from './api-tokens.ts';
import { sweepDepartures } from './departures.ts';

let mailbox: Mailbox;
let community: TestCommunity;

beforeEach(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterEach(async () => {
  await community.close();
  await mailbox.close();
});

const page = '/settings/deletion';
const stay = { masked: 'stay', named: 'stay', sure: '1' };
const day = 24 * 60;

async function signInFresh(accountId: string): Promise<TestClient> {
  const { platform } = community;
  const client = community.newClient();
  const secret = await issueToken(platform, platform.db, 'sign-in', { accountId });
  expect((await client.post(`/sign-in/${secret}`)).status).toBe(303);
  return client;
}

/** Somebody with something of every kind. */
async function newLeaver(email = 'leaver@example.com', role: Role = 'member') {
  const { platform } = community;
  const id = await addAccount(platform.db, { email, role });
  const level = { level: 'Principal', role: 'Falconer', company: null, nativeLevel: null };
  await saveCareer(platform, id, level);
  await saveProfile(platform, id, {
    ...{ name: 'Lee Leaver', slug: 'lee-leaver', title: 'Falconer', bio: 'Hello.', links: [] },
  });
  const token = await addApiToken(platform, id, 'Reader');
  await addIdentity(platform, platform.db, { issuer: 'https://id.example', subject: 's-1', accountId: id });
  const account = (await findAccount(platform, id)) as Account;
  await saveDraft(platform, account, {
    id: '',
    version: 0,
    kind: 'question',
    on: null,
    fields: { body: 'x' },
  });
  return { account, token, client: await signInFresh(id) };
}

type Leaver = Pick<Member, 'account'>;

/** Masked in two threads, one of them another one’s, and under the name in a third. */
async function postAll(leaver: Leaver) {
  const { platform, asker } = community;
  const own = await ask(platform, leaver, { title: 'A question of who leaves later on' });
  const others = await ask(platform, asker, { title: 'A question of the asker, answered' });
  const third = await ask(platform, asker, { title: 'A question that is answered by name' });
  const answerId = await answer(platform, leaver, { questionId: others.id });
  const namedId = await answer(platform, leaver, { questionId: third.id, byline: 'named' });
  await castVote(platform, leaver.account, { postId: others.id, value: 1 });
  return { own, others, third, answerId, namedId };
}

async function rowsOf(table: string): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    `select t::text as row from ${table} as t`,
  );
  return rows.map(({ row }) => row);
}

test('what names the account is gone at once, and no thread that was written in masked changes by a byte', async () => {
  const { platform } = community;
  const slotsBefore = (await rowsOf('private_slots')).length;
  const leaver = await newLeaver();
  const { own, others, third } = await postAll(leaver);
  const reader = community.newClient();
  const look = async () => await Promise.all([own.path, others.path].map((path) => reader.page(path)));
  const [before, namedBefore] = [await look(), await reader.page(third.path)];
  expect(namedBefore).toContain('Lee Leaver');
  const sessions = (await rowsOf('sessions')).length;
  const elsewhere = await signInFresh(leaver.account.id);

  expect(redirectOf(await leaver.client.post(page, stay))).toBe('/goodbye');
  expect(await leaver.client.page('/goodbye')).toContain('Your account is deleted');
  expect(leaver.client.cookies.has('session')).toBe(false);
  expect((await elsewhere.get('/settings')).status).toBe(401);
  expect(await rowsOf('sessions')).toHaveLength(sessions - 1);
  expect(await findTokenAccount(platform, leaver.token)).toBeNull();
  expect(await look()).toEqual(before);
  const named = await reader.page(third.path);
  expect(named).toContain('Former member');
  expect(named).not.toMatch(/lee.leaver/i);
  expect((await reader.get('/people/lee-leaver')).status).toBe(404);
  expect(await reader.page('/people')).not.toContain('Former member');

  const { rows } = await platform.db.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const { name } of rows) {
    const text = (await rowsOf(name)).join('\n');
    for (const trace of [leaver.account.id, 'leaver@example.com', 'Lee Leaver', 'lee-leaver']) {
      expect(text, name).not.toContain(trace);
    }
  }
  // The asker’s two posts are what is left.
  expect((await rowsOf('private_slots')).length).toBe(slotsBefore + 2);
  expect(mailbox.delivered.at(-1)?.mail.subject).toBe('Your account at Cairn is deleted');
});

test('the address signs up again as a stranger, to whom nothing of it belongs', async () => {
  const leaver = await newLeaver();
  const { own } = await postAll(leaver);
  await leaver.client.post(page, stay);
  const client = community.newClient();
  await client.post('/sign-up', { email: 'leaver@example.com' });
  const mailed = linkIn(mailbox.delivered.at(-1)?.mail.text);
  expect(redirectOf(await client.post(mailed.pathname))).toBe('/welcome');
  const found = await findAccountByEmail(community.platform, 'leaver@example.com');
  expect(found?.account.id).not.toBe(leaver.account.id);
  expect(found?.account).toMatchObject({ profile: null, career: null });
  expect(await client.page(own.path)).not.toContain(`/posts/${own.id}/edit`);
  expect((await client.get(`/posts/${own.id}/edit`)).status).toBe(403);
});

test('posts that are to go are all there at first, go at times of their own, and are gone after 30 days', async () => {
  const { platform, clock } = community;
  const leaver = await newLeaver();
  const { third, namedId } = await postAll(leaver);
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
  const [one, many] = [await newLeaver(), await signUpPlain('many@example.com')];
  const { own } = await postAll(one);
  const ids = [own.id];
  for (let count = 0; count < 20; count += 1) {
    ids.push((await ask(platform, many, { title: `Question number ${count} of many` })).id);
  }
  await one.client.post(page, { masked: 'go', named: 'go', sure: '1' });
  await (await signInFresh(many.account.id)).post(page, { masked: 'go', sure: '1' });
  const rows = await rowsOf('departures');
  expect(rows).toHaveLength(2);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  const jobs = await platform.db.pool.query<{ row: string }>('select j::text as row from pgboss.job as j');
  const sinks = [...rows, ...jobs.rows.map(({ row }) => row).filter((row) => !row.includes('send-word'))];
  for (const id of ids) {
    for (const spelled of [id, Buffer.from(id).toString('hex')])
      expect(sinks.join('\n')).not.toContain(spelled);
  }
});

async function signUpPlain(email: string): Promise<Leaver> {
  const { platform } = community;
  const id = await addAccount(platform.db, { email });
  return { account: (await findAccount(platform, id)) as Account };
}

test('a month later no seal names the account, and every seal is another one, so that none stands out', async () => {
  const { platform, clock, asker } = community;
  const leaver = await newLeaver();
  const { own, others } = await postAll(leaver);
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
  expect(await rowsOf('departures')).toEqual([]);
});

test('the only admin stays; of two who leave at the same time one does', async () => {
  const { platform } = community;
  const first = await signInFresh(community.admin.account.id);
  const refused = await first.post(page, stay);
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('You are the only admin');
  const other = await newLeaver('second@example.com', 'admin');
  const answers = await Promise.all([first.post(page, stay), other.client.post(page, stay)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 403]);
  const { rows } = await platform.db.pool.query(`select from accounts where role = 'admin'`);
  expect(rows).toHaveLength(1);
});

test('only who has just signed in, has chosen, and is sure, deletes; and only themselves', async () => {
  const { platform, clock } = community;
  const leaver = await newLeaver();
  for (const fields of [
    {},
    { masked: 'stay' },
    { ...stay, sure: 'yes' },
    { ...stay, masked: 'burn' },
    { ...stay, masked: ['stay', 'go'] },
    { ...stay, account: community.asker.account.id },
  ]) {
    expect((await leaver.client.post(page, fields)).status).toBe(422);
  }
  expect((await leaver.client.post(page, stay, { origin: 'http://evil.test' })).status).toBe(403);
  expect((await community.newClient().post(page, stay)).status).toBe(401);
  clock.pass(16);
  expect(redirectOf(await leaver.client.get(page))).toMatch(/^\/sign-in\?again=1/);
  expect(redirectOf(await leaver.client.post(page, stay))).toMatch(/^\/sign-in\?again=1/);
  expect(await findAccount(platform, leaver.account.id)).not.toBeNull();
});
