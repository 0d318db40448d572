import type { Database, Queryable } from '../../platform/db.ts';
import { isDuplicate, one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Career } from '../careers/careers.ts';
import { openCareer } from '../careers/careers.ts';

export type Role = 'member' | 'moderator' | 'admin';

/** The signed-in account, as its own requests see it. Never part of a page for anyone else. */
export interface Account {
  id: string;
  email: string | null;
  role: Role;
  mailWanted: boolean;
  profile: { id: string; slug: string; name: string; title: string | null } | null;
  career: Career | null;
}

/** What `account_json()` gives: what is stated of the job is sealed, in hexadecimal. */
export type StoredAccount = Omit<Account, 'career'> & { career: string | null };

type Opener = Pick<Platform, 'db' | 'keys'>;

export function openAccount({ keys }: Pick<Platform, 'keys'>, stored: StoredAccount): Account {
  const { id, career } = stored;
  return { ...stored, career: career === null ? null : openCareer(keys, id, Buffer.from(career, 'hex')) };
}

const findById = statement<{ id: string }, { account: StoredAccount }>('findAccount')`
  select account_json(accounts) as account from accounts where id = ${'id'}`;

export async function findAccount(platform: Opener, id: string): Promise<Account | null> {
  const [row] = await findById(platform.db, { id });
  return row ? openAccount(platform, row.account) : null;
}

const findByEmail = statement<{ email: string }, { account: StoredAccount; passwordHash: string | null }>(
  'findAccountByEmail',
)`
  select account_json(accounts) as account, password_hash as "passwordHash" from accounts where email = ${'email'}`;

export async function findAccountByEmail(
  platform: Opener,
  email: string,
): Promise<{ account: Account; passwordHash: string | null } | null> {
  const [row] = await findByEmail(platform.db, { email });
  return row ? { ...row, account: openAccount(platform, row.account) } : null;
}

const insertAccount = statement<
  { email: string | null; passwordHash: string | null; role: Role },
  { id: string }
>('insertAccount')`
  insert into accounts (email, password_hash, role) values (${'email'}, ${'passwordHash'}, ${'role'})
  on conflict (email) do update set email = excluded.email
  returning id`;

/** The account of this address, made if there is none. The address must have been proven. */
export async function addAccount(
  db: Queryable,
  account: { email: string | null; passwordHash?: string | null; role?: Role },
): Promise<string> {
  const { email, passwordHash = null, role = 'member' } = account;
  return one(await insertAccount(db, { email, passwordHash, role })).id;
}

const updateRole = statement<{ id: string; role: Role }, never>('setAccountRole')`
  update accounts set role = ${'role'} where id = ${'id'}`;

export async function setRole(db: Queryable, id: string, role: Role): Promise<void> {
  await updateRole(db, { id, role });
}

const updatePassword = statement<{ id: string; passwordHash: string | null }, never>('setAccountPassword')`
  update accounts set password_hash = ${'passwordHash'} where id = ${'id'}`;

/** Null takes the password away: the account then signs in by link only. */
export async function setPassword(db: Queryable, id: string, passwordHash: string | null): Promise<void> {
  await updatePassword(db, { id, passwordHash });
}

const findHash = statement<{ id: string }, { passwordHash: string | null }>('findPasswordHash')`
  select password_hash as "passwordHash" from accounts where id = ${'id'}`;

/** Null where the account has no password: it signs in by link only. */
export async function findPasswordHash(db: Queryable, id: string): Promise<string | null> {
  const [row] = await findHash(db, { id });
  return row?.passwordHash ?? null;
}

const updateEmail = statement<{ id: string; email: string }, { id: string }>('setAccountEmail')`
  update accounts set email = ${'email'} where id = ${'id'} returning id`;

/** The address must have been proven. False where another account has it; so it takes no transaction. */
export async function setEmail(db: Database, id: string, email: string): Promise<boolean> {
  try {
    return (await updateEmail(db, { id, email })).length === 1;
  } catch (error) {
    if (isDuplicate(error, 'accounts_email_key')) return false;
    throw error;
  }
}

const updateMailWanted = statement<{ id: string; mailWanted: boolean }, never>('setMailWanted')`
  update accounts set mail_wanted = ${'mailWanted'} where id = ${'id'}`;

export async function setMailWanted(db: Queryable, id: string, mailWanted: boolean): Promise<void> {
  await updateMailWanted(db, { id, mailWanted });
}

export function isModerator(account: Account | null): boolean {
  return account !== null && account.role !== 'member';
}
