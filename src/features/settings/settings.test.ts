import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeFresh } from '../../../test/fresh.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addAccount, findAccount, setPassword } from '../accounts/accounts.ts';
import { findTokenAccount } from '../accounts/api-tokens.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { beginSession } from '../sessions/sessions.ts';
import { issueToken } from '../sessions/tokens.ts';

const password = 'correct horse battery';

let mailbox: Mailbox;
let community: TestCommunity;

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
});

afterAll(async () => {
  await community.close();
  await mailbox.close();
});

async function newMember(email: string, withPassword = false): Promise<{ id: string; client: TestClient }> {
  const { platform } = community;
  const passwordHash = withPassword ? await hashPassword(password) : null;
  const id = await addAccount(platform.db, { email, passwordHash });
  return { id, client: await anotherBrowser(id) };
}

async function anotherBrowser(accountId: string): Promise<TestClient> {
  const client = community.newClient();
  const { token } = await beginSession(community.platform, accountId);
  client.cookies.set('session', token);
  return client;
}

async function isSignedIn(client: TestClient): Promise<boolean> {
  return (await client.get('/settings')).status === 200;
}

const pages = ['', '/profile', '/career', '/account', '/sign-in', '/sessions', '/tokens'].map(
  (page) => `/settings${page}`,
);

test.each(pages)('%s is for its owner only, and kept nowhere', async (path) => {
  const own = await community.asker.client.get(path);
  expect(own.status).toBe(200);
  expect(own.headers.get('cache-control')).toBe('private, no-store');
  expect((await community.newClient().get(path)).status).toBe(401);
});

test.each([
  '/profile',
  '/career',
  '/account/mail',
  '/account/email',
  '/account/password',
  '/passkeys',
  '/passkeys/challenge',
  '/passkeys/x',
  '/passkeys/x/removal',
  '/second-factor',
  '/second-factor/removal',
  '/second-factor/recovery-codes',
  '/sessions',
  '/sessions/x',
  '/tokens',
])('nobody signed out, and no other site, changes /settings%s', async (path) => {
  expect((await community.newClient().post(`/settings${path}`)).status).toBe(401);
  const { client } = community.asker;
  expect((await client.post(`/settings${path}`, {}, { origin: 'https://evil.test' })).status).toBe(403);
});

test('a career is kept, and its company is shown to nobody', async () => {
  const { id, client } = await newMember('career@cairn.test');
  const career = { role: 'Data  Engineer', level: 'Staff', company: 'Umbrella', nativeLevel: 'L7' };
  expect(redirectOf(await client.post('/settings/career', career))).toBe('/settings/career?done=saved');
  expect((await findAccount(community.platform, id))?.career).toMatchObject({
    ...career,
    role: 'Data Engineer',
  });
  const form = await client.page('/settings/career?done=saved');
  expect(form).toContain('Saved.');
  expect(form).toContain('value="Umbrella"');
  await client.post('/settings/career', { role: '', level: '', company: '', nativeLevel: '' });
  expect((await findAccount(community.platform, id))?.career).toMatchObject({
    role: null,
    level: null,
    company: null,
    nativeLevel: null,
  });
});

test.each([
  ['a level that is none', { level: 'Emperor' }, 'level'],
  ['a role that claims a company', { role: 'Engineer at Umbrella' }, 'role'],
  ['a role that claims a company by sign', { role: 'Engineer @Umbrella' }, 'role'],
  ['a long role', { role: 'x'.repeat(81) }, 'role'],
  ['a role twice', { role: ['a', 'b'] }, 'role'],
])('%s comes back with the form filled', async (_, wrong, field) => {
  const form = { role: 'Engineer', level: 'Senior', company: 'Kept', nativeLevel: '', ...wrong };
  const response = await community.outsider.client.post('/settings/career', form);
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain(`id="field-${field}-error"`);
  expect(html).toContain('value="Kept"');
});

test('one switch decides about mail', async () => {
  const { id, client } = await newMember('mail@cairn.test');
  const wanted = async () => (await findAccount(community.platform, id))?.mailWanted;
  expect(await wanted()).toBe(true);
  expect(redirectOf(await client.post('/settings/account/mail', {}))).toBe('/settings/account?done=saved');
  expect(await wanted()).toBe(false);
  await client.post('/settings/account/mail', { mailWanted: '1' });
  expect(await wanted()).toBe(true);
});

test('a new password takes the old one, signs every other browser out, and makes older links void', async () => {
  const { id, client } = await newMember('password@cairn.test', true);
  const other = await anotherBrowser(id);
  const link = await issueToken(community.platform, community.platform.db, 'sign-in', { accountId: id });
  const next = 'another good password';
  const wrong = await client.post('/settings/account/password', { current: 'not this one', password: next });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('id="field-current-error"');
  expect(await isSignedIn(other)).toBe(true);
  const short = await client.post('/settings/account/password', { current: password, password: 'short' });
  expect(short.status).toBe(422);
  const taken = await client.post('/settings/account/password', { current: password, password: next });
  expect(redirectOf(taken)).toBe('/settings/account?done=password');
  expect(await isSignedIn(client)).toBe(true);
  expect(await isSignedIn(other)).toBe(false);
  expect((await community.newClient().post(`/sign-in/${link}`)).status).toBe(410);
  const signIn = (tried: string) =>
    community.newClient().post('/sign-in', { email: 'password@cairn.test', password: tried });
  expect((await signIn(password)).status).toBe(422);
  expect((await signIn(next)).status).toBe(303);
});

