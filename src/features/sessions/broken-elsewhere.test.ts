import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Fields, TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import { addAccount, findPasswordHash } from '../accounts/accounts.ts';
import { addApiToken, findTokenAccount } from '../accounts/api-tokens.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { changePassword } from './password-change.ts';
import { issueToken } from './tokens.ts';

const password = 'correct horse battery';

let mailbox: Mailbox;
let community: TestCommunity;
let passwordHash: string;

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await community.close();
  await mailbox.close();
});
beforeEach(() => community.clock.pass(60));

const newAccount = (email: string) => addAccount(community.platform.db, { email, passwordHash });

const linkFor = async (accountId: string) =>
  `/sign-in/${await issueToken(community.platform, community.platform.db, 'sign-in', { accountId })}`;

async function signIn(email: string, tried = password): Promise<TestClient> {
  const client = community.newClient();
  await client.post('/sign-in', { email, password: tried });
  return client;
}

async function signInByLink(accountId: string): Promise<TestClient> {
  const client = community.newClient();
  await client.post(await linkFor(accountId));
  return client;
}

const isSignedIn = async (client: TestClient) => (await client.get('/settings')).status === 200;

/** All that somebody who asks can see, but for what is different each time. */
async function seen(path: string, fields: Fields) {
  const response = await community.newClient().post(path, fields);
  const [email = ''] = [fields['email']].flat();
  const cookies = response.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '='));
  const headers = [...response.headers.keys()].toSorted();
  const html = (await response.text()).replaceAll(email, 'EMAIL');
  return { status: response.status, cookies, headers, html };
}

test.each<[string, string, Fields]>([
  ['signing in', '/sign-in', { password: 'something else entirely' }],
  ['asking for a link', '/sign-in/link', {}],
  ['signing up', '/sign-up', {}],
  ['signing up with a password', '/sign-up', { password: 'something else entirely' }],
])('%s: a known and an unknown address get the same answer', async (_, path, fields) => {
  await newAccount('known@cairn.test');
  const known = await seen(path, { ...fields, email: 'known@cairn.test' });
  expect(await seen(path, { ...fields, email: 'nobody@cairn.test' })).toEqual(known);
});

test('a second step does not tell of itself before the password is right', async () => {
  const accountId = await newAccount('with-step@cairn.test');
  await newAccount('without-step@cairn.test');
  await community.platform.db.pool.query(
    `insert into second_factors (account_id, sealed) values ($1, '\\x00')`,
    [accountId],
  );
  const wrong = { password: 'something else entirely' };
  const [one, other] = [
    await seen('/sign-in', { ...wrong, email: 'with-step@cairn.test' }),
    await seen('/sign-in', { ...wrong, email: 'without-step@cairn.test' }),
  ];
  expect(one).toEqual(other);
});

test('a link that is used fifty times at once begins one session', async () => {
  const accountId = await newAccount('fifty@cairn.test');
  const path = await linkFor(accountId);
  const client = await signIn('fifty@cairn.test');
  const answers = await Promise.all(Array.from({ length: 50 }, () => community.newClient().post(path)));
  const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
  expect(statuses).toEqual([303, ...Array.from({ length: 49 }, () => 410)]);
  const list = await client.page('/settings/sessions');
  expect(list.match(/Sign out there/g)).toHaveLength(1);
});

test('what was a session before somebody signed in is none after', async () => {
  await newAccount('fixed@cairn.test');
  const attacker = await signIn('fixed@cairn.test');
  const planted = attacker.cookies.get('session') ?? '';
  const victim = community.newClient();
  victim.cookies.set('session', planted);
  victim.cookies.set('fresh', attacker.cookies.get('fresh') ?? '');
  const accountId = await newAccount('victim@cairn.test');
  await victim.post(await linkFor(accountId));
  expect(victim.cookies.get('session')).not.toBe(planted);
  expect(await isSignedIn(attacker)).toBe(false);
  expect(await victim.page('/settings/account')).toContain('victim@cairn.test');
});

test.each([
  ['once', null],
  ['before the second step', '\\x00'],
])('who was let in with a password while it was changed is out again: %s', async (_, sealed) => {
  const { platform } = community;
  const email = sealed ? 'slow-half@cairn.test' : 'slow@cairn.test';
  const accountId = await newAccount(email);
  if (sealed) await platform.db.pool.query('insert into second_factors values ($1, $2)', [accountId, sealed]);
  const owner = await signInByLink(accountId);
  const held = await platform.db.pool.connect();
  await held.query('begin');
  // Where signing in comes by after the password was compared, and a change does not.
  await held.query('lock table second_factors in access exclusive mode');
  const thief = signIn(email);
  const waiting = `select from pg_locks where not granted and relation = 'second_factors'::regclass
    and database = (select oid from pg_database where datname = current_database())`;
  await expect.poll(async () => (await platform.db.pool.query(waiting)).rowCount).toBe(1);
  await changePassword(platform, accountId, {
    ...{ current: password, password: 'another one entirely', keepsTokens: false },
    kept: owner.cookies.get('session'),
  });
  await held.query('commit');
  held.release();
  const client = await thief;
  expect(await isSignedIn(client)).toBe(false);
  expect((await client.get('/sign-in/second-factor')).status).toBe(410);
  const { rows } = await platform.db.pool.query('select from tokens where account_id = $1', [accountId]);
  expect(rows).toEqual([]);
});

test('a change of the address that somebody has begun ends when the password changes', async () => {
  const { platform } = community;
  const accountId = await newAccount('retaken@cairn.test');
  const thief = await signIn('retaken@cairn.test');
  await thief.post('/settings/account/email', { email: 'thief@evil.test', emailPassword: password });
  const began = async () =>
    (await platform.db.pool.query('select from email_changes where account_id = $1', [accountId])).rowCount;
  expect(await began()).toBe(1);
  const change = { current: password, password: 'another one entirely', kept: undefined, keepsTokens: true };
  await changePassword(platform, accountId, change);
  expect(await began()).toBe(0);
});

