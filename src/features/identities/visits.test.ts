import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { findAccountByEmail } from '../accounts/accounts.ts';
import { depart, isSignedIn, visit } from './visits-for-tests.ts';
import { sweepVisits } from './visits.ts';

const origin = 'http://cairn.test';
let north: TestProvider;
let south: TestProvider;
let community: TestCommunity;

beforeAll(async () => {
  const keys = ['NORTH', 'SOUTH'];
  [north, south] = await Promise.all([openProvider({ origin, keys }), openProvider({ origin, keys })]);
  community = await createTestCommunity({
    environment: {
      ...north.settings('NORTH'),
      ...south.settings('SOUTH'),
      OIDC_GONE_ISSUER: 'http://127.0.0.1:9',
      OIDC_GONE_CLIENT_ID: 'cairn',
      OIDC_GONE_CLIENT_SECRET: 'secret',
      OIDC_GONE_NAME: 'Gone',
    },
  });
  for (const { people } of [north, south])
    people.set('p-1', { email: 'p-1@example.com', email_verified: true });
});

afterAll(async () => {
  await community.close();
  await Promise.all([north.close(), south.close()]);
});

const toNorth = '/sign-in/with/north';

async function rowsOfVisits(): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    'select v::text as row from provider_visits as v',
  );
  return rows.map(({ row }) => row);
}

async function expectGone(client: TestClient, back: string): Promise<void> {
  const response = await client.get(back);
  expect(response.status).toBe(410);
  expect(await response.text()).toContain('can’t be finished any more');
  expect(await isSignedIn(client)).toBe(false);
}

test('one goes with PKCE, a state and a nonce, and is to come back to the configured origin whatever the host says', async () => {
  const client = community.newClient();
  const forged = {
    'x-forwarded-host': 'evil.test',
    forwarded: 'host=evil.test',
    'x-forwarded-proto': 'https',
  };
  const response = await client.post(toNorth, {}, forged);
  const asked = new URL((response.headers.get('refresh') ?? '').replace('0; url=', '')).searchParams;
  expect(asked.get('redirect_uri')).toBe(`${origin}/sign-in/with/north/back`);
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
  expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
  expect(asked.get('scope')).toBe('openid email');
  expect(await response.text()).not.toContain('evil.test');
  const elsewhere = await client.post(toNorth, {}, { host: 'evil.test' });
  expect(elsewhere.headers.get('refresh') ?? '').not.toContain('evil');
});

test('neither state nor what is sealed with it can be read from the database, and none of it is left afterwards', async () => {
  const client = community.newClient();
  const away = await depart(client, toNorth, { to: '/drafts' });
  const state = new URL(away).searchParams.get('state') ?? '';
  const browser = client.cookies.get('visit') ?? '';
  const rows = (await rowsOfVisits()).join('\n');
  for (const secret of [state, browser]) {
    expect(secret).toHaveLength(43);
    for (const spelled of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret, 'base64url').toString('hex'),
    ]) {
      expect(rows).not.toContain(spelled);
    }
  }
  const before = (await rowsOfVisits()).length;
  expect(redirectOf(await client.get(await north.signIn(away, 'p-1')))).toBe('/drafts');
  expect(await rowsOfVisits()).toHaveLength(before - 1);
  expect(client.cookies.has('visit')).toBe(false);
});

test('coming back works once', async () => {
  const client = community.newClient();
  const away = await depart(client, toNorth);
  const browser = client.cookies.get('visit') ?? '';
  const back = await north.signIn(away, 'p-1');
  expect(redirectOf(await client.get(back))).toBe('/');
  for (const again of [client, community.newClient()]) {
    again.cookies.clear();
    again.cookies.set('visit', browser);
    await expectGone(again, back);
  }
});

test('coming back works in no other browser, and still in one’s own afterwards', async () => {
  const [client, other, third] = [community.newClient(), community.newClient(), community.newClient()];
  const back = await north.signIn(await depart(client, toNorth), 'p-1');
  await expectGone(other, back);
  // Somebody who has begun themselves, and is given another one’s way back.
  await depart(third, toNorth);
  await expectGone(third, back);
  expect(redirectOf(await client.get(back))).toBe('/');
});

test('coming back works for ten minutes', async () => {
  const [late, later] = [community.newClient(), community.newClient()];
  const [back, backLater] = [
    await north.signIn(await depart(late, toNorth), 'p-1'),
    await north.signIn(await depart(later, toNorth), 'p-1'),
  ];
  community.clock.pass(9);
  expect(redirectOf(await late.get(back))).toBe('/');
  community.clock.pass(2);
  await expectGone(later, backLater);
  await sweepVisits(community.platform);
  expect(await rowsOfVisits()).toEqual([]);
});

