import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';
import type { Account, StoredAccount } from '../accounts/accounts.ts';
import { openAccount } from '../accounts/accounts.ts';

const day = 24 * 60 * 60 * 1000;
const lifetime = 60 * day;
const week = 7 * day;

const insertSession = statement<{ hash: Buffer; accountId: string; expiresAt: Date }, never>('insertSession')`
  insert into sessions (token_hash, account_id, expires_at) values (${'hash'}, ${'accountId'}, ${'expiresAt'})`;

/**
 * A new session; the token goes into the cookie and nowhere else. It ends at the end of a week, as those of
 * everybody do who signed in within the same one: the row must not tell who came just before something was posted.
 */
export async function beginSession(
  platform: Platform,
  accountId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret(platform.random);
  const expiresAt = new Date(Math.ceil((platform.clock.now().getTime() + lifetime) / week) * week);
  await insertSession(platform.db, { hash: hashSecret(token), accountId, expiresAt });
  return { token, expiresAt };
}

// Read only: a session that was touched by a request could be joined to what the request wrote.
const findByHash = statement<{ hash: Buffer; now: Date }, { account: StoredAccount }>('findSession')`
  select account_json(accounts) as account
  from sessions join accounts on accounts.id = sessions.account_id
  where token_hash = ${'hash'} and expires_at > ${'now'} and not accounts.suspended`;

export async function findSessionAccount(platform: Platform, token: string): Promise<Account | null> {
  const [row] = await findByHash(platform.db, { hash: hashSecret(token), now: platform.clock.now() });
  return row ? openAccount(platform, row.account) : null;
}

const deleteSession = statement<{ hash: Buffer }, never>('deleteSession')`
  delete from sessions where token_hash = ${'hash'}`;

export async function endSession(db: Queryable, token: string): Promise<void> {
  await deleteSession(db, { hash: hashSecret(token) });
}

const deleteSessions = statement<{ accountId: string; kept: Buffer | null }, never>('deleteSessions')`
  delete from sessions where account_id = ${'accountId'} and token_hash is distinct from ${'kept'}`;

/** Signs the account out in every browser, or in every other one than that of `keptToken`. */
export async function endAllSessions(db: Queryable, accountId: string, keptToken?: string): Promise<void> {
  await deleteSessions(db, { accountId, kept: keptToken === undefined ? null : hashSecret(keptToken) });
}

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredSessions')`
  delete from sessions where expires_at <= ${'now'}`;

export async function sweepSessions(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
