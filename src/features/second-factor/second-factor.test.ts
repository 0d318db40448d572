import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addAccount, findPasswordHash } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { issueToken } from '../sessions/tokens.ts';
import { codeOf, keyOn, recoveryCodesOn } from './app-for-tests.ts';
import { sweepUsedCodes } from './app-codes.ts';

const password = 'correct horse battery';

let community: TestCommunity;
let passwordHash: string;

beforeAll(async () => {
  community = await createTestCommunity();
  passwordHash = await hashPassword(password);
});
afterAll(() => community.close());
beforeEach(() => community.clock.pass(2));

let members = 0;

async function signInByLink(accountId: string, client = community.newClient(), fields = {}) {
  const { platform } = community;
  const token = await issueToken(platform, platform.db, 'sign-in', { accountId });
  return { client, answer: await client.post(`/sign-in/${token}`, fields) };
}

/** Somebody who has signed in just now, with a password. */
async function newMember() {
  const email = `second${(members += 1)}@cairn.test`;
  const accountId = await addAccount(community.platform.db, { email, passwordHash });
  const { client } = await signInByLink(accountId);
  return { accountId, email, client };
}

/** The same with an app. `code` is what it shows now; the time has moved on since it was set up. */
async function newGuardedMember() {
  const member = await newMember();
  const { key, sealed } = keyOn(await member.client.page('/settings/second-factor/new'));
  const on = await member.client.post('/settings/second-factor', { sealed, code: now(key) });
  const recoveryCodes = recoveryCodesOn(await on.text());
  community.clock.pass(1);
  return { ...member, key, recoveryCodes };
}

const now = (key: string, minutes = 0) =>
  codeOf(key, new Date(community.clock.now().getTime() + minutes * 60_000));

const signIn = async (email: string, client = community.newClient()) => ({
  client,
  answer: await client.post('/sign-in', { email, password, to: '/drafts' }),
});

const giveCode = (client: TestClient, code: string, fields = {}) =>
  client.post('/sign-in/second-factor', { code, ...fields });

const isSignedIn = async (client: TestClient) => (await client.get('/settings')).status === 200;

async function dump(table: string): Promise<string> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    `select t::text as row from ${table} as t`,
  );
  return rows.map(({ row }) => row).join('\n');
}

test('it is on once a code shows that the app has the key; ten recovery codes are shown, once', async () => {
  const { client } = await newMember();
  const page = await client.page('/settings/second-factor/new');
  expect(page).toContain('<svg class="qr-code"');
  expect(page).toContain('otpauth://totp/');
  const { key, sealed } = keyOn(page);
  const wrong = await client.post('/settings/second-factor', { sealed, code: '000000' });
  expect(wrong.status).toBe(422);
  expect(keyOn(await wrong.text())).toEqual({ key, sealed });
  expect(await client.page('/settings/sign-in')).toContain('Set it up');
  const on = await client.post('/settings/second-factor', { sealed, code: now(key) });
  const codes = recoveryCodesOn(await on.text());
  expect(new Set(codes).size).toBe(10);
  const settings = await client.page('/settings/sign-in');
  expect(settings).toContain('10 recovery codes');
  for (const code of codes) expect(settings).not.toContain(code);
});

test('after the password it is asked for, and nothing is open before it', async () => {
  const { email, key } = await newGuardedMember();
  const { client, answer } = await signIn(email);
  expect(redirectOf(answer)).toBe('/sign-in/second-factor?to=%2Fdrafts');
  expect(client.cookies.has('session')).toBe(false);
  expect(client.cookies.has('fresh')).toBe(false);
  expect(await isSignedIn(client)).toBe(false);
  expect(await client.page('/sign-in/second-factor?to=%2Fdrafts')).toContain('name="to" value="/drafts"');
  expect(redirectOf(await giveCode(client, now(key), { to: '/drafts' }))).toBe('/drafts');
  expect(await isSignedIn(client)).toBe(true);
});

test('after a link it is asked for too', async () => {
  const { accountId, key } = await newGuardedMember();
  const { client, answer } = await signInByLink(accountId);
  expect(redirectOf(answer)).toBe('/sign-in/second-factor');
  expect(await isSignedIn(client)).toBe(false);
  expect(redirectOf(await giveCode(client, now(key)))).toBe('/');
});

test('a link takes a forgotten password away after the second step, not before', async () => {
  const { accountId, key, client: owner } = await newGuardedMember();
  const { client } = await signInByLink(accountId, community.newClient(), { forget: '1' });
  expect(await findPasswordHash(community.platform.db, accountId)).not.toBeNull();
  expect(await isSignedIn(owner)).toBe(true);
  await giveCode(client, now(key));
  expect(await findPasswordHash(community.platform.db, accountId)).toBeNull();
  expect(await isSignedIn(owner)).toBe(false);
  expect(await isSignedIn(client)).toBe(true);
});

