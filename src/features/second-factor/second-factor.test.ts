import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { findPasswordHash } from '../accounts/accounts.ts';
import { issueToken } from '../sessions/tokens.ts';
import { keyOn } from './app-for-tests.ts';
import { GuardedMembers, giveCode, isSignedIn, password } from './members-for-tests.ts';

let community: TestCommunity;
let members: GuardedMembers;

beforeAll(async () => {
  community = await createTestCommunity();
  members = new GuardedMembers(community);
});
afterAll(() => community.close());
beforeEach(() => community.clock.pass(2));

test('after the password it is asked for, and nothing is open before it', async () => {
  const { email, key } = await members.add();
  const { client, answer } = await members.begin(email);
  expect(redirectOf(answer)).toBe('/sign-in/second-factor?to=%2Fdrafts');
  expect(client.cookies.has('session')).toBe(false);
  expect(client.cookies.has('fresh')).toBe(false);
  expect(await isSignedIn(client)).toBe(false);
  expect(await client.page('/sign-in/second-factor?to=%2Fdrafts')).toContain('name="to" value="/drafts"');
  expect(redirectOf(await giveCode(client, members.codeNow(key), { to: '/drafts' }))).toBe('/drafts');
  expect(await isSignedIn(client)).toBe(true);
});

test('after a link it is asked for too', async () => {
  const { accountId, key } = await members.add();
  const { client, answer } = await members.openLink(accountId);
  expect(redirectOf(answer)).toBe('/sign-in/second-factor');
  expect(await isSignedIn(client)).toBe(false);
  expect(redirectOf(await giveCode(client, members.codeNow(key)))).toBe('/');
});

test('a link takes a forgotten password away after the second step, not before', async () => {
  const { accountId, key, client: owner } = await members.add();
  const { client } = await members.openLink(accountId, { forget: '1' });
  expect(await findPasswordHash(community.platform.db, accountId)).not.toBeNull();
  expect(await isSignedIn(owner)).toBe(true);
  await giveCode(client, members.codeNow(key));
  expect(await findPasswordHash(community.platform.db, accountId)).toBeNull();
  expect(await isSignedIn(owner)).toBe(false);
  expect(await isSignedIn(client)).toBe(true);
});

test('what begins to sign in opens nothing else, and is for one browser', async () => {
  const { email, key } = await members.add();
  const { client } = await members.begin(email);
  const half = client.cookies.get('half') ?? '';
  for (const path of [`/sign-in/${half}`, `/sign-up/${half}`]) {
    expect((await community.newClient().post(path)).status).toBe(410);
  }
  const thief = community.newClient();
  thief.cookies.set('session', half);
  expect(await isSignedIn(thief)).toBe(false);
  expect((await giveCode(community.newClient(), members.codeNow(key))).status).toBe(410);
  expect(redirectOf(await giveCode(client, members.codeNow(key)))).toBe('/');
  const again = community.newClient();
  again.cookies.set('half', half);
  expect((await giveCode(again, members.codeNow(key, 0.5))).status).toBe(410);
});

test('links and sessions are no half of signing in', async () => {
  const { accountId, key, client: owner } = await members.add();
  const { platform } = community;
  const link = await issueToken(platform, platform.db, 'sign-in', { accountId });
  const client = community.newClient();
  for (const secret of [link, owner.cookies.get('session') ?? '', '']) {
    client.cookies.set('half', secret);
    expect((await giveCode(client, members.codeNow(key))).status).toBe(410);
  }
});

test('after ten minutes one begins again', async () => {
  const { email, key } = await members.add();
  const { client } = await members.begin(email);
  community.clock.pass(10);
  expect((await client.get('/sign-in/second-factor')).status).toBe(410);
  expect((await giveCode(client, members.codeNow(key))).status).toBe(410);
});

