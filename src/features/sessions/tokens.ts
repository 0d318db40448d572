import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';

/**
 * What a token is for, never anything else: a link to sign in, to sign up; the half of signing in that waits for a
 * second factor; the challenge of a new passkey, or of one that signs in.
 */
export type Purpose = 'sign-in' | 'sign-up' | 'second-factor' | 'passkey' | 'passkey-sign-in';

export interface Token {
  accountId: string | null;
  email: string | null;
  passwordHash: string | null;
  /** SHA-256 of the secret that the asking browser keeps. */
  browserHash: Buffer | null;
  /** With a second factor: the password is removed once it is given. */
  forgetsPassword: boolean;
}

export const linkLifetimeMinutes = 10;

/** When a link that is made now stops working. */
export function endOfLink({ clock }: Pick<Platform, 'clock'>, minutes = linkLifetimeMinutes): Date {
  return new Date(clock.now().getTime() + minutes * 60_000);
}

// The newest link is the only one: an older one of the same purpose goes in the same statement. Who has begun to
// sign in is not stopped by somebody who begins too.
const insertToken = statement<Token & { hash: Buffer; purpose: Purpose; expiresAt: Date }, never>(
  'insertToken',
)`
  with earlier as (
    delete from tokens
    where purpose = ${'purpose'} and purpose <> 'second-factor'
      and (account_id = ${'accountId'} or email = ${'email'})
  )
  insert into tokens (hash, purpose, account_id, email, password_hash, browser_hash, forgets_password, expires_at)
  values (
    ${'hash'}, ${'purpose'}, ${'accountId'}, ${'email'}, ${'passwordHash'}, ${'browserHash'},
    ${'forgetsPassword'}, ${'expiresAt'}
  )`;

/** A secret for one use and one purpose, short-lived; only its hash is stored. The one before it is void. */
export async function issueToken(
  platform: Platform,
  db: Queryable,
  purpose: Purpose,
  token: Partial<Token> & { minutes?: number },
): Promise<string> {
  const { accountId = null, email = null, passwordHash = null } = token;
  const { browserHash = null, forgetsPassword = false } = token;
  const secret = newSecret(platform.random);
  const expiresAt = endOfLink(platform, token.minutes);
  const hash = hashSecret(secret);
  const row = { hash, purpose, accountId, email, passwordHash, browserHash, forgetsPassword, expiresAt };
  await insertToken(db, row);
  return secret;
}

const takeToken = statement<{ hash: Buffer; purpose: Purpose; now: Date }, Token>('takeToken')`
  delete from tokens where hash = ${'hash'} and purpose = ${'purpose'} and expires_at > ${'now'}
  returning account_id as "accountId", email, password_hash as "passwordHash", browser_hash as "browserHash",
    forgets_password as "forgetsPassword"`;

/** Uses the token up; null when it is unknown, used, too old, or for something else. */
export async function redeemToken(
  platform: Platform,
  db: Queryable,
  purpose: Purpose,
  secret: string,
): Promise<Token | null> {
  const [token] = await takeToken(db, { hash: hashSecret(secret), purpose, now: platform.clock.now() });
  return token ?? null;
}

/** Whose link it is. */
export interface LinkHolder {
  email: string | null;
  hasPassword: boolean;
}

const findToken = statement<{ hash: Buffer; purpose: Purpose; now: Date }, LinkHolder>('findToken')`
  select coalesce(tokens.email, accounts.email) as email, accounts.password_hash is not null as "hasPassword"
  from tokens left join accounts on accounts.id = tokens.account_id
  where hash = ${'hash'} and purpose = ${'purpose'} and expires_at > ${'now'}`;

/** For the page that asks before a link is used; null when it cannot be used. Uses nothing up. */
export async function findLinkHolder(
  platform: Platform,
  purpose: Purpose,
  secret: string,
): Promise<LinkHolder | null> {
  const now = platform.clock.now();
  const [holder] = await findToken(platform.db, { hash: hashSecret(secret), purpose, now });
  return holder ?? null;
}

const findHolder = statement<{ hash: Buffer; purpose: Purpose; now: Date }, { accountId: string | null }>(
  'findTokenHolder',
)`
  select account_id as "accountId" from tokens
  where hash = ${'hash'} and purpose = ${'purpose'} and expires_at > ${'now'}`;

/** Whose token it is; null when it cannot be used. Uses nothing up. */
export async function findTokenHolder(
  platform: Platform,
  purpose: Purpose,
  secret: string,
): Promise<string | null> {
  const now = platform.clock.now();
  const [row] = await findHolder(platform.db, { hash: hashSecret(secret), purpose, now });
  return row?.accountId ?? null;
}

const deleteTokens = statement<{ accountId: string }, never>('deleteTokens')`
  with change as (delete from email_changes where account_id = ${'accountId'})
  delete from tokens where account_id = ${'accountId'}`;

/** Makes void what was sent before the account's password or address changed, a change of the address too. */
export async function voidTokens(db: Queryable, accountId: string): Promise<void> {
  await deleteTokens(db, { accountId });
}

const deleteSignUps = statement<{ email: string }, never>('deleteSignUpTokens')`
  delete from tokens where purpose = 'sign-up' and email = ${'email'}`;

/** Makes void what was asked for with an address, a password too, before somebody else has proven it. */
export async function voidSignUps(db: Queryable, email: string): Promise<void> {
  await deleteSignUps(db, { email });
}

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredTokens')`
  delete from tokens where expires_at <= ${'now'}`;

export async function sweepTokens(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