test('what begins to sign in opens nothing else, and is for one browser', async () => {
  const { email, key } = await newGuardedMember();
  const { client } = await signIn(email);
  const half = client.cookies.get('half') ?? '';
  for (const path of [`/sign-in/${half}`, `/sign-up/${half}`]) {
    expect((await community.newClient().post(path)).status).toBe(410);
  }
  const thief = community.newClient();
  thief.cookies.set('session', half);
  expect(await isSignedIn(thief)).toBe(false);
  expect((await giveCode(community.newClient(), now(key))).status).toBe(410);
  expect(redirectOf(await giveCode(client, now(key)))).toBe('/');
  const again = community.newClient();
  again.cookies.set('half', half);
  expect((await giveCode(again, now(key, 0.5))).status).toBe(410);
});

test('links and sessions are no half of signing in', async () => {
  const { accountId, key, client: owner } = await newGuardedMember();
  const { platform } = community;
  const link = await issueToken(platform, platform.db, 'sign-in', { accountId });
  const client = community.newClient();
  for (const secret of [link, owner.cookies.get('session') ?? '', '']) {
    client.cookies.set('half', secret);
    expect((await giveCode(client, now(key))).status).toBe(410);
  }
});

test('after ten minutes one begins again', async () => {
  const { email, key } = await newGuardedMember();
  const { client } = await signIn(email);
  community.clock.pass(10);
  expect((await client.get('/sign-in/second-factor')).status).toBe(410);
  expect((await giveCode(client, now(key))).status).toBe(410);
});

test('a new password voids what has begun to sign in with the old one', async () => {
  const { email, key, client: owner } = await newGuardedMember();
  const { client } = await signIn(email);
  const fields = { current: password, password: 'another good password' };
  expect(redirectOf(await owner.post('/settings/account/password', fields))).toContain('done=password');
  expect((await giveCode(client, now(key))).status).toBe(410);
  expect(await isSignedIn(client)).toBe(false);
});

test('a code counts once, also the one that has set it up', async () => {
  const { email, key } = await newGuardedMember();
  const code = now(key);
  expect((await giveCode((await signIn(email)).client, code)).status).toBe(303);
  const { client } = await signIn(email);
  expect((await giveCode(client, code)).status).toBe(422);
  community.clock.pass(0.5);
  expect((await giveCode(client, now(key))).status).toBe(303);

  const member = await newMember();
  const set = keyOn(await member.client.page('/settings/second-factor/new'));
  const first = now(set.key);
  await member.client.post('/settings/second-factor', { sealed: set.sealed, code: first });
  expect((await giveCode((await signIn(member.email)).client, first)).status).toBe(422);
});

test('a clock may be half a minute off, not more', async () => {
  const { email, key } = await newGuardedMember();
  const { client } = await signIn(email);
  expect((await giveCode(client, now(key, 1.01))).status).toBe(422);
  expect((await giveCode(client, now(key, -1.01))).status).toBe(422);
  expect((await giveCode(client, now(key, 0.5))).status).toBe(303);
  expect((await giveCode((await signIn(email)).client, now(key, -0.5))).status).toBe(303);
});

