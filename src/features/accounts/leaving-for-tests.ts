import type { TestClient } from '../../../test/client.ts';
import type { Member, TestCommunity } from '../../../test/community.ts';
import { answer, ask } from '../../../test/threads.ts';
import { saveCareer } from '../careers/careers.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { addIdentity } from '../identities/identities.ts';
import { saveProfile } from '../profiles/profiles.ts';
import { issueToken } from '../sessions/tokens.ts';
import { castVote } from '../votes/votes.ts';
import type { Account, Role } from './accounts.ts';
import { addAccount, findAccount } from './accounts.ts';
import { addApiToken } from './api-tokens.ts';

export const page = '/settings/deletion';
export const stay = { masked: 'stay', named: 'stay', sure: '1' };

/** A browser in which this account has just signed in. */
export async function signInFresh(community: TestCommunity, accountId: string): Promise<TestClient> {
  const { platform } = community;
  const client = community.newClient();
  const secret = await issueToken(platform, platform.db, 'sign-in', { accountId });
  const { status } = await client.post(`/sign-in/${secret}`);
  if (status !== 303) throw new Error(`signing in answered ${status}`);
  return client;
}

export type Leaver = Pick<Member, 'account' | 'client'> & { token: string };

/** Somebody with something of every kind. */
export async function newLeaver(
  community: TestCommunity,
  { email = 'leaver@example.com', role = 'member' }: { email?: string; role?: Role } = {},
): Promise<Leaver> {
  const { platform } = community;
  const id = await addAccount(platform.db, { email, role });
  await saveCareer(platform, id, { level: 'Principal', role: 'Falconer', company: null, nativeLevel: null });
  const name = { name: 'Lee Leaver', slug: 'lee-leaver', title: 'Falconer' };
  await saveProfile(platform, id, { ...name, bio: 'Hello.', links: [] });
  const token = await addApiToken(platform, id, 'Reader');
  await addIdentity(platform, platform.db, { issuer: 'https://id.example', subject: 's-1', accountId: id });
  const account = (await findAccount(platform, id)) as Account;
  const draft = { id: '', version: 0, kind: 'question', on: null, fields: { body: 'x' } } as const;
  await saveDraft(platform, account, draft);
  return { account, token, client: await signInFresh(community, id) };
}

type Thread = Awaited<ReturnType<typeof ask>>;

/** Masked in two threads, one of them another one’s, and under the name in a third. */
export async function postAll(
  { platform, asker }: TestCommunity,
  leaver: Pick<Member, 'account'>,
): Promise<{ own: Thread; others: Thread; third: Thread; namedId: string }> {
  const own = await ask(platform, leaver, { title: 'A question of who leaves later on' });
  const others = await ask(platform, asker, { title: 'A question of the asker, answered' });
  const third = await ask(platform, asker, { title: 'A question that is answered by name' });
  await answer(platform, leaver, { questionId: others.id });
  const namedId = await answer(platform, leaver, { questionId: third.id, byline: 'named' });
  await castVote(platform, leaver.account, { postId: others.id, value: 1 });
  return { own, others, third, namedId };
}

export async function rowsOf({ platform }: TestCommunity, table: string): Promise<string[]> {
  const { rows } = await platform.db.pool.query<{ row: string }>(`select t::text as row from ${table} as t`);
  return rows.map(({ row }) => row);
}
