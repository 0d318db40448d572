import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { addAccount } from '../accounts/accounts.ts';
import { issueToken } from '../sessions/tokens.ts';
import { depart, isSignedIn, visit } from './visits-for-tests.ts';

const origin = 'http://cairn.test';
let mailbox: Mailbox;
let north: TestProvider;
let community: TestCommunity;

beforeAll(async () => {
  [mailbox, north] = await Promise.all([openMailbox(), openProvider({ origin, keys: ['NORTH'] })]);
  community = await createTestCommunity({
    environment: { SMTP_URL: mailbox.url, ...north.settings('NORTH') },
  });
});

afterAll(async () => {
  await community.close();
  await Promise.all([mailbox.close(), north.close()]);
});

/** Somebody with an address, or without, who has signed in just now. */
async function newMember(email: string | null): Promise<{ id: string; client: TestClient }> {
  const { platform } = community;
  const id = await addAccount(platform.db, { email });
  const client = community.newClient();
  const secret = await issueToken(platform, platform.db, 'sign-in', { accountId: id });
  expect((await client.post(`/sign-in/${secret}`)).status).toBe(303);
  return { id, client };
}

const toLink = '/settings/identities/with/north';
const toSignIn = '/sign-in/with/north';
const link = async (client: TestClient, subject: string) =>
  await visit(client, toLink, { provider: north, subject });
const enter = async (client: TestClient, subject: string) =>
  await visit(client, toSignIn, { provider: north, subject });

async function idsOf(client: TestClient): Promise<string[]> {
  const page = await client.page('/settings/identities');
  return [...page.matchAll(/action="\/settings\/identities\/([^"/]{11})"/g)].map(([, id = '']) => id);
}

test('whoever is signed in links an account whose address is another one or unproven, signs in with it, and unlinks it', async () => {
  const { client } = await newMember('links@example.com');
  north.people.set('l-1', { email: 'private@example.org', email_verified: false });
  expect(redirectOf(await link(client, 'l-1'))).toBe('/settings/identities?done=linked');
  const told = mailbox.delivered.filter(({ to }) => to.includes('links@example.com'));
  expect(told.map(({ mail }) => mail.subject)).toEqual(['North now signs in to your account at Cairn']);

  const other = community.newClient();
  expect(redirectOf(await enter(other, 'l-1'))).toBe('/');
  expect(await other.page('/settings/account')).toContain('links@example.com');

  const [id = ''] = await idsOf(client);
  expect(redirectOf(await client.post(`/settings/identities/${id}`))).toBe(
    '/settings/identities?done=unlinked',
  );
  expect((await enter(community.newClient(), 'l-1')).status).toBe(403);
  expect((await client.post(`/settings/identities/${id}`)).status).toBe(404);
});

test('what signs in to somebody else’s account is not linked to a second one, nor a second one to the same', async () => {
  const [first, second] = [await newMember('first@example.com'), await newMember('second@example.com')];
  north.people.set('l-2', {});
  north.people.set('l-3', {});
  expect(redirectOf(await link(first.client, 'l-2'))).toContain('done=linked');
  const taken = await link(second.client, 'l-2');
  expect(taken.status).toBe(409);
  expect(await taken.text()).toContain('signs in to another account here');
  const already = await link(first.client, 'l-2');
  expect(already.status).toBe(409);
  expect(await already.text()).toContain('signs in to yours already');
  const another = await link(first.client, 'l-3');
  expect(another.status).toBe(409);
  expect(await another.text()).toContain('Unlink that one first');
  expect(await idsOf(second.client)).toEqual([]);
});

test('a link is for the session that asked for it', async () => {
  const [first, second] = [await newMember('asks@example.com'), await newMember('stands-in@example.com')];
  north.people.set('l-4', {});
  const back = await north.signIn(await depart(first.client, toLink), 'l-4');
  const session = second.client.cookies.get('session') ?? '';
  first.client.cookies.set('session', session);
  const response = await first.client.get(back);
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('signed in anew');
  expect(await idsOf(second.client)).toEqual([]);

  const third = await newMember('signs-out@example.com');
  const late = await north.signIn(await depart(third.client, toLink), 'l-4');
  third.client.cookies.delete('session');
  expect((await third.client.get(late)).status).toBe(403);
  expect(await isSignedIn(third.client)).toBe(false);
});

test('linking and unlinking ask who has not just signed in to do so again', async () => {
  const { client } = await newMember('stale@example.com');
  north.people.set('l-5', {});
  await link(client, 'l-5');
  const [id = ''] = await idsOf(client);
  community.clock.pass(16);
  for (const path of [toLink, `/settings/identities/${id}`]) {
    expect(redirectOf(await client.post(path))).toMatch(/^\/sign-in\?again=1/);
  }
  expect(await idsOf(client)).toEqual([id]);
});

test('nobody unlinks what is another one’s, nor without being signed in', async () => {
  const [owner, other] = [await newMember('owner@example.com'), await newMember('other@example.com')];
  north.people.set('l-6', {});
  await link(owner.client, 'l-6');
  const [id = ''] = await idsOf(owner.client);
  expect((await other.client.post(`/settings/identities/${id}`)).status).toBe(404);
  const stranger = community.newClient();
  expect((await stranger.post(`/settings/identities/${id}`)).status).toBe(401);
  expect((await stranger.post(toLink)).status).toBe(401);
  expect((await stranger.get('/settings/identities')).status).toBe(401);
  expect(await idsOf(owner.client)).toEqual([id]);
});

test('the last way in stays', async () => {
  const { id: accountId, client } = await newMember(null);
  north.people.set('l-7', {});
  await link(client, 'l-7');
  const [id = ''] = await idsOf(client);
  const refused = await client.post(`/settings/identities/${id}`);
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('only way into your account');
  expect(await idsOf(client)).toEqual([id]);
  await community.platform.db.pool.query("update accounts set email = 'way@example.com' where id = $1", [
    accountId,
  ]);
  expect(redirectOf(await client.post(`/settings/identities/${id}`))).toContain('done=unlinked');
});

test('a link that was mailed to the address goes on working beside a provider', async () => {
  north.people.set('l-8', { email: 'mail-too@example.com', email_verified: true });
  expect(redirectOf(await enter(community.newClient(), 'l-8'))).toBe('/welcome');
  const client = community.newClient();
  await client.post('/sign-in/link', { email: 'mail-too@example.com' });
  const mailed = linkIn(
    mailbox.delivered.findLast(({ to }) => to.includes('mail-too@example.com'))?.mail.text,
  );
  expect(redirectOf(await client.post(mailed.pathname))).toBe('/');
});
