import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { addAccount, findAccountByEmail } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { listIdentities } from './identities.ts';
import { depart, isSignedIn, visit } from './visits-for-tests.ts';

const origin = 'http://cairn.test';
let mailbox: Mailbox;
let north: TestProvider;
let south: TestProvider;
let community: TestCommunity;

beforeAll(async () => {
  const keys = ['NORTH', 'SOUTH'];
  [mailbox, north, south] = await Promise.all([
    openMailbox(),
    openProvider({ origin, keys }),
    openProvider({ origin, keys }),
  ]);
  community = await createTestCommunity({
    environment: { SMTP_URL: mailbox.url, ...north.settings('NORTH'), ...south.settings('SOUTH') },
  });
});

afterAll(async () => {
  await community.close();
  await Promise.all([mailbox.close(), north.close(), south.close()]);
});

async function signIn(client: TestClient, subject: string, { provider = north, key = 'north' } = {}) {
  return await visit(client, `/sign-in/with/${key}`, { provider, subject });
}

async function countAccounts(): Promise<number> {
  const { rows } = await community.platform.db.pool.query<{ n: string }>(
    'select count(*) as n from accounts',
  );
  return Number(rows[0]?.n);
}

async function identitiesOf(email: string): Promise<number> {
  const found = await findAccountByEmail(community.platform, email);
  return found ? (await listIdentities(community.platform.db, found.account.id)).length : -1;
}

test('a proven address makes an account, which the same person finds again whatever their address is', async () => {
  north.people.set('n-1', { email: 'New.Person@Example.com', email_verified: true });
  const client = community.newClient();
  expect(redirectOf(await signIn(client, 'n-1'))).toBe('/welcome');
  expect(await isSignedIn(client)).toBe(true);
  expect(await identitiesOf('new.person@example.com')).toBe(1);

  const before = await countAccounts();
  north.people.set('n-1', { email: 'moved@example.com', email_verified: true });
  const again = community.newClient();
  expect(redirectOf(await signIn(again, 'n-1'))).toBe('/');
  expect(await again.page('/settings/account')).toContain('new.person@example.com');
  expect(await countAccounts()).toBe(before);
});

test('an account that is here is linked where the provider has proven its address, and its owner is told', async () => {
  await addAccount(community.platform.db, { email: 'here@example.com' });
  north.people.set('n-2', { email: 'here@example.com', email_verified: true });
  const client = community.newClient();
  expect(redirectOf(await signIn(client, 'n-2'))).toBe('/');
  expect(await client.page('/settings/account')).toContain('here@example.com');
  expect(await identitiesOf('here@example.com')).toBe(1);
  const told = mailbox.delivered.filter(({ to }) => to.includes('here@example.com'));
  expect(told.map(({ mail }) => mail.subject)).toEqual(['North now signs in to your account at Cairn']);
});

test.each([
  ['false', false],
  ['the word true', 'true'],
  ['the number 1', 1],
  ['nothing', undefined],
  ['a list', [true]],
  ['an object', { verified: true }],
])('an address that is proven by %s makes no account and links none', async (_, verified) => {
  const { platform } = community;
  const known = `known-${JSON.stringify(verified)?.replace(/\W/g, '')}@example.com`;
  await addAccount(platform.db, { email: known });
  for (const email of [known, 'unknown@example.com']) {
    north.people.set('n-3', { email, email_verified: verified });
    const before = await countAccounts();
    const client = community.newClient();
    const response = await signIn(client, 'n-3');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('does not say that it is proven');
    expect(await isSignedIn(client)).toBe(false);
    expect(await countAccounts()).toBe(before);
  }
  expect(await identitiesOf(known)).toBe(0);
  expect(await findAccountByEmail(platform, 'unknown@example.com')).toBeNull();
});