test.each([
  '',
  '?code=x',
  '?state=x&code=x',
  '?error=access_denied&state=x',
  '?state=%00',
  '?state=a&state=b',
])('an address that nobody was sent back to is calm: %j', async (search) => {
  const response = await community.newClient().get(`/sign-in/with/north/back${search}`);
  expect([404, 410]).toContain(response.status);
  expect(response.headers.get('cache-control')).toContain('no-store');
});

test('what came from one provider is not taken for another one’s', async () => {
  const client = community.newClient();
  const back = await north.signIn(await depart(client, toNorth), 'p-1');
  await expectGone(client, back.replace('/north/', '/south/'));

  // An attacker’s provider hands on the code that the honest one has given out, under its own state.
  const victim = community.newClient();
  const toSouth = new URL(await depart(victim, '/sign-in/with/south'));
  const honest = new URL(north.issuer + toSouth.pathname + toSouth.search);
  honest.searchParams.set('redirect_uri', `${origin}/sign-in/with/south/back`);
  const mixed = await north.signIn(honest.href, 'p-1');
  expect(new URL(mixed).searchParams.get('iss')).toBe(north.issuer);
  const response = await victim.get(mixed);
  expect(response.status).toBe(503);
  expect(await isSignedIn(victim)).toBe(false);
});

test('a code that another browser has asked for is not taken', async () => {
  const [attacker, victim] = [community.newClient(), community.newClient()];
  const stolen = new URL(await north.signIn(await depart(attacker, toNorth), 'p-1'));
  const own = new URL(await depart(victim, toNorth));
  stolen.searchParams.set('state', own.searchParams.get('state') ?? '');
  expect((await victim.get(stolen.href)).status).toBe(503);
  expect(await isSignedIn(victim)).toBe(false);
});

test('whoever says no at the provider is told that nothing happened', async () => {
  const client = community.newClient();
  const response = await client.get(await north.abort(await depart(client, toNorth)));
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('You did not sign in with North');
});

test('a provider that is away gets a calm page, and stands in nobody’s way', async () => {
  const client = community.newClient();
  const response = await client.post('/sign-in/with/gone', { to: '/drafts' });
  expect(response.status).toBe(503);
  const page = await response.text();
  expect(page).toContain('Gone can’t be reached');
  expect(page).toContain('href="/sign-in?to=%2Fdrafts"');
  expect(client.cookies.has('visit')).toBe(false);
  expect(redirectOf(await visit(client, toNorth, { provider: north, subject: 'p-1' }))).toBe('/');
});

test('no other site can send somebody to a provider, nor can a link', async () => {
  const client = community.newClient();
  expect((await client.post(toNorth, {}, { origin: 'http://evil.test' })).status).toBe(403);
  expect((await client.get(toNorth)).status).toBe(404);
  expect((await client.post('/sign-in/with/nobody')).status).toBe(404);
  expect((await client.post(toNorth, { to: '/a', more: 'b' })).status).toBe(422);
});

test('one goes on to no other site after it', async () => {
  const client = community.newClient();
  for (const to of ['//evil.test', 'https://evil.test/', '/\\evil.test']) {
    const fields = { to };
    expect(redirectOf(await visit(client, toNorth, { provider: north, subject: 'p-1', fields }))).toBe('/');
  }
});

test('whoever has a second factor gives it after this too, and nothing is linked before', async () => {
  const { platform } = community;
  north.people.set('p-2', { email: 'asker@cairn.test', email_verified: true });
  await platform.db.pool.query('insert into second_factors (account_id, sealed) values ($1, $2)', [
    community.asker.account.id,
    Buffer.alloc(64),
  ]);
  const client = community.newClient();
  const to = redirectOf(await visit(client, toNorth, { provider: north, subject: 'p-2' }));
  expect(to).toMatch(/^\/sign-in\/second-factor/);
  expect(await isSignedIn(client)).toBe(false);
  const { rows } = await platform.db.pool.query('select from identities where account_id = $1', [
    community.asker.account.id,
  ]);
  expect(rows).toEqual([]);
});

test('the sign-in page offers what is configured', async () => {
  const page = await community.newClient().page('/sign-in?to=/drafts');
  for (const name of ['North', 'South', 'Gone']) expect(page).toContain(`Continue with ${name}`);
  expect(await community.newClient().page('/sign-up')).toContain('Continue with North');
  expect((await findAccountByEmail(community.platform, 'p-1@example.com'))?.account.role).toBe('member');
});
