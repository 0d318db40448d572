import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addAccount } from '../accounts/accounts.ts';
import { saveSecondFactor } from '../second-factor/second-factors.ts';
import { issueToken } from '../sessions/tokens.ts';
import type { Lie } from './authenticator-for-tests.ts';
import { TestPasskey } from './authenticator-for-tests.ts';

const origin = 'https://cairn.test';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ environment: { BASE_URL: origin } });
});
afterAll(() => community.close());

let members = 0;

/** Somebody who has signed in just now. */
async function newMember(email: string | null = `member${(members += 1)}@cairn.test`) {
  const { platform } = community;
  const accountId = await addAccount(platform.db, { email });
  const client = community.newClient();
  const token = await issueToken(platform, platform.db, 'sign-in', { accountId });
  await client.post(`/sign-in/${token}`);
  return { accountId, client };
}

async function challengeOf(client: TestClient, path: string) {
  const response = await client.post(path);
  expect(response.status).toBe(200);
  return (await response.json()) as { challenge: string; user: { id: string }; rpId: string };
}

const registerChallenge = (client: TestClient) => challengeOf(client, '/settings/passkeys/challenge');
const signInChallenge = (client: TestClient) => challengeOf(client, '/sign-in/passkey/challenge');

async function register(client: TestClient, passkey = new TestPasskey(origin), lie: Lie = {}) {
  const response = passkey.make(await registerChallenge(client), lie);
  const answer = await client.post('/settings/passkeys', { name: 'My phone', response });
  return { passkey, response, answer };
}

async function signIn(passkey: TestPasskey, lie: Lie = {}, client = community.newClient()) {
  const response = passkey.use(await signInChallenge(client), lie);
  const answer = await client.post('/sign-in/passkey', { response, to: '/drafts' });
  return { client, response, answer };
}

async function rowsOf(table: string): Promise<string> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    `select t::text as row from ${table} as t`,
  );
  return rows.map(({ row }) => row).join('\n');
}

/** As it is in the list of one's passkeys. */
async function idsOf(client: TestClient): Promise<string[]> {
  const html = await client.page('/settings/sign-in');
  return [...html.matchAll(/action="\/settings\/passkeys\/(\w+)\/removal"/g)].map(([, id = '']) => id);
}

test('a passkey is added, and signs in without a name and where one wanted to go', async () => {
  const member = await newMember();
  const { passkey, answer } = await register(member.client);
  expect(redirectOf(answer)).toBe('/settings/sign-in?done=passkey');
  expect(await member.client.page('/settings/sign-in')).toContain('My phone');
  const signedIn = await signIn(passkey);
  expect(redirectOf(signedIn.answer)).toBe('/drafts');
  expect(await signedIn.client.page('/settings/account')).toContain(`member${members}@cairn.test`);
});

test('it counts as both factors', async () => {
  const { accountId, client } = await newMember();
  const { passkey } = await register(client);
  const { platform } = community;
  await saveSecondFactor(platform, platform.db, { accountId, secret: randomBytes(20) });
  expect(redirectOf((await signIn(passkey)).answer)).toBe('/drafts');
});

