import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { sweepUsedCodes } from './app-codes.ts';
import { keyOn, recoveryCodesOn } from './app-for-tests.ts';
import { GuardedMembers, giveCode, password } from './members-for-tests.ts';

let community: TestCommunity;
let members: GuardedMembers;

beforeAll(async () => {
  community = await createTestCommunity();
  members = new GuardedMembers(community);
});
afterAll(() => community.close());
beforeEach(() => community.clock.pass(2));

async function dump(table: string): Promise<string> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    `select t::text as row from ${table} as t`,
  );
  return rows.map(({ row }) => row).join('\n');
}

test('it is on once a code shows that the app has the key; ten recovery codes are shown, once', async () => {
  const { client } = await members.addPlain();
  const page = await client.page('/settings/second-factor/new');
  expect(page).toContain('<svg class="qr-code"');
  expect(page).toContain('otpauth://totp/');
  const { key, sealed } = keyOn(page);
  const wrong = await client.post('/settings/second-factor', { sealed, code: '000000' });
  expect(wrong.status).toBe(422);
  expect(keyOn(await wrong.text())).toEqual({ key, sealed });
  expect(await client.page('/settings/sign-in')).toContain('Set it up');
  const on = await client.post('/settings/second-factor', { sealed, code: members.codeNow(key) });
  const codes = recoveryCodesOn(await on.text());
  expect(new Set(codes).size).toBe(10);
  const settings = await client.page('/settings/sign-in');
  expect(settings).toContain('10 recovery codes');
  for (const code of codes) expect(settings).not.toContain(code);
});

test('new recovery codes take the place of the old', async () => {
  const { email, recoveryCodes, client } = await members.add();
  const made = recoveryCodesOn(await (await client.post('/settings/second-factor/recovery-codes')).text());
  expect(made).toHaveLength(10);
  const begun = (await members.begin(email)).client;
  expect((await giveCode(begun, recoveryCodes[0] ?? '')).status).toBe(422);
  expect((await giveCode(begun, made[0] ?? '')).status).toBe(303);
});

test('it is turned off, and its codes go with it', async () => {
  const { email, client } = await members.add();
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('done=off');
  expect(redirectOf((await members.begin(email)).answer)).toBe('/drafts');
  const { rows } = await community.platform.db.pool.query(
    'select from recovery_codes join accounts on accounts.id = account_id where email = $1',
    [email],
  );
  expect(rows).toEqual([]);
});

test('a session that did not begin just now changes nothing of it', async () => {
  const { email, client, recoveryCodes } = await members.add();
  community.clock.pass(16);
  const settings = ['/settings/second-factor', '/settings/second-factor/removal'];
  for (const path of [...settings, '/settings/second-factor/recovery-codes']) {
    expect(redirectOf(await client.post(path))).toContain('/sign-in?again=1');
  }
  expect(redirectOf(await client.get('/settings/second-factor/new'))).toContain('/sign-in?again=1');
  expect(redirectOf((await members.begin(email)).answer)).toContain('/sign-in/second-factor');
  expect((await giveCode((await members.begin(email)).client, recoveryCodes[0] ?? '')).status).toBe(303);
});

test('signing in once more asks for both steps', async () => {
  const { client, email, key } = await members.add();
  community.clock.pass(16);
  const to = '/settings/sign-in';
  await client.post('/sign-in', { email, password, to });
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('again=1');
  expect(redirectOf(await giveCode(client, members.codeNow(key), { to }))).toBe(to);
  expect(redirectOf(await client.post('/settings/second-factor/removal'))).toContain('done=off');
});

test('a key is set up by the account that it was shown to', async () => {
  const [one, other] = [await members.addPlain(), await members.addPlain()];
  const { key, sealed } = keyOn(await one.client.page('/settings/second-factor/new'));
  const tried = await other.client.post('/settings/second-factor', { sealed, code: members.codeNow(key) });
  expect(redirectOf(tried)).toBe('/settings/second-factor/new');
  expect(redirectOf((await members.begin(other.email)).answer)).toBe('/drafts');
});

test('a second key does not replace the first', async () => {
  const { client, email, key } = await members.add();
  expect(redirectOf(await client.get('/settings/second-factor/new'))).toBe('/settings/sign-in');
  const other = keyOn(await (await members.addPlain()).client.page('/settings/second-factor/new'));
  await client.post('/settings/second-factor', { sealed: other.sealed, code: members.codeNow(other.key) });
  expect((await giveCode((await members.begin(email)).client, members.codeNow(key))).status).toBe(303);
});

test('no row holds a key, a code, or the time at which somebody signed in', async () => {
  const { email, key, recoveryCodes, accountId } = await members.add();
  await giveCode((await members.begin(email)).client, members.codeNow(key));
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