test('a new password voids what has begun to sign in with the old one', async () => {
  const { email, key, client: owner } = await members.add();
  const { client } = await members.begin(email);
  const fields = { current: password, password: 'another good password' };
  expect(redirectOf(await owner.post('/settings/account/password', fields))).toContain('done=password');
  expect((await giveCode(client, members.codeNow(key))).status).toBe(410);
  expect(await isSignedIn(client)).toBe(false);
});

test('a code counts once, also the one that has set it up', async () => {
  const { email, key } = await members.add();
  const code = members.codeNow(key);
  expect((await giveCode((await members.begin(email)).client, code)).status).toBe(303);
  const { client } = await members.begin(email);
  expect((await giveCode(client, code)).status).toBe(422);
  community.clock.pass(0.5);
  expect((await giveCode(client, members.codeNow(key))).status).toBe(303);

  const member = await members.addPlain();
  const set = keyOn(await member.client.page('/settings/second-factor/new'));
  const first = members.codeNow(set.key);
  await member.client.post('/settings/second-factor', { sealed: set.sealed, code: first });
  expect((await giveCode((await members.begin(member.email)).client, first)).status).toBe(422);
});

test('a clock may be half a minute off, not more', async () => {
  const { email, key } = await members.add();
  const { client } = await members.begin(email);
  expect((await giveCode(client, members.codeNow(key, 1.01))).status).toBe(422);
  expect((await giveCode(client, members.codeNow(key, -1.01))).status).toBe(422);
  expect((await giveCode(client, members.codeNow(key, 0.5))).status).toBe(303);
  expect((await giveCode((await members.begin(email)).client, members.codeNow(key, -0.5))).status).toBe(303);
});

test('a code that is given in nine browsers at once begins one session', async () => {
  const { client: owner, email, key } = await members.add();
  const browsers = await Promise.all(
    Array.from({ length: 9 }, async () => (await members.begin(email)).client),
  );
  const code = members.codeNow(key);
  const answers = await Promise.all(browsers.map((client) => giveCode(client, code)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const list = await owner.page('/settings/sessions');
  expect(list.match(/Sign out there/g)).toHaveLength(1);
});

test('what has begun to sign in does so once, whatever codes are given at once', async () => {
  const { client: owner, email, recoveryCodes } = await members.add();
  const { client } = await members.begin(email);
  const half = client.cookies.get('half') ?? '';
  const answers = await Promise.all(
    recoveryCodes.slice(0, 9).map(async (code) => {
      const browser = community.newClient();
      browser.cookies.set('half', half);
      return await giveCode(browser, code);
    }),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const list = await owner.page('/settings/sessions');
  expect(list.match(/Sign out there/g)).toHaveLength(1);
});

test('a recovery code gets in once, however it is typed', async () => {
  const { email, recoveryCodes, client: owner } = await members.add();
  const [first = '', second = ''] = recoveryCodes;
  expect((await giveCode((await members.begin(email)).client, first)).status).toBe(303);
  expect(await owner.page('/settings/sign-in')).toContain('9 recovery codes');
  const { client } = await members.begin(email);
  expect((await giveCode(client, first)).status).toBe(422);
  expect((await giveCode(client, ` ${second.toLowerCase().replaceAll('-', ' ')}`)).status).toBe(303);
});

test('a recovery code of another account gets nobody in', async () => {
  const [one, other] = [await members.add(), await members.add()];
  const { client } = await members.begin(one.email);
  expect((await giveCode(client, other.recoveryCodes[0] ?? '')).status).toBe(422);
  expect((await giveCode(client, members.codeNow(other.key))).status).toBe(422);
});

test('after ten tries even the right code has to wait', async () => {
  const { email, key } = await members.add();
  const { client } = await members.begin(email);
  const tries = await Promise.all(Array.from({ length: 9 }, () => giveCode(client, '000000')));
  expect(tries.every(({ status }) => status === 422)).toBe(true);
  const other = (await members.begin(email)).client;
  const refused = await giveCode(other, members.codeNow(key));
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
  const { email } = await members.add();
  const { client } = await members.begin(email);
  expect((await client.post('/sign-in/second-factor', fields)).status).toBe(422);
});