test('what the browser is asked for is found without a name, unlocked each time, and for this site', async () => {
  const { client } = await newMember();
  expect(await registerChallenge(client)).toMatchObject({
    rp: { id: 'cairn.test' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const asked = await signInChallenge(community.newClient());
  expect(asked).toMatchObject({ rpId: 'cairn.test', userVerification: 'required' });
  expect(asked).not.toHaveProperty('allowCredentials');
});

test('authenticators know an account by random bytes, the same for all its passkeys', async () => {
  const [one, other] = [await newMember(), await newMember()];
  const { user } = await registerChallenge(one.client);
  expect(Buffer.from(user.id, 'base64url')).toHaveLength(32);
  expect(Buffer.from(user.id, 'base64url').toString('hex')).not.toContain(
    one.accountId.replaceAll('-', '').slice(0, 8),
  );
  expect((await registerChallenge(one.client)).user.id).toBe(user.id);
  expect((await registerChallenge(other.client)).user.id).not.toBe(user.id);
});

test('an account has several, which it renames and removes; what is removed signs in no more', async () => {
  const { client } = await newMember();
  const [first, second] = [(await register(client)).passkey, (await register(client)).passkey];
  const [id = ''] = await idsOf(client);
  expect(redirectOf(await client.post(`/settings/passkeys/${id}`, { name: 'The  blue key' }))).toContain(
    'done=saved',
  );
  expect(await client.page('/settings/sign-in')).toContain('The blue key');
  for (const own of await idsOf(client)) await client.post(`/settings/passkeys/${own}/removal`);
  expect(await idsOf(client)).toEqual([]);
  expect((await signIn(first)).answer.status).toBe(422);
  expect((await signIn(second)).answer.status).toBe(422);
});

test('nobody else renames or removes it, and its name is in no row', async () => {
  const [{ client }, other] = [await newMember(), await newMember()];
  const { passkey } = await register(client);
  const [id = ''] = await idsOf(client);
  await client.post(`/settings/passkeys/${id}`, { name: 'Tracer-4471' });
  expect((await other.client.post(`/settings/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
  expect((await other.client.post(`/settings/passkeys/${id}/removal`)).status).toBe(404);
  expect(redirectOf((await signIn(passkey)).answer)).toBe('/drafts');
  expect(await rowsOf('passkeys')).not.toContain(Buffer.from('Tracer-4471').toString('hex'));
  expect(await client.page('/settings/sign-in')).toContain('Tracer-4471');
});

test('a session that did not begin just now adds and removes none', async () => {
  const { client } = await newMember();
  await register(client);
  const [id = ''] = await idsOf(client);
  community.clock.pass(16);
  const again = '/sign-in?again=1&to=%2Fsettings%2Fsign-in';
  expect(redirectOf(await client.post('/settings/passkeys/challenge'))).toBe(again);
  expect(redirectOf(await client.post('/settings/passkeys', { name: 'x', response: '{}' }))).toBe(again);
  expect(redirectOf(await client.post(`/settings/passkeys/${id}/removal`))).toBe(again);
  expect(await idsOf(client)).toEqual([id]);
  expect(await client.page(again)).toContain('Is it you?');
});

test('the proof of a session that has just begun is for that session, and cannot be stretched', async () => {
  const [{ client }, other] = [await newMember(), await newMember()];
  const fresh = client.cookies.get('__Host-fresh') ?? '';
  other.client.cookies.set('__Host-fresh', fresh);
  expect((await other.client.post('/settings/passkeys/challenge')).status).toBe(303);
  const [until = '', proof = ''] = fresh.split('.');
  client.cookies.set('__Host-fresh', `${Number(until) + 60_000}.${proof}`);
  expect((await client.post('/settings/passkeys/challenge')).status).toBe(303);
  client.cookies.set('__Host-fresh', fresh);
  expect((await client.post('/settings/passkeys/challenge')).status).toBe(200);
});

test.each<[string, Lie]>([
  ['of another site', { origin: 'https://evil.test' }],
  ['of a neighbouring site', { origin: 'https://sub.cairn.test' }],
  ['without TLS', { origin: 'http://cairn.test' }],
  ['for another site’s passkeys', { rpId: 'evil.test' }],
  ['that was not unlocked', { userVerified: false }],
  ['made by making one', { type: 'webauthn.create' }],
  ['with another account’s handle', { userHandle: randomBytes(32).toString('base64url') }],
  ['of an unknown passkey', { credentialId: randomBytes(32) }],
])('an answer %s signs nobody in', async (_, lie) => {
  const { passkey } = await register((await newMember()).client);
  const { answer, client } = await signIn(passkey, lie);
  expect(answer.status).toBe(422);
  expect(client.cookies.has('__Host-session')).toBe(false);
  expect(redirectOf((await signIn(passkey)).answer)).toBe('/drafts');
});

test('another account’s passkey signs in to its own account only', async () => {
  const [one, other] = [await newMember(), await newMember()];
  const mine = (await register(one.client)).passkey;
  const theirs = (await register(other.client)).passkey;
  const client = community.newClient();
  const forged = mine.use(await signInChallenge(client), {}, theirs);
  expect((await client.post('/sign-in/passkey', { response: forged })).status).toBe(422);
  const crossed = await signIn(theirs, { userHandle: mine.userHandle });
  expect(crossed.answer.status).toBe(422);
  const swapped = await signIn(theirs, { credentialId: mine.id, userHandle: mine.userHandle });
  expect(swapped.answer.status).toBe(422);
});

test('a credential that somebody has cannot be added by another, nor twice', async () => {
  const [one, other] = [await newMember(), await newMember()];
  const { passkey } = await register(one.client);
  expect((await register(other.client, passkey)).answer.status).toBe(422);
  expect((await register(one.client, passkey)).answer.status).toBe(422);
  expect(await idsOf(other.client)).toEqual([]);
});

test.each<[string, Lie]>([
  ['of another site', { origin: 'https://evil.test' }],
  ['for another site', { rpId: 'evil.test' }],
  ['that was not unlocked', { userVerified: false }],
  ['made by using one', { type: 'webauthn.get' }],
  [
    'with a certificate',
    { attestation: { fmt: 'packed', attStmt: new Map([['x5c', [new Uint8Array(8)]]]) } },
  ],
  ['of a kind we do not ask for', { attestation: { fmt: 'android-key', attStmt: new Map() } }],
])('a new passkey %s is not taken', async (_, lie) => {
  const { client } = await newMember();
  const { answer } = await register(client, new TestPasskey(origin), lie);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('id="field-name-error"');
  expect(await idsOf(client)).toEqual([]);
});

test('an answer counts once', async () => {
  const { passkey } = await register((await newMember()).client);
  const { client, response } = await signIn(passkey);
  expect((await client.post('/sign-in/passkey', { response })).status).toBe(422);
});

test('an answer that comes fifty times at once begins one session', async () => {
  const { accountId, client: owner } = await newMember();
  const { passkey } = await register(owner);
  const client = community.newClient();
  const response = passkey.use(await signInChallenge(client));
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => client.post('/sign-in/passkey', { response })),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const { rows } = await community.platform.db.pool.query('select from sessions where account_id = $1', [
    accountId,
  ]);
  expect(rows).toHaveLength(2);
});

test('a challenge lasts five minutes, for its own browser, account and purpose', async () => {
  const [one, other] = [await newMember(), await newMember()];
  const { passkey } = await register(one.client);
  const browser = community.newClient();

  const late = passkey.use(await signInChallenge(browser));
  community.clock.pass(5);
  expect((await browser.post('/sign-in/passkey', { response: late })).status).toBe(422);

  const elsewhere = passkey.use(await signInChallenge(browser));
  expect((await community.newClient().post('/sign-in/passkey', { response: elsewhere })).status).toBe(422);

  const toMake = passkey.use(await registerChallenge(one.client));
  expect((await one.client.post('/sign-in/passkey', { response: toMake })).status).toBe(422);

  const { user } = await registerChallenge(one.client);
  const toUse = new TestPasskey(origin).make({ ...(await signInChallenge(one.client)), user });
  expect((await one.client.post('/settings/passkeys', { name: 'x', response: toUse })).status).toBe(422);

  const theirs = new TestPasskey(origin).make(await registerChallenge(one.client));
  other.client.cookies.set('__Host-passkey', one.client.cookies.get('__Host-passkey') ?? '');
  expect((await other.client.post('/settings/passkeys', { name: 'x', response: theirs })).status).toBe(422);
});

test('a challenge that nobody gave signs nobody in', async () => {
  const { passkey } = await register((await newMember()).client);
  const client = community.newClient();
  await signInChallenge(client);
  const response = passkey.use({ challenge: randomBytes(32).toString('base64url') });
  expect((await client.post('/sign-in/passkey', { response })).status).toBe(422);
});

test('challenges are stored hashed, and name nobody who signs in', async () => {
  const { client } = await newMember();
  const challenges = [await registerChallenge(client), await signInChallenge(client)];
  const rows = await rowsOf('tokens');
  for (const { challenge } of challenges) {
    expect(rows).not.toContain(challenge);
    expect(rows).not.toContain(Buffer.from(challenge).toString('hex'));
    expect(rows).not.toContain(Buffer.from(challenge, 'base64url').toString('hex'));
  }
  const { rows: signIns } = await community.platform.db.pool.query(
    `select from tokens where purpose = 'passkey-sign-in' and (account_id is not null or email is not null)`,
  );
  expect(signIns).toEqual([]);
});

test('an authenticator that counts backwards, or stands still, is a copy', async () => {
  const { client } = await newMember();
  const passkey = new TestPasskey(origin, 5);
  await register(client, passkey);
  expect(redirectOf((await signIn(passkey, { counter: 9 })).answer)).toBe('/drafts');
  expect((await signIn(passkey, { counter: 8 })).answer.status).toBe(422);
  expect((await signIn(passkey, { counter: 9 })).answer.status).toBe(422);
  expect((await signIn(passkey, { counter: 0 })).answer.status).toBe(422);
  expect(redirectOf((await signIn(passkey, { counter: 10 })).answer)).toBe('/drafts');
});

test('the last way to sign in stays, also when the last two are removed at once', async () => {
  const { client } = await newMember(null);
  await register(client);
  await register(client);
  const ids = await idsOf(client);
  expect(ids).toHaveLength(2);
  const removals = await Promise.all(ids.map((id) => client.post(`/settings/passkeys/${id}/removal`)));
  expect(removals.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  const [last = ''] = await idsOf(client);
  const refused = await client.post(`/settings/passkeys/${last}/removal`);
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('last way to sign in');
});

test.each(['', 'null', '[]', '{}', '{"id":{}}', '{"__proto__":{"id":"x"}}', 'x'.repeat(120_000)])(
  'a browser that answers %.20j gets the form again',
  async (response) => {
    expect((await community.newClient().post('/sign-in/passkey', { response })).status).toBe(422);
    const { client } = await newMember();
    expect((await client.post('/settings/passkeys', { name: 'x', response })).status).toBe(422);
  },
);

test('other sites neither get challenges nor send answers', async () => {
  const headers = { origin: 'https://evil.test' };
  const { client } = await newMember();
  for (const path of ['/sign-in/passkey/challenge', '/sign-in/passkey', '/settings/passkeys/challenge']) {
    expect((await client.post(path, {}, headers)).status).toBe(403);
  }
});

test('nobody has more than twenty', async () => {
  const { client } = await newMember();
  for (let count = 0; count < 20; count += 1) expect((await register(client)).answer.status).toBe(303);
  expect((await register(client)).answer.status).toBe(422);
});
