import type { TestClient } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { addAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { issueToken } from '../sessions/tokens.ts';
import { codeOf, keyOn, recoveryCodesOn } from './app-for-tests.ts';

export const password = 'correct horse battery';

interface Member {
  accountId: string;
  email: string;
  /** Has signed in just now. */
  client: TestClient;
}

type Begun = { client: TestClient; answer: Response };

/** People with a password and an app, and how they sign in. */
export class GuardedMembers {
  readonly #community: TestCommunity;
  readonly #passwordHash = hashPassword(password);
  #count = 0;

  constructor(community: TestCommunity) {
    this.#community = community;
  }

  /** One who has no app yet. */
  async addPlain(): Promise<Member> {
    const email = `second${(this.#count += 1)}@cairn.test`;
    const passwordHash = await this.#passwordHash;
    const accountId = await addAccount(this.#community.platform.db, { email, passwordHash });
    return { accountId, email, client: (await this.openLink(accountId)).client };
  }

  /** One who has; time has moved on since it was set up. */
  async add(): Promise<Member & { key: string; recoveryCodes: string[] }> {
    const member = await this.addPlain();
    const { key, sealed } = keyOn(await member.client.page('/settings/second-factor/new'));
    const on = await member.client.post('/settings/second-factor', { sealed, code: this.codeNow(key) });
    const recoveryCodes = recoveryCodesOn(await on.text());
    this.#community.clock.pass(1);
    return { ...member, key, recoveryCodes };
  }

  /** What the app shows, some minutes off. */
  codeNow(key: string, minutes = 0): string {
    return codeOf(key, new Date(this.#community.clock.now().getTime() + minutes * 60_000));
  }

  async openLink(accountId: string, fields: Record<string, string> = {}): Promise<Begun> {
    const { platform } = this.#community;
    const client = this.#community.newClient();
    const token = await issueToken(platform, platform.db, 'sign-in', { accountId });
    return { client, answer: await client.post(`/sign-in/${token}`, fields) };
  }

  /** With the password, in a browser of its own. */
  async begin(email: string): Promise<Begun> {
    const client = this.#community.newClient();
    return { client, answer: await client.post('/sign-in', { email, password, to: '/drafts' }) };
  }
}

export async function giveCode(
  client: TestClient,
  code: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  return await client.post('/sign-in/second-factor', { code, ...fields });
}

export async function isSignedIn(client: TestClient): Promise<boolean> {
  return (await client.get('/settings')).status === 200;
}
