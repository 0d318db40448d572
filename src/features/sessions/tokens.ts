import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';

type Purpose = 'sign-in' | 'sign-up';

export interface Token {
  accountId: string | null;
  email: string | null;
  passwordHash: string | null;
}

export const linkLifetimeMinutes = 15;

const insertToken = statement<Token & { hash: Buffer; purpose: Purpose; expiresAt: Date }, never>(
  'insertToken',
)`
  insert into tokens (hash, purpose, account_id, email, password_hash, expires_at)
  values (${'hash'}, ${'purpose'}, ${'accountId'}, ${'email'}, ${'passwordHash'}, ${'expiresAt'})`;

/** A secret for one use and one purpose, short-lived; only its hash is stored. */
export async function issueToken(
  platform: Platform,
  db: Queryable,
  purpose: Purpose,
  token: Partial<Token> & { minutes?: number },
): Promise<string> {
  const { accountId = null, email = null, passwordHash = null, minutes = linkLifetimeMinutes } = token;
  const secret = newSecret(platform.random);
  const expiresAt = new Date(platform.clock.now().getTime() + minutes * 60_000);
  await insertToken(db, { hash: hashSecret(secret), purpose, accountId, email, passwordHash, expiresAt });
  return secret;
}

const takeToken = statement<{ hash: Buffer; purpose: Purpose; now: Date }, Token>('takeToken')`
  delete from tokens where hash = ${'hash'} and purpose = ${'purpose'} and expires_at > ${'now'}
  returning account_id as "accountId", email, password_hash as "passwordHash"`;

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

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredTokens')`
  delete from tokens where expires_at <= ${'now'}`;

export async function sweepTokens(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
