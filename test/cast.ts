import type { Account, Role } from '../src/features/accounts/accounts.ts';
import { addAccount, findAccount } from '../src/features/accounts/accounts.ts';
import type { StatedCareer } from '../src/features/careers/careers.ts';
import { saveCareer } from '../src/features/careers/careers.ts';
import { saveProfile } from '../src/features/profiles/profiles.ts';
import { beginSession } from '../src/features/sessions/sessions.ts';
import type { Platform } from '../src/platform/platform.ts';

interface Part {
  role?: Role;
  career?: StatedCareer;
  profile?: { name: string; slug: string; title: string };
}

const senior: StatedCareer = {
  level: 'Senior',
  role: 'Software Engineer',
  company: 'Northwind',
  nativeLevel: 'L5',
};

/** Everybody who appears in tests. The colleague has the asker's job at the asker's company. */
export const cast = {
  asker: { career: senior },
  answerer: {
    career: { level: 'Staff', role: 'Backend Engineer', company: 'Fabrikam', nativeLevel: 'E6' },
    profile: { name: 'Ada Example', slug: 'ada-example', title: 'Staff Engineer at Fabrikam' },
  },
  colleague: { career: senior },
  moderator: { role: 'moderator' },
  admin: { role: 'admin' },
  /** Has stated nothing and posted nothing. */
  outsider: {},
} as const satisfies Record<string, Part>;

export type CastName = keyof typeof cast;

/** Writes an account straight into the database, `NAME@cairn.test`, and opens a session for it. */
export async function addMember(
  platform: Platform,
  name: string,
  part: Part = {},
): Promise<{ account: Account; sessionToken: string }> {
  const { db } = platform;
  const id = await addAccount(db, { email: `${name}@cairn.test`, role: part.role ?? 'member' });
  if (part.career) await saveCareer(platform, id, part.career);
  if (part.profile) await saveProfile(platform, id, { ...part.profile, bio: '', links: [] });
  const { token } = await beginSession(platform, id);
  const account = await findAccount(platform, id);
  if (!account) throw new Error(`${name} was not written`);
  return { account, sessionToken: token };
}