test('links and sessions are stored hashed', async () => {
  const accountId = await newAccount('hashed@cairn.test');
  const secrets = [(await linkFor(accountId)).slice('/sign-in/'.length)];
  const client = community.newClient();
  await client.post(await linkFor(accountId));
  secrets.push(client.cookies.get('session') ?? '');
  for (const table of ['tokens', 'sessions']) {
    const { rows } = await community.platform.db.pool.query<{ row: string }>(
      `select t::text as row from ${table} as t`,
    );
    const text = rows.map(({ row }) => row).join('\n');
    for (const secret of secrets) {
      expect(secret).toHaveLength(43);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
      expect(text).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    }
  }
});

test('an older link counts no more once there is a newer, nor does any after ten minutes', async () => {
  const accountId = await newAccount('newest@cairn.test');
  const [older, newer] = [await linkFor(accountId), await linkFor(accountId)];
  expect((await community.newClient().post(older)).status).toBe(410);
  expect((await community.newClient().post(newer)).status).toBe(303);
  const late = await linkFor(accountId);
  community.clock.pass(10);
  expect((await community.newClient().get(late)).status).toBe(410);
  expect((await community.newClient().post(late)).status).toBe(410);
});

test('a new password ends other sessions, links and API tokens; tokens stay where one says so', async () => {
  const email = 'renewed@cairn.test';
  const accountId = await newAccount(email);
  const [client, other] = [await signIn(email), await signIn(email)];
  const kept = await addApiToken(community.platform, accountId, 'Reader');
  const link = await linkFor(accountId);
  expect(await client.page('/settings/account')).toContain('name="keepTokens"');

  const first = { current: password, password: 'another good password', keepTokens: '1' };
  expect(redirectOf(await client.post('/settings/account/password', first))).toContain('done=password');
  expect(await isSignedIn(client)).toBe(true);
  expect(await isSignedIn(other)).toBe(false);
  expect((await community.newClient().post(link)).status).toBe(410);
  expect((await findTokenAccount(community.platform, kept))?.id).toBe(accountId);
  expect(mailbox.delivered.at(-1)?.to).toEqual([email]);
  expect(mailbox.delivered.at(-1)?.mail.text).toContain('the password was changed');

  const second = { current: first.password, password: 'a third good password' };
  await client.post('/settings/account/password', second);
  expect(await findTokenAccount(community.platform, kept)).toBeNull();
});

test('a password that was forgotten ends all of them, whoever had it', async () => {
  const email = 'forgotten@cairn.test';
  const accountId = await newAccount(email);
  const thief = await signIn(email);
  const token = await addApiToken(community.platform, accountId, 'Thief');
  const client = community.newClient();
  await client.post(await linkFor(accountId), { forget: '1' });
  expect(await findPasswordHash(community.platform.db, accountId)).toBeNull();
  expect(await isSignedIn(client)).toBe(true);
  expect(await isSignedIn(thief)).toBe(false);
  expect(await findTokenAccount(community.platform, token)).toBeNull();
  expect(await isSignedIn(await signIn(email))).toBe(false);
});

test('a plain sign-in by link leaves sessions and API tokens alone', async () => {
  const email = 'left-alone@cairn.test';
  const accountId = await newAccount(email);
  const other = await signIn(email);
  const token = await addApiToken(community.platform, accountId, 'Reader');
  await community.newClient().post(await linkFor(accountId));
  expect(await isSignedIn(other)).toBe(true);
  expect(await findTokenAccount(community.platform, token)).not.toBeNull();
});

test.each<[string, Fields]>([
  ['an address twice', { email: ['asker@cairn.test', 'evil@example.com'] }],
  ['a list', { 'email[]': ['asker@cairn.test', 'evil@example.com'] }],
  ['a list by number', { email: 'asker@cairn.test', 'email[1]': 'evil@example.com' }],
  ['an object', { 'email[to]': 'asker@cairn.test' }],
  ['an operator', { 'email[$ne]': '' }],
  ['two in one', { email: 'asker@cairn.test,evil@example.com' }],
  ['a copy', { email: 'asker@cairn.test\r\nCc: evil@example.com' }],
  ['a prototype', { email: 'asker@cairn.test', ['__proto__']: 'x' }],
])('%s gets no mail and no session', async (_, fields) => {
  const before = mailbox.delivered.length;
  const client = community.newClient();
  for (const path of ['/sign-in/link', '/sign-up']) {
    expect((await client.post(path, fields)).status).toBe(422);
  }
  expect((await client.post('/sign-in', { ...fields, password })).status).toBe(422);
  expect(client.cookies.has('session')).toBe(false);
  expect(mailbox.delivered).toHaveLength(before);
});

test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
  'a body of %s is no form',
  async (type) => {
    const client = community.newClient();
    const answer = await client.post(
      '/sign-in/link',
      { email: 'asker@cairn.test' },
      { 'content-type': type },
    );
    expect(answer.status).toBe(400);
  },
);

test('no header makes a link lead elsewhere', async () => {
  await newAccount('headers@cairn.test');
  const headers = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-server': 'evil.test',
    'x-original-url': 'https://evil.test/',
    forwarded: 'host=evil.test;proto=https',
    referer: 'https://evil.test/',
  };
  await community.newClient().post('/sign-in/link', { email: 'headers@cairn.test' }, headers);
  const mail = mailbox.delivered.at(-1)?.mail;
  expect(linkIn(mail?.text).origin).toBe('http://cairn.test');
  expect(JSON.stringify(mail)).not.toContain('evil');
});