test.each([
  'nobody',
  '"a@b"@example.com',
  'here@example.com, other@example.com',
  'here@example.com\u0000',
  '=?utf-8?q?here?=@example.com>',
  'here@example.com\nbcc: other@example.com',
])('%j is no address to make an account from, nor one to find an account by', async (email) => {
  north.people.set('n-4', { email, email_verified: true });
  const client = community.newClient();
  const response = await signIn(client, 'n-4');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('no address of yours that we could write to');
  expect(await isSignedIn(client)).toBe(false);
});

test('a second account at the provider with the same address gets in nowhere by itself', async () => {
  north.people.set('n-5', { email: 'handed-on@example.com', email_verified: true });
  north.people.set('n-6', { email: 'handed-on@example.com', email_verified: true });
  expect(redirectOf(await signIn(community.newClient(), 'n-5'))).toBe('/welcome');
  const client = community.newClient();
  const response = await signIn(client, 'n-6');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Addresses change hands');
  expect(await isSignedIn(client)).toBe(false);
  expect(await identitiesOf('handed-on@example.com')).toBe(1);
  south.people.set('s-5', { email: 'handed-on@example.com', email_verified: true });
  expect(redirectOf(await signIn(community.newClient(), 's-5', { provider: south, key: 'south' }))).toBe('/');
  expect(await identitiesOf('handed-on@example.com')).toBe(2);
});

test('a password that somebody has asked for with an address is gone once its owner has proven it', async () => {
  const attacker = community.newClient();
  const victim = 'victim@example.com';
  await attacker.post('/sign-up', { email: victim, password: 'chosen by the attacker' });
  const mailed = linkIn(mailbox.delivered.findLast(({ to }) => to.includes(victim))?.mail.text);

  north.people.set('n-7', { email: victim, email_verified: true });
  expect(redirectOf(await signIn(community.newClient(), 'n-7'))).toBe('/welcome');
  const tried = await attacker.post('/sign-in', { email: victim, password: 'chosen by the attacker' });
  expect(tried.status).toBe(422);
  // Pressed by its owner in the mail, or by whoever asked for it.
  for (const client of [attacker, community.newClient()]) {
    expect((await client.post(mailed.pathname)).status).toBe(410);
  }
  expect(
    (await attacker.post('/sign-in', { email: victim, password: 'chosen by the attacker' })).status,
  ).toBe(422);
});

test('whoever has a password keeps it when a provider is linked', async () => {
  const passwordHash = await hashPassword('correct horse battery');
  await addAccount(community.platform.db, { email: 'both@example.com', passwordHash });
  north.people.set('n-8', { email: 'both@example.com', email_verified: true });
  expect(redirectOf(await signIn(community.newClient(), 'n-8'))).toBe('/');
  const client = community.newClient();
  const entered = { email: 'both@example.com', password: 'correct horse battery' };
  expect(redirectOf(await client.post('/sign-in', entered))).toBe('/');
});

test('ten who come back at once with one new account make one', async () => {
  north.people.set('n-9', { email: 'crowd@example.com', email_verified: true });
  const clients = Array.from({ length: 10 }, () => community.newClient());
  const backs = [];
  for (const client of clients) {
    backs.push([client, await north.signIn(await depart(client, '/sign-in/with/north'), 'n-9')] as const);
  }
  const answers = await Promise.all(backs.map(([client, back]) => client.get(back)));
  expect(answers.map(({ status }) => status).every((status) => status === 303 || status === 409)).toBe(true);
  expect(answers.some(({ status }) => status === 303)).toBe(true);
  expect(await identitiesOf('crowd@example.com')).toBe(1);
});

test('the session is a new one', async () => {
  north.people.set('n-10', { email: 'anew@example.com', email_verified: true });
  const client = community.newClient();
  client.cookies.set('session', 'planted-by-somebody-else');
  await signIn(client, 'n-10');
  const first = client.cookies.get('session');
  expect(first).not.toBe('planted-by-somebody-else');
  await signIn(client, 'n-10');
  expect(client.cookies.get('session')).not.toBe(first);
  const earlier = community.newClient();
  earlier.cookies.set('session', first ?? '');
  expect(await isSignedIn(earlier)).toBe(false);
});
