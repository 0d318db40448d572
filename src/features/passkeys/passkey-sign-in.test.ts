import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { saveSecondFactor } from '../second-factor/second-factors.ts';
import type { Lie } from './authenticator-for-tests.ts';
import { TestPasskey } from './authenticator-for-tests.ts';
import {
  newMember,
  origin,
  register,
  registerChallenge,
  rowsOf,
  signIn,
  signInChallenge,
} from './visits-for-tests.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ environment: { BASE_URL: origin } });
});
afterAll(() => community.close());

test('it counts as both factors', async () => {
  const { accountId, client } = await newMember(community);
  const { passkey } = await register(client);
  const { platform } = community;
  await saveSecondFactor(platform, platform.db, { accountId, secret: randomBytes(20) });
  expect(redirectOf((await signIn(community.newClient(), passkey)).answer)).toBe('/drafts');
});

test('what the browser is asked for is found without a name, unlocked each time, and for this site', async () => {
  const { client } = await newMember(community);
  expect(await registerChallenge(client)).toMatchObject({
    rp: { id: 'cairn.test' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const asked = await signInChallenge(community.newClient());
  expect(asked).toMatchObject({ rpId: 'cairn.test', userVerification: 'required' });
  expect(asked).not.toHaveProperty('allowCredentials');
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
  const { passkey } = await register((await newMember(community)).client);
  const { answer, client } = await signIn(community.newClient(), passkey, lie);
  expect(answer.status).toBe(422);
  expect(client.cookies.has('__Host-session')).toBe(false);
  expect(redirectOf((await signIn(community.newClient(), passkey)).answer)).toBe('/drafts');
});

test('another account’s passkey signs in to its own account only', async () => {
  const [one, other] = [await newMember(community), await newMember(community)];
  const mine = (await register(one.client)).passkey;
  const theirs = (await register(other.client)).passkey;
  const client = community.newClient();
  const forged = mine.use(await signInChallenge(client), {}, theirs);
  expect((await client.post('/sign-in/passkey', { response: forged })).status).toBe(422);
  const crossed = await signIn(community.newClient(), theirs, { userHandle: mine.userHandle });
  expect(crossed.answer.status).toBe(422);
  const swapped = await signIn(community.newClient(), theirs, {
    credentialId: mine.id,
    userHandle: mine.userHandle,
  });
  expect(swapped.answer.status).toBe(422);
});

test('an answer counts once', async () => {
  const { passkey } = await register((await newMember(community)).client);
  const { client, response } = await signIn(community.newClient(), passkey);
  expect((await client.post('/sign-in/passkey', { response })).status).toBe(422);
});

test('an answer that comes fifty times at once begins one session', async () => {
  const { client: owner } = await newMember(community);
  const { passkey } = await register(owner);
  const client = community.newClient();
  const response = passkey.use(await signInChallenge(client));
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => client.post('/sign-in/passkey', { response })),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const list = await owner.page('/settings/sessions');
  expect(list.match(/Sign out there/g)).toHaveLength(1);
});

test('a challenge lasts five minutes, for its own browser, account and purpose', async () => {
  const [one, other] = [await newMember(community), await newMember(community)];
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
  const { passkey } = await register((await newMember(community)).client);
  const client = community.newClient();
  await signInChallenge(client);
  const response = passkey.use({ challenge: randomBytes(32).toString('base64url') });
  expect((await client.post('/sign-in/passkey', { response })).status).toBe(422);
});

test('challenges are stored hashed, and name nobody who signs in', async () => {
  const { client } = await newMember(community);
  const challenges = [await registerChallenge(client), await signInChallenge(client)];
  const rows = await rowsOf(community, 'tokens');
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
  const { client } = await newMember(community);
  const passkey = new TestPasskey(origin, 5);
  await register(client, passkey);
  expect(redirectOf((await signIn(community.newClient(), passkey, { counter: 9 })).answer)).toBe('/drafts');
  expect((await signIn(community.newClient(), passkey, { counter: 8 })).answer.status).toBe(422);
  expect((await signIn(community.newClient(), passkey, { counter: 9 })).answer.status).toBe(422);
  expect((await signIn(community.newClient(), passkey, { counter: 0 })).answer.status).toBe(422);
  expect(redirectOf((await signIn(community.newClient(), passkey, { counter: 10 })).answer)).toBe('/drafts');
});