test('who has none sets a password without one, having signed in a moment ago', async () => {
  const { id, client: stale } = await newMember('first@cairn.test');
  const again = '/sign-in?again=1&to=%2Fsettings%2Faccount';
  expect(await stale.page('/settings/account')).toContain('Set a password');
  expect(redirectOf(await stale.post('/settings/account/password', { password }))).toBe(again);
  expect(await stale.page('/settings/account')).not.toContain('name="current"');
  const client = community.newClient();
  const token = await issueToken(community.platform, community.platform.db, 'sign-in', { accountId: id });
  await client.post(`/sign-in/${token}`);
  expect(await client.page('/settings/account')).not.toContain('name="current"');
  expect(redirectOf(await client.post('/settings/account/password', { password }))).toContain(
    'done=password',
  );
  expect(await client.page('/settings/account')).toContain('name="current"');
});

test('who has forgotten it takes the password away by a link from the mailbox', async () => {
  const { id } = await newMember('forgot@cairn.test', true);
  const other = await anotherBrowser(id);
  const token = await issueToken(community.platform, community.platform.db, 'sign-in', { accountId: id });
  const client = community.newClient();
  expect(await client.page(`/sign-in/${token}`)).toContain('name="forget"');
  await client.post(`/sign-in/${token}`, { forget: '1' });
  expect(await isSignedIn(client)).toBe(true);
  expect(await isSignedIn(other)).toBe(false);
  expect(await client.page('/settings/account')).not.toContain('name="current"');
});

test('every other browser is signed out, or every one', async () => {
  const { id, client } = await newMember('everywhere@cairn.test');
  const others = await Promise.all([anotherBrowser(id), anotherBrowser(id)]);
  expect(redirectOf(await client.post('/settings/sessions', { where: 'else' }))).toBe(
    '/settings/sessions?done=others',
  );
  expect(await isSignedIn(client)).toBe(true);
  expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false]);
  expect(await isSignedIn(community.asker.client)).toBe(true);
  const third = await anotherBrowser(id);
  expect(redirectOf(await client.post('/settings/sessions', { where: 'everywhere' }))).toBe('/');
  expect(await isSignedIn(client)).toBe(false);
  expect(await isSignedIn(third)).toBe(false);
});

test('an API token is shown once, stands for its account, and is revoked by its owner alone', async () => {
  const { id, client } = await newMember('token@cairn.test');
  const unfresh = await client.post('/settings/tokens', { name: 'Of a thief' });
  expect(redirectOf(unfresh)).toBe('/sign-in?again=1&to=%2Fsettings%2Ftokens');
  expect(await client.page('/settings/tokens')).not.toContain('name="name"');
  makeFresh(community.platform, client);
  const made = await (await client.post('/settings/tokens', { name: 'Reader' })).text();
  const [token = ''] = /cairn_[A-Za-z0-9_-]{43}/.exec(made) ?? [];
  expect((await findTokenAccount(community.platform, token))?.id).toBe(id);
  expect(mailbox.delivered.at(-1)?.to).toEqual(['token@cairn.test']);
  expect(mailbox.delivered.at(-1)?.mail.text).toContain('an API token was made');
  const list = await client.page('/settings/tokens');
  expect(list).not.toContain('Of a thief');
  expect(list).toContain('Reader');
  expect(list).not.toContain(token);
  expect(list).not.toContain(token.slice(6));
  const rows = await community.platform.db.pool.query('select * from api_tokens');
  expect(JSON.stringify(rows.rows)).not.toContain(token.slice(6));

  const [, tokenId = ''] = /action="\/settings\/tokens\/([^"]+)"/.exec(list) ?? [];
  expect((await community.outsider.client.post(`/settings/tokens/${tokenId}`)).status).toBe(404);
  expect(await findTokenAccount(community.platform, token)).not.toBeNull();
  expect(redirectOf(await client.post(`/settings/tokens/${tokenId}`))).toBe('/settings/tokens?done=revoked');
  expect(await findTokenAccount(community.platform, token)).toBeNull();
  expect((await client.post(`/settings/tokens/${tokenId}`)).status).toBe(404);
});

test('tokens of a suspended account open nothing, nor do sessions and other strings', async () => {
  const { id, client } = await newMember('halted@cairn.test');
  makeFresh(community.platform, client);
  const made = await (await client.post('/settings/tokens', { name: 'Reader' })).text();
  const [token = ''] = /cairn_[A-Za-z0-9_-]{43}/.exec(made) ?? [];
  await suspendAccount(community.platform, id);
  expect(await findTokenAccount(community.platform, token)).toBeNull();
  expect(await findTokenAccount(community.platform, client.cookies.get('session') ?? '')).toBeNull();
  expect(await findTokenAccount(community.platform, '')).toBeNull();
});

test('twenty tokens are enough, and a token needs a name', async () => {
  const { client } = await newMember('many@cairn.test');
  makeFresh(community.platform, client);
  for (let count = 1; count <= 20; count += 1) {
    expect((await client.post('/settings/tokens', { name: `Token ${count}` })).status).toBe(200);
  }
  const over = await client.post('/settings/tokens', { name: 'One more' });
  expect(over.status).toBe(422);
  expect(await over.text()).toContain('20 tokens already');
  expect((await client.post('/settings/tokens', { name: ' ' })).status).toBe(422);
});

test('a password is needed to change one even when a session was stolen', async () => {
  const { id, client } = await newMember('stolen@cairn.test');
  await setPassword(community.platform.db, id, await hashPassword(password));
  const tried = await client.post('/settings/account/password', { password: 'of the thief, long' });
  expect(tried.status).toBe(422);
});
