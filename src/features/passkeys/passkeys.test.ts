import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addIdentity } from '../identities/identities.ts';
import type { Lie } from './authenticator-for-tests.ts';
import { TestPasskey } from './authenticator-for-tests.ts';
import { listStoredPasskeys } from './passkeys.ts';
import { idsOf, newMember, origin, register, registerChallenge, rowsOf, signIn } from './visits-for-tests.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ environment: { BASE_URL: origin } });
});
afterAll(() => community.close());

test('a passkey is added, and signs in without a name and where one wanted to go', async () => {
  const member = await newMember(community);
  const { passkey, answer } = await register(member.client);
  expect(redirectOf(answer)).toBe('/settings/sign-in?done=passkey');
  expect(await member.client.page('/settings/sign-in')).toContain('My phone');
  const signedIn = await signIn(community.newClient(), passkey);
  expect(redirectOf(signedIn.answer)).toBe('/drafts');
  expect(await signedIn.client.page('/settings/account')).toContain(member.email);
});

test('authenticators know an account by random bytes, the same for all its passkeys', async () => {
  const [one, other] = [await newMember(community), await newMember(community)];
  const { user } = await registerChallenge(one.client);
  expect(Buffer.from(user.id, 'base64url')).toHaveLength(32);
  expect(Buffer.from(user.id, 'base64url').toString('hex')).not.toContain(
    one.accountId.replaceAll('-', '').slice(0, 8),
  );
  expect((await registerChallenge(one.client)).user.id).toBe(user.id);
  expect((await registerChallenge(other.client)).user.id).not.toBe(user.id);
});

test('an account has several, which it renames and removes; what is removed signs in no more', async () => {
  const { client } = await newMember(community);
  const [first, second] = [(await register(client)).passkey, (await register(client)).passkey];
  const [id = ''] = await idsOf(client);
  expect(redirectOf(await client.post(`/settings/passkeys/${id}`, { name: 'The  blue key' }))).toContain(
    'done=saved',
  );
  expect(await client.page('/settings/sign-in')).toContain('The blue key');
  for (const own of await idsOf(client)) await client.post(`/settings/passkeys/${own}/removal`);
  expect(await idsOf(client)).toEqual([]);
  expect((await signIn(community.newClient(), first)).answer.status).toBe(422);
  expect((await signIn(community.newClient(), second)).answer.status).toBe(422);
});

test('nobody else renames or removes it, and its name is in no row', async () => {
  const [{ client }, other] = [await newMember(community), await newMember(community)];
  const { passkey } = await register(client);
  const [id = ''] = await idsOf(client);
  await client.post(`/settings/passkeys/${id}`, { name: 'Tracer-4471' });
  expect((await other.client.post(`/settings/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
  expect((await other.client.post(`/settings/passkeys/${id}/removal`)).status).toBe(404);
  expect(redirectOf((await signIn(community.newClient(), passkey)).answer)).toBe('/drafts');
  expect(await rowsOf(community, 'passkeys')).not.toContain(Buffer.from('Tracer-4471').toString('hex'));
  expect(await client.page('/settings/sign-in')).toContain('Tracer-4471');
});

test('a session that did not begin just now adds and removes none', async () => {
  const { client } = await newMember(community);
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
  const [{ client }, other] = [await newMember(community), await newMember(community)];
  const fresh = client.cookies.get('__Host-fresh') ?? '';
  other.client.cookies.set('__Host-fresh', fresh);
  expect((await other.client.post('/settings/passkeys/challenge')).status).toBe(303);
  const [until = '', proof = ''] = fresh.split('.');
  client.cookies.set('__Host-fresh', `${Number(until) + 60_000}.${proof}`);
  expect((await client.post('/settings/passkeys/challenge')).status).toBe(303);
  client.cookies.set('__Host-fresh', fresh);
  expect((await client.post('/settings/passkeys/challenge')).status).toBe(200);
});

test('a credential that somebody has cannot be added by another, nor twice', async () => {
  const [one, other] = [await newMember(community), await newMember(community)];
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
  const { client } = await newMember(community);
  const { answer } = await register(client, new TestPasskey(origin), lie);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('id="field-name-error"');
  expect(await idsOf(client)).toEqual([]);
});

test('the last way to sign in stays, also when the last two are removed at once', async () => {
  const { client } = await newMember(community, null);
  await register(client);
  await register(client);
  const ids = await idsOf(client);
  expect(ids).toHaveLength(2);
  const removals = await Promise.all(ids.map((id) => client.post(`/settings/passkeys/${id}/removal`)));
  expect(removals.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([303, 403]);
  expect(await idsOf(client)).toEqual([]);
  expect(await client.page('/settings/sign-in')).toContain('Your only way in');
  const refusals = await Promise.all(ids.map((id) => client.post(`/settings/passkeys/${id}/removal`)));
  expect(refusals.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([403, 404]);
  expect(await client.page('/settings/sign-in')).toContain('My phone');
});

test('a linked account of a provider that is configured no more is no way in', async () => {
  const { accountId, client } = await newMember(community, null);
  await register(client);
  const { platform } = community;
  await addIdentity(platform, platform.db, { issuer: 'https://gone.example', subject: 's-1', accountId });
  const [only] = await listStoredPasskeys(platform.db, accountId);
  expect((await client.post(`/settings/passkeys/${only?.id}/removal`)).status).toBe(403);
  expect(await client.page('/settings/sign-in')).toContain('Your only way in');
});

test('a removal waits for one that has begun, and sees what is left then', async () => {
  const { accountId, client } = await newMember(community, null);
  await register(client);
  await register(client);
  const [first = '', second = ''] = await idsOf(client);
  const { pool } = community.platform.db;
  const other = await pool.connect();
  await other.query('begin');
  await other.query('delete from passkeys where id = $1', [first]);
  await other.query('select from accounts where id = $1 for update', [accountId]);
  const removal = client.post(`/settings/passkeys/${second}/removal`);
  const waits = async () => {
    const { rows } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };
  const answered = removal.then(() => true);
  while (!(await Promise.race([answered, waits()])));
  await other.query('commit');
  other.release();
  expect((await removal).status).toBe(403);
});

test.each(['', 'null', '[]', '{}', '{"id":{}}', '{"__proto__":{"id":"x"}}', 'x'.repeat(120_000)])(
  'a browser that answers %.20j gets the form again',
  async (response) => {
    expect((await community.newClient().post('/sign-in/passkey', { response })).status).toBe(422);
    const { client } = await newMember(community);
    expect((await client.post('/settings/passkeys', { name: 'x', response })).status).toBe(422);
  },
);

test('other sites neither get challenges nor send answers', async () => {
  const headers = { origin: 'https://evil.test' };
  const { client } = await newMember(community);
  for (const path of ['/sign-in/passkey/challenge', '/sign-in/passkey', '/settings/passkeys/challenge']) {
    expect((await client.post(path, {}, headers)).status).toBe(403);
  }
});

test('nobody has more than twenty', async () => {
  const { client } = await newMember(community);
  for (let count = 0; count < 20; count += 1) expect((await register(client)).answer.status).toBe(303);
  expect((await register(client)).answer.status).toBe(422);
});
