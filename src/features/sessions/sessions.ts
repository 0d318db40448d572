import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId, newSecret } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/standing.ts';
import { openCaller } from '../accounts/standing.ts';
import { openUnder, sealUnder } from '../../platform/secret-seals.ts';
import { sealText } from '../accounts/sealed-text.ts';
import { nameBrowser } from './browser-name.ts';

const day = 24 * 60 * 60 * 1000;
const lifetime = 60 * day;
const week = 7 * day;

type NewSession = {
  hash: Buffer;
  id: string;
  owner: Buffer;
  sealed: Buffer;
  browser: Buffer;
  expiresAt: Date;
};

const insertSession = statement<NewSession, never>('insertSession')`
  insert into sessions (token_hash, id, owner, sealed, browser, expires_at)
  values (${'hash'}, ${'id'}, ${'owner'}, ${'sealed'}, ${'browser'}, ${'expiresAt'})`;

/**
 * A new session; the token goes into the cookie and nowhere else, and only with it can the row be led back to the
 * account. It ends at the end of a week, as those of everybody do who signed in within the same one.
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
  const owner = ownersOf(platform, accountId)[0] ?? Buffer.alloc(0);
  const sealed = sealUnder(token, 'session', Buffer.from(accountId));
  const hash = hashSecret(token);
  await insertSession(platform.db, { hash, id, owner, sealed, browser, expiresAt });
  return { token, expiresAt };
}

// Read only: a session that was touched by a request could be joined to what the request wrote.
const findByHash = statement<{ hash: Buffer; now: Date }, { sealed: Buffer; owner: Buffer }>('findSession')`
  select sealed, owner from sessions where token_hash = ${'hash'} and expires_at > ${'now'}`;

const findSigned = statement<{ id: string }, Caller>('findSessionAccount')`
  select account_json(accounts) as account, (select max(version) from key_checks) as "keyVersion",
    exists (select from suspensions) as "someSuspended"
  from accounts where id = ${'id'}`;

/** Null too for one from before the keys were lost: its account could neither see it in a list nor end it. */
export async function findSessionAccount(platform: Platform, token: string): Promise<Account | null> {
  const { db, clock } = platform;
  const [session] = await findByHash(db, { hash: hashSecret(token), now: clock.now() });
  if (!session) return null;
  const id = openUnder(token, 'session', session.sealed).toString();
  if (!ownersOf(platform, id).some((owner) => owner.equals(session.owner))) return null;
  const [row] = await findSigned(db, { id });
  return row ? await openCaller(platform, row) : null;
}

const deleteSession = statement<{ hash: Buffer }, never>('deleteSession')`
  delete from sessions where token_hash = ${'hash'}`;

export async function endSession(db: Queryable, token: string): Promise<void> {
  await deleteSession(db, { hash: hashSecret(token) });
}

/** What the account's sessions are found by: one for each version of the keys, the newest first. */
export function ownersOf({ keys }: Pick<Platform, 'keys'>, accountId: string): Buffer[] {
  return keys.macs('session-owner', [accountId]);
}

const deleteSessions = statement<{ owners: Buffer[]; kept: Buffer | null }, never>('deleteSessions')`
  delete from sessions where owner = any (${'owners'}::bytea[]) and token_hash is distinct from ${'kept'}`;

/** Signs the account out in every browser, or in every other one than that of `keptToken`. */
export async function endAllSessions(
  platform: Pick<Platform, 'keys'>,
  db: Queryable,
  accountId: string,
  keptToken?: string,
): Promise<void> {
  const owners = ownersOf(platform, accountId);
  await deleteSessions(db, { owners, kept: keptToken === undefined ? null : hashSecret(keptToken) });
}

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredSessions')`
  delete from sessions where expires_at <= ${'now'}`;

export async function sweepSessions(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
