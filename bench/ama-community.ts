import type { Account } from '../src/features/accounts/accounts.ts';
import { addAccount, findAccount } from '../src/features/accounts/accounts.ts';
import { askInAma } from '../src/features/amas/asking.ts';
import { saveCareer } from '../src/features/careers/careers.ts';
import { saveProfile } from '../src/features/profiles/profiles.ts';
import { beginSession } from '../src/features/sessions/sessions.ts';
import type { OpenPlatform } from '../src/platform/open.ts';

export interface AmaMember {
  account: Account;
  cookie: string;
  /** Asks under a name. */
  profile: boolean;
}

/** People who ask and vote, half of them under their names. */
export async function addAmaMembers(
  platform: OpenPlatform,
  count: number,
  called = 'ama',
): Promise<AmaMember[]> {
  const members: AmaMember[] = [];
  for (let number = 0; number < count; number += 1)
    members.push(await addAmaMember(platform, `bench-${called}-${number}`, number % 2 === 0));
  return members;
}

async function addAmaMember(platform: OpenPlatform, slug: string, profile: boolean): Promise<AmaMember> {
  const id = await addAccount(platform.db, { email: `${slug}@cairn.test`, role: 'member' });
  const company = { company: 'Northwind', nativeLevel: 'L5' };
  await saveCareer(platform, id, { level: 'Senior', role: 'Software Engineer', ...company });
  const person = { name: `Member ${slug}`, slug, title: 'Engineer' };
  if (profile) await saveProfile(platform, id, { ...person, bio: '', links: [] });
  const { token } = await beginSession(platform, id);
  const account = await findAccount(platform, id);
  if (!account) throw new Error('the account was not written');
  return { account, cookie: `session=${token}`, profile };
}

/** What was asked ahead of the hour; returns the ids. */
export async function askAhead(
  platform: OpenPlatform,
  amaId: string,
  askers: readonly AmaMember[],
): Promise<string[]> {
  const questions: string[] = [];
  for (const { account } of askers) {
    const body = 'How do you know that a reorg is coming, and what do you tell those who ask you?';
    questions.push(await askInAma(platform, account, { amaId, body, byline: 'named' }));
  }
  return questions;
}
