import type { TestClient } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { addAccount } from '../accounts/accounts.ts';
import { issueToken } from '../sessions/tokens.ts';
import type { Lie } from './authenticator-for-tests.ts';
import { TestPasskey } from './authenticator-for-tests.ts';

export const origin = 'https://cairn.test';

type Challenge = { challenge: string; user: { id: string }; rpId: string };

let members = 0;

/** Somebody who has signed in just now. */
export async function newMember(
  community: TestCommunity,
  email: string | null = `member${(members += 1)}@cairn.test`,
): Promise<{ accountId: string; email: string | null; client: TestClient }> {
  const { platform } = community;
  const accountId = await addAccount(platform.db, { email });
  const client = community.newClient();
  const token = await issueToken(platform, platform.db, 'sign-in', { accountId });
  await client.post(`/sign-in/${token}`);
  return { accountId, email, client };
}

async function challengeOf(client: TestClient, path: string): Promise<Challenge> {
  const response = await client.post(path);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Challenge;
}

export const registerChallenge = (client: TestClient): Promise<Challenge> =>
  challengeOf(client, '/settings/passkeys/challenge');

export const signInChallenge = (client: TestClient): Promise<Challenge> =>
  challengeOf(client, '/sign-in/passkey/challenge');

/** Makes a passkey and sends it, as the settings' page does. */
export async function register(
  client: TestClient,
  passkey: TestPasskey = new TestPasskey(origin),
  lie: Lie = {},
): Promise<{ passkey: TestPasskey; answer: Response }> {
  const response = passkey.make(await registerChallenge(client), lie);
  return { passkey, answer: await client.post('/settings/passkeys', { name: 'My phone', response }) };
}

/** Uses one, as the sign-in page does. */
export async function signIn(
  client: TestClient,
  passkey: TestPasskey,
  lie: Lie = {},
): Promise<{ client: TestClient; response: string; answer: Response }> {
  const response = passkey.use(await signInChallenge(client), lie);
  return { client, response, answer: await client.post('/sign-in/passkey', { response, to: '/drafts' }) };
}

/** As they are in the list of one's passkeys. */
export async function idsOf(client: TestClient): Promise<string[]> {
  const html = await client.page('/settings/sign-in');
  return [...html.matchAll(/action="\/settings\/passkeys\/(\w+)\/removal"/g)].map(([, id = '']) => id);
}

/** Every row of a table as text. */
export async function rowsOf({ platform }: TestCommunity, table: string): Promise<string> {
  const { rows } = await platform.db.pool.query<{ row: string }>(`select t::text as row from ${table} as t`);
  return rows.map(({ row }) => row).join('\n');
}
