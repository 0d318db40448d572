import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { openText } from '../accounts/sealed-text.ts';

/** As its owner sees it: no address, and no time but the end, which many share. */
export interface ListedSession {
  id: string;
  /** "Firefox on Linux" */
  browser: string;
  /** The end of a week. */
  expiresAt: Date;
  /** The one that asks. */
  present: boolean;
}

type Row = Omit<ListedSession, 'browser' | 'present'> & { hash: Buffer; browser: Buffer | null };

const selectSessions = statement<{ accountId: string; now: Date }, Row>('listSessions')`
  select id, browser, expires_at as "expiresAt", token_hash as hash from sessions
  where account_id = ${'accountId'} and expires_at > ${'now'} order by expires_at desc, id`;

/** The present one first. */
export async function listSessions(
  { db, keys, clock }: Platform,
  accountId: string,
  token: string,
): Promise<ListedSession[]> {
  const present = hashSecret(token);
  const rows = await selectSessions(db, { accountId, now: clock.now() });
  const listed = rows.map(({ id, browser, expiresAt, hash }) => ({
    ...{ id, expiresAt, present: hash.equals(present) },
    browser: (browser && openText(keys, 'session-browser', accountId, browser)) || 'A browser',
  }));
  return listed.toSorted((one, other) => Number(other.present) - Number(one.present));
}

const deleteOwn = statement<{ id: string; accountId: string }, { id: string }>('endListedSession')`
  delete from sessions where id = ${'id'} and account_id = ${'accountId'} returning id`;

/** Signs out there. Throws NotFound for one that is not the account's own, or is over. */
export async function endListedSession(
  db: Queryable,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  const rows = await deleteOwn(db, { id, accountId });
  if (rows.length === 0) throw new NotFound('There is no such session any more.');
}
