import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Edge } from '../../edge/context.ts';
import { Responder } from '../../edge/respond.tsx';
import { loadAccount } from '../../edge/session.ts';
import { TestClient, redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { identitiesRoutes } from './identities.routes.tsx';
import type { AddressProof } from './prove-address.ts';
import { depart, visit } from './visits-for-tests.ts';

const origin = 'http://cairn.test';
let provider: TestProvider;
let community: TestCommunity;
let app: Hono<Edge>;
let proofs: (AddressProof & { accountId: string })[];

beforeAll(async () => {
  provider = await openProvider({ origin, keys: ['WORK'] });
  community = await createTestCommunity({
    environment: { ...provider.settings('WORK'), OIDC_WORK_DOMAINS: 'northwind.example' },
  });
  const { platform } = community;
  const site = { communityName: 'Cairn', baseUrl: origin, assetUrl: (name: string) => name };
  app = new Hono<Edge>();
  app.use(loadAccount(platform));
  app.route(
    '/',
    identitiesRoutes(platform, new Responder(platform, site), {
      onAddressProven: (_, { id: accountId }, proof) => {
        proofs.push({ ...proof, accountId });
        return Promise.resolve('/settings/career?done=verified');
      },
    }),
  );
});

beforeEach(() => {
  proofs = [];
});

afterAll(async () => {
  await community.close();
  await provider.close();
});

const path = '/settings/career/proof/work';

function clientOf(name: 'asker' | 'outsider'): TestClient {
  const client = new TestClient(app, origin, '192.0.2.200');
  client.cookies.set('session', community[name].client.cookies.get('session') ?? '');
  return client;
}

async function everyRow(): Promise<string> {
  const { pool } = community.platform.db;
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = rows.map(async ({ name }) => {
    const found = await pool.query<{ row: string }>(`select t::text as row from ${name} as t`);
    return found.rows.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}

test('the address is handed on with the memo, and is neither stored, linked nor signed in with', async () => {
  provider.people.set('w-1', { email: 'Ada@Northwind.example', email_verified: true });
  const client = clientOf('asker');
  const session = client.cookies.get('session');
  const before = await everyRow();
  const response = await visit(client, path, { provider, subject: 'w-1', fields: { memo: 'company-7' } });
  expect(redirectOf(response)).toBe('/settings/career?done=verified');
  const accountId = community.asker.account.id;
  expect(proofs).toEqual([
    { email: 'ada@northwind.example', refusal: null, provider: 'work', memo: 'company-7', accountId },
  ]);
  expect(client.cookies.get('session')).toBe(session);
  expect(await everyRow()).toBe(before);
});

test.each([
  ['unproven', { email: 'ada@northwind.example', email_verified: 'true' }],
  ['elsewhere', { email: 'ada@fabrikam.example', email_verified: true }],
  ['missing', {}],
])('an address that is %s proves nothing', async (name, claims) => {
  provider.people.set(`w-${name}`, claims);
  const response = await visit(clientOf('asker'), path, { provider, subject: `w-${name}` });
  expect(response.status).toBe(303);
  expect(proofs).toMatchObject([{ email: null, memo: '' }]);
  expect(proofs[0]?.refusal).toMatch(/^Work .*\.$/);
});

test('only the session that asked is verified', async () => {
  provider.people.set('w-2', { email: 'ada@northwind.example', email_verified: true });
  const client = clientOf('asker');
  const back = await provider.signIn(await depart(client, path), 'w-2');
  client.cookies.set('session', clientOf('outsider').cookies.get('session') ?? '');
  expect((await client.get(back)).status).toBe(403);
  expect(proofs).toEqual([]);
});

test('signing in with the same provider proves no work address', async () => {
  provider.people.set('w-3', { email: 'ada@northwind.example', email_verified: true });
  await visit(new TestClient(app, origin, '192.0.2.201'), '/sign-in/with/work', { provider, subject: 'w-3' });
  expect(proofs).toEqual([]);
});
