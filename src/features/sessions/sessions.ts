import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId, newSecret } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/standing.ts';
import { openCaller } from '../accounts/standing.ts';
import { sealText } from '../accounts/sealed-text.ts';
import { nameBrowser } from './browser-name.ts';

const day = 24 * 60 * 60 * 1000;
const lifetime = 60 * day;
const week = 7 * day;

type NewSession = { hash: Buffer; id: string; accountId: string; browser: Buffer; expiresAt: Date };

const insertSession = statement<NewSession, never>('insertSession')`
  insert into sessions (token_hash, id, account_id, browser, expires_at)
  values (${'hash'}, ${'id'}, ${'accountId'}, ${'browser'}, ${'expiresAt'})`;

/**
 * A new session; the token goes into the cookie and nowhere else. It ends at the end of a week, as those of
 * everybody do who signed in within the same one: the row must not tell who came just before something was posted.
 */
export async function beginSession(
  platform: Platform,
  accountId: string,
  userAgent = '',
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret(platform.random);
  const id = newId(platform.random);
  const expiresAt = new Date(Math.ceil((platform.clock.now().getTime() + lifetime) / week) * week);
  const browser = sealText(platform.keys, 'session-browser', accountId, nameBrowser(userAgent));
  await insertSession(platform.db, { hash: hashSecret(token), id, accountId, browser, expiresAt });
  return { token, expiresAt };
}

// Read only: a session that was touched by a request could be joined to what the request wrote.
const findByHash = statement<{ hash: Buffer; now: Date }, Caller>('findSession')`
  select account_json(accounts) as account, (select max(version) from key_checks) as "keyVersion",
    exists (select from suspensions) as "someSuspended"
  from sessions join accounts on accounts.id = sessions.account_id
  where token_hash = ${'hash'} and expires_at > ${'now'}`;

export async function findSessionAccount(platform: Platform, token: string): Promise<Account | null> {
  const [row] = await findByHash(platform.db, { hash: hashSecret(token), now: platform.clock.now() });
  return row ? await openCaller(platform, row) : null;
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
