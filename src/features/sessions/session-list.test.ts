import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addAccount } from '../accounts/accounts.ts';
import { nameBrowser } from './browser-name.ts';
import { issueToken } from './tokens.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
});
afterAll(() => community.close());

const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phone =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';

async function signIn(accountId: string, userAgent: string): Promise<TestClient> {
  const { platform } = community;
  const client = community.newClient();
  const token = await issueToken(platform, platform.db, 'sign-in', { accountId });
  await client.post(`/sign-in/${token}`, {}, { 'user-agent': userAgent });
  return client;
}

const isSignedIn = async (client: TestClient) => (await client.get('/settings')).status === 200;

const newAccount = (email: string) => addAccount(community.platform.db, { email });

const actionsOf = (html: string) =>
  [...html.matchAll(/action="(\/settings\/sessions\/\w+)"/g)].map(([, action = '']) => action);

test.each([
  [linux, 'Firefox on Linux'],
  [phone, 'Chrome on Android'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome on ChromeOS',
  ],
  ['curl/8.5.0', 'A browser'],
  ['', 'A browser'],
  ['Firefox/'.repeat(100_000), 'Firefox'],
])('%.60s is %s', (userAgent, name) => expect(nameBrowser(userAgent)).toBe(name));

test('the list says which browser each is, and which is this one', async () => {
  const accountId = await newAccount('list@cairn.test');
  const client = await signIn(accountId, linux);
  await signIn(accountId, phone);
  const html = await client.page('/settings/sessions');
  expect(html).toMatch(/Firefox on Linux <span class="tag">this one<\/span>/);
  expect(html).toContain('Chrome on Android');
  expect(actionsOf(html)).toHaveLength(1);
});

test('one is signed out there, by its owner alone', async () => {
  const accountId = await newAccount('there@cairn.test');
  const [client, lost] = [await signIn(accountId, linux), await signIn(accountId, phone)];
  const [action = ''] = actionsOf(await client.page('/settings/sessions'));
  expect((await community.outsider.client.post(action)).status).toBe(404);
  expect((await community.newClient().post(action)).status).toBe(401);
  expect(await isSignedIn(lost)).toBe(true);
  expect(redirectOf(await client.post(action))).toBe('/settings/sessions?done=there');
  expect(await isSignedIn(lost)).toBe(false);
  expect(await isSignedIn(client)).toBe(true);
  expect((await client.post(action)).status).toBe(404);
});

test('no row says which browser somebody has, where it was, or when it signed in', async () => {
  const accountId = await newAccount('rows@cairn.test');
  const before = community.clock.now().toISOString().slice(0, 10);
  await signIn(accountId, linux);
  const { rows } = await community.platform.db.pool.query<{ row: string; browser: Buffer }>(
    'select t::text as row, browser from sessions as t where browser is not null',
  );
  for (const { row } of rows) {
    expect(row).not.toContain(Buffer.from('Firefox').toString('hex'));
    expect(row).not.toContain(before);
    expect(row).not.toContain('192.0.2');
  }
  expect(new Set(rows.map(({ browser }) => browser.length)).size).toBe(1);
});

test('a row of a session leads to its account with the cookie alone', async () => {
  const accountId = await newAccount('sealed@cairn.test');
  await signIn(accountId, linux);
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    'select sessions::text as row from sessions',
  );
  const all = rows.map(({ row }) => row).join();
  expect(all).not.toContain(accountId);
  expect(all).not.toContain(Buffer.from(accountId).toString('hex'));
});