test('a code that is given in nine browsers at once begins one session', async () => {
  const { accountId, email, key } = await newGuardedMember();
  const browsers = await Promise.all(Array.from({ length: 9 }, async () => (await signIn(email)).client));
  const code = now(key);
  const answers = await Promise.all(browsers.map((client) => giveCode(client, code)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const { rows } = await community.platform.db.pool.query('select from sessions where account_id = $1', [
    accountId,
  ]);
  expect(rows).toHaveLength(2);
});

test('what has begun to sign in does so once, whatever codes are given at once', async () => {
  const { accountId, email, recoveryCodes } = await newGuardedMember();
  const { client } = await signIn(email);
  const half = client.cookies.get('half') ?? '';
  const answers = await Promise.all(
    recoveryCodes.slice(0, 9).map(async (code) => {
      const browser = community.newClient();
      browser.cookies.set('half', half);
      return await giveCode(browser, code);
    }),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const { rows } = await community.platform.db.pool.query('select from sessions where account_id = $1', [
    accountId,
  ]);
  expect(rows).toHaveLength(2);
});

test('a recovery code gets in once, however it is typed', async () => {
  const { email, recoveryCodes, client: owner } = await newGuardedMember();
  const [first = '', second = ''] = recoveryCodes;
  expect((await giveCode((await signIn(email)).client, first)).status).toBe(303);
  expect(await owner.page('/settings/sign-in')).toContain('9 recovery codes');
  const { client } = await signIn(email);
  expect((await giveCode(client, first)).status).toBe(422);
  expect((await giveCode(client, ` ${second.toLowerCase().replaceAll('-', ' ')}`)).status).toBe(303);
});

test('a recovery code of another account gets nobody in', async () => {
  const [one, other] = [await newGuardedMember(), await newGuardedMember()];
  const { client } = await signIn(one.email);
  expect((await giveCode(client, other.recoveryCodes[0] ?? '')).status).toBe(422);
  expect((await giveCode(client, now(other.key))).status).toBe(422);
});

test('new recovery codes take the place of the old', async () => {
  const { email, recoveryCodes, client } = await newGuardedMember();
  const made = recoveryCodesOn(await (await client.post('/settings/second-factor/recovery-codes')).text());
  expect(made).toHaveLength(10);
  const begun = (await signIn(email)).client;
  expect((await giveCode(begun, recoveryCodes[0] ?? '')).status).toBe(422);
  expect((await giveCode(begun, made[0] ?? '')).status).toBe(303);
});

test('after ten tries even the right code has to wait', async () => {
  const { email, key } = await newGuardedMember();
  const { client } = await signIn(email);
  const tries = await Promise.all(Array.from({ length: 9 }, () => giveCode(client, '000000')));
  expect(tries.every(({ status }) => status === 422)).toBe(true);
  const other = (await signIn(email)).client;
  const refused = await giveCode(other, now(key));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test.each([
  {},
  { code: '' },
  { code: ['123456', '654321'] },
  { 'code[]': '123456' },
  { code: 'x'.repeat(101) },
])('%j is no code', async (fields) => {
  const { email } = await newGuardedMember();
  const { client } = await signIn(email);
  expect((await client.post('/sign-in/second-factor', fields)).status).toBe(422);
});

test('it is turned off, and its codes go with it', async () => {
  const { email, client } = await newGuardedMember();
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('done=off');
  expect(redirectOf((await signIn(email)).answer)).toBe('/drafts');
  const { rows } = await community.platform.db.pool.query(
    'select from recovery_codes join accounts on accounts.id = account_id where email = $1',
    [email],
  );
  expect(rows).toEqual([]);
});

test('a session that did not begin just now changes nothing of it', async () => {
  const { email, client, recoveryCodes } = await newGuardedMember();
  community.clock.pass(16);
  const settings = ['/settings/second-factor', '/settings/second-factor/removal'];
  for (const path of [...settings, '/settings/second-factor/recovery-codes']) {
    expect(redirectOf(await client.post(path))).toContain('/sign-in?again=1');
  }
  expect(redirectOf(await client.get('/settings/second-factor/new'))).toContain('/sign-in?again=1');
  expect(redirectOf((await signIn(email)).answer)).toContain('/sign-in/second-factor');
  expect((await giveCode((await signIn(email)).client, recoveryCodes[0] ?? '')).status).toBe(303);
});

test('signing in once more asks for both steps', async () => {
  const { client, email, key } = await newGuardedMember();
  community.clock.pass(16);
  const to = '/settings/sign-in';
  await client.post('/sign-in', { email, password, to });
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('again=1');
  expect(redirectOf(await giveCode(client, now(key), { to }))).toBe(to);
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('done=off');
});

test('a key is set up by the account that it was shown to', async () => {
  const [one, other] = [await newMember(), await newMember()];
  const { key, sealed } = keyOn(await one.client.page('/settings/second-factor/new'));
  const tried = await other.client.post('/settings/second-factor', { sealed, code: now(key) });
  expect(redirectOf(tried)).toBe('/settings/second-factor/new');
  expect(redirectOf((await signIn(other.email)).answer)).toBe('/drafts');
});

test('a second key does not replace the first', async () => {
  const { client, email, key } = await newGuardedMember();
  expect(redirectOf(await client.get('/settings/second-factor/new'))).toBe('/settings/sign-in');
  const other = keyOn(await (await newMember()).client.page('/settings/second-factor/new'));
  await client.post('/settings/second-factor', { sealed: other.sealed, code: now(other.key) });
  expect((await giveCode((await signIn(email)).client, now(key))).status).toBe(303);
});

test('no row holds a key, a code, or the time at which somebody signed in', async () => {
  const { email, key, recoveryCodes, accountId } = await newGuardedMember();
  await giveCode((await signIn(email)).client, now(key));
  const text = (
    await Promise.all(['second_factors', 'used_codes', 'recovery_codes', 'tokens'].map(dump))
  ).join('\n');
  for (const code of recoveryCodes) {
    for (const spelling of [code, code.replaceAll('-', '')]) {
      expect(text).not.toContain(spelling);
      expect(text).not.toContain(Buffer.from(spelling).toString('hex'));
    }
  }
  expect(text).not.toContain(key.replaceAll(' ', ''));
  expect(await dump('used_codes')).not.toContain(accountId);
  expect(await dump('second_factors')).not.toMatch(/\d{4}-\d\d-\d\d/);
  community.clock.pass(5);
  await sweepUsedCodes(community.platform);
  expect(await dump('used_codes')).toBe('');
});
