import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { addAccount } from '../accounts/accounts.ts';
import { depart, isSignedIn } from './visits-for-tests.ts';

const microsoft = 'https://login.microsoftonline.com';
const tenant = '8f2f3c1e-0f63-4d43-9a73-5a8d0b0c4c11';

let provider: TestProvider;
let community: TestCommunity;

// A real provider that signs as a tenant of Microsoft’s and is reached under its name, which is not to be had here.
// Its discovery document names no tenant, as that of the address for all of them does.
beforeAll(async () => {
  provider = await openProvider({
    ...{ origin: 'http://cairn.test', keys: ['MS'], outside: `${microsoft}/${tenant}/v2.0` },
  });
  const { fetch: reach } = globalThis;
  vi.stubGlobal('fetch', async (address: string, options: RequestInit = {}) => {
    const { origin, pathname, search } = new URL(address);
    if (origin !== microsoft) return await reach(address, options);
    const headers = {
      ...(options.headers as object),
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'login.microsoftonline.com',
    };
    if (!pathname.endsWith('/.well-known/openid-configuration')) {
      return await reach(provider.local + pathname + search, { ...options, headers });
    }
    const told = await (
      await reach(`${provider.local}/.well-known/openid-configuration`, { headers })
    ).json();
    return Response.json({
      ...(told as object),
      issuer: `${microsoft}/{tenantid}/v2.0`,
      authorization_response_iss_parameter_supported: false,
    });
  });
  community = await createTestCommunity({
    environment: { ...provider.settings('MS'), OIDC_MS_ISSUER: `${microsoft}/common/v2.0`, OIDC_MS_NAME: '' },
  });
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await community.close();
  await provider.close();
});

async function enter(subject: string) {
  const client = community.newClient();
  const away = new URL(await depart(client, '/sign-in/with/ms'));
  expect(away.searchParams.get('prompt')).toBe('select_account');
  // Microsoft asks then; the provider that stands in for it does not know the question.
  away.searchParams.delete('prompt');
  const back = new URL(await provider.signIn(away.href, subject));
  // Microsoft does not name itself in the address (RFC 9207).
  back.searchParams.delete('iss');
  return { client, response: await client.get(back.href) };
}

test('whoever the owner of the domain answers for makes an account, under the issuer of their tenant', async () => {
  provider.people.set('m-1', { email: 'ada@contoso.example', xms_edov: true, tid: tenant });
  const { client, response } = await enter('m-1');
  expect(redirectOf(response)).toBe('/welcome');
  expect(await client.page('/settings/identities')).toContain('Microsoft');
  const { rows } = await community.platform.db.pool.query('select issuer, subject from identities');
  expect(rows).toEqual([{ issuer: provider.issuer, subject: 'm-1' }]);
  expect(redirectOf((await enter('m-1')).response)).toBe('/');
});

test.each([
  ['its own word only', { email_verified: true }],
  ['nothing', {}],
  ['a number', { xms_edov: 1 }],
  ['no', { xms_edov: false }],
])('an address that stands in the account by %s opens nobody else’s', async (_, claims) => {
  await addAccount(community.platform.db, { email: 'victim@contoso.example' });
  provider.people.set('m-2', { email: 'victim@contoso.example', tid: tenant, ...claims });
  const { client, response } = await enter('m-2');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Microsoft knows an address of yours');
  expect(await isSignedIn(client)).toBe(false);
});

test('a token of a tenant that says it is another one is not taken', async () => {
  provider.people.set('m-3', {
    email: 'eve@contoso.example',
    xms_edov: true,
    tid: '11111111-0f63-4d43-9a73-5a8d0b0c4c11',
  });
  const { client, response } = await enter('m-3');
  expect(response.status).toBe(503);
  expect(await isSignedIn(client)).toBe(false);
});
