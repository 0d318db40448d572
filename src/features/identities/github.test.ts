import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addAccount } from '../accounts/accounts.ts';
import type { FakeGitHub } from './github-for-tests.ts';
import { openFakeGitHub } from './github-for-tests.ts';
import { depart, isSignedIn, visit } from './visits-for-tests.ts';

let github: FakeGitHub;
let community: TestCommunity;

beforeAll(async () => {
  github = await openFakeGitHub({ id: 'our-client', secret: 'our-secret' });
  community = await createTestCommunity({
    environment: {
      GITHUB_URL: github.url,
      GITHUB_CLIENT_ID: 'our-client',
      GITHUB_CLIENT_SECRET: 'our-secret',
    },
  });
});

afterAll(async () => {
  await community.close();
  await github.close();
});

const toGitHub = '/sign-in/with/github';

async function enter(subject: string) {
  const client = community.newClient();
  const response = await visit(client, toGitHub, { provider: github, subject });
  return { client, response };
}

test('the primary address makes an account where GitHub has verified it; the number of the account finds it again', async () => {
  const other = { email: 'second@example.com', primary: false, verified: true };
  github.people.set('octo', {
    id: 4711,
    emails: [other, { email: 'Octo@Example.com', primary: true, verified: true }],
  });
  const first = await enter('octo');
  expect(redirectOf(first.response)).toBe('/welcome');
  expect(await first.client.page('/settings/account')).toContain('octo@example.com');

  github.people.set('renamed', {
    id: 4711,
    emails: [{ email: 'new@example.com', primary: true, verified: true }],
  });
  const second = await enter('renamed');
  expect(redirectOf(second.response)).toBe('/');
  expect(await second.client.page('/settings/account')).toContain('octo@example.com');
});

test.each([
  ['is not verified', [{ email: 'victim@example.com', primary: true, verified: false }]],
  [
    'is not verified, beside one that is',
    [
      { email: 'victim@example.com', primary: true, verified: false },
      { email: 'mine@example.com', primary: false, verified: true },
    ],
  ],
  ['is missing', []],
  ['is not marked', [{ email: 'victim@example.com', primary: false, verified: true }]],
])('a primary address that %s opens nobody’s account', async (_, emails) => {
  await addAccount(community.platform.db, { email: 'victim@example.com' });
  github.people.set('mallory', { id: 666, emails });
  const { client, response } = await enter('mallory');
  expect(response.status).toBe(403);
  expect(await isSignedIn(client)).toBe(false);
});

test('an account that is handed on under the same name is another one', async () => {
  github.people.set('name', { id: 1, emails: [{ email: 'one@example.com', primary: true, verified: true }] });
  expect(redirectOf((await enter('name')).response)).toBe('/welcome');
  github.people.set('name', {
    id: 2,
    emails: [{ email: 'one@example.com', primary: true, verified: false }],
  });
  expect((await enter('name')).response.status).toBe(403);
});

test('an answer that says a verified address in the wrong type is none', async () => {
  const emails = [{ email: 'typed@example.com', primary: true, verified: 'true' as unknown as boolean }];
  github.people.set('typed', { id: 3, emails });
  const { client, response } = await enter('typed');
  expect(response.status).toBe(503);
  expect(await isSignedIn(client)).toBe(false);
});

test('a code that somebody else has asked for is not taken', async () => {
  github.people.set('octo', { id: 4711, emails: [] });
  const [attacker, victim] = [community.newClient(), community.newClient()];
  const stolen = new URL(await github.signIn(await depart(attacker, toGitHub), 'octo'));
  const own = new URL(await depart(victim, toGitHub));
  stolen.searchParams.set('state', own.searchParams.get('state') ?? '');
  expect((await victim.get(stolen.href)).status).toBe(503);
  expect(await isSignedIn(victim)).toBe(false);
});

test('a GitHub that says nothing is given up', { timeout: 20_000 }, async () => {
  const client = community.newClient();
  const back = await github.signIn(await depart(client, toGitHub), 'octo');
  github.hang(true);
  const begun = performance.now();
  const response = await client.get(back);
  github.hang(false);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('GitHub can’t be reached');
  expect(performance.now() - begun).toBeLessThan(9000);
});
