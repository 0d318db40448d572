import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import type { Dump } from '../../../test/privacy/backup-dump.ts';
import { takeDump } from '../../../test/privacy/backup-dump.ts';
import { addTopic, answer } from '../../../test/threads.ts';
import { verifyAtNorthwind } from '../bylines/verified-for-tests.ts';
import { keepWaiting } from '../waiting/waiting-posts.ts';
import { findAccount, findAccountByEmail } from './accounts.ts';
import { findTokenAccount } from './api-tokens.ts';
import { newLeaver, page, postAll, rowsOf, signInFresh, stay } from './leaving-for-tests.ts';

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

test('what names the account is gone at once, and no thread that was written in masked changes by a byte', async () => {
  const { platform } = community;
  const slotsBefore = (await rowsOf(community, 'private_slots')).length;
  const leaver = await newLeaver(community);
  const { own, others, third } = await postAll(community, leaver);
  const reader = community.newClient();
  const lists = [
    '/',
    '/questions',
    '/topics/tech-lead',
    '/feed.atom',
    '/search?q=leaves',
    '/api/v1/questions',
  ];
  const look = async () =>
    await Promise.all([own.path, others.path, ...lists].map((path) => reader.page(path)));
  const [before, namedBefore] = [await look(), await reader.page(third.path)];
  expect(namedBefore).toContain('Lee Leaver');
  const sessions = (await rowsOf(community, 'sessions')).length;
  const elsewhere = await signInFresh(community, leaver.account.id);

  expect(redirectOf(await leaver.client.post(page, stay))).toBe('/goodbye');
  expect(await leaver.client.page('/goodbye')).toContain('Your account is deleted');
  expect(leaver.client.cookies.has('session')).toBe(false);
  expect((await elsewhere.get('/settings')).status).toBe(401);
  expect(await rowsOf(community, 'sessions')).toHaveLength(sessions - 1);
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
    const text = (await rowsOf(community, name)).join('\n');
    for (const trace of [leaver.account.id, 'leaver@example.com', 'Lee Leaver', 'lee-leaver']) {
      expect(text, name).not.toContain(trace);
    }
  }
  // The asker’s two posts, and three that nobody owns: no note of a post goes with its account.
  expect((await rowsOf(community, 'private_slots')).length).toBe(slotsBefore + 5);
  expect(mailbox.delivered.at(-1)?.mail.subject).toBe('Your account at Cairn is deleted');
});

test('the address signs up again as a stranger, to whom nothing of it belongs', async () => {
  const leaver = await newLeaver(community);
  const { own } = await postAll(community, leaver);
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

test('a work mailbox that has verified somebody who leaves may verify somebody else', async () => {
  const { platform, colleague } = community;
  await verifyAtNorthwind(community, colleague);
  const { pool } = platform.db;
  await pool.query(
    `insert into work_mailboxes (hash) values (decode(repeat('00', 16), 'hex')), ('abcdefghijklmnop')`,
  );
  const client = await signInFresh(community, colleague.account.id);
  expect(redirectOf(await client.post(page, stay))).toBe('/goodbye');
  const { rows } = await pool.query<{ hash: Buffer }>('select hash from work_mailboxes');
  expect(rows.map(({ hash }) => hash.toString())).toEqual(['abcdefghijklmnop']);
});

test('what waited to appear does not, and the notes of what was read are gone', async () => {
  const { platform, clock } = community;
  const leaver = await newLeaver(community);
  const { own } = await postAll(community, leaver);
  await answer(platform, community.colleague, { questionId: own.id });
  await leaver.client.page('/notifications');
  const waiting = { kind: 'comment', on: own.id, fields: { body: 'Late words.', byline: 'member' } } as const;
  await keepWaiting(platform, leaver.account, waiting);
  expect(await rowsOf(community, 'waiting_posts')).toHaveLength(1);
  const slots = (await rowsOf(community, 'private_slots')).length;
  await leaver.client.post(page, stay);
  expect(await rowsOf(community, 'waiting_posts')).toEqual([]);
  // A draft and a read mark.
  expect((await rowsOf(community, 'private_slots')).length).toBe(slots - 2);
  clock.pass(10);
  expect(await community.newClient().page(own.path)).not.toContain('Late words.');
});

test('two backups, from before somebody left and from after, do not tell which posts were theirs', async () => {
  const leaver = await newLeaver(community);
  await postAll(community, leaver);
  await postAll(community, community.answerer);
  const { pool } = community.platform.db;
  const before = await takeDump(pool);
  await leaver.client.post(page, stay);
  const after = await takeDump(pool);
  const rowsIn = (dump: Dump, table: string) => dump.get(`public.${table}`) ?? [];
  const posts = rowsIn(before, 'posts').filter(({ text }) => !text.includes('Lee'));
  // Of every table: a row that is gone was once written together with a post.
  const writtenWithPosts = [...before].flatMap(([table, rows]) => {
    const left = new Set(after.get(table)?.map(({ text }) => text));
    const gone = rows.filter(({ text }) => !left.has(text));
    return gone.filter(({ writer }) => posts.some((post) => post.writer === writer)).map(() => table);
  });
  expect(posts.length).toBeGreaterThan(5);
  expect(writtenWithPosts).toEqual([]);
});

test('the only admin stays; of two who leave at the same time one does', async () => {
  const { platform } = community;
  const first = await signInFresh(community, community.admin.account.id);
  const refused = await first.post(page, stay);
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('You are the only admin');
  const other = await newLeaver(community, { email: 'second@example.com', role: 'admin' });
  const answers = await Promise.all([first.post(page, stay), other.client.post(page, stay)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 403]);
  const { rows } = await platform.db.pool.query(`select from accounts where role = 'admin'`);
  expect(rows).toHaveLength(1);
});

test('only who has just signed in, has chosen, and is sure, deletes; and only themselves', async () => {
  const { platform, clock } = community;
  const leaver = await newLeaver(community);
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
