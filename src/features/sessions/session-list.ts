import { NotFound } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { openText } from '../accounts/sealed-text.ts';
import { ownersOf } from './sessions.ts';

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

type Row = Omit<ListedSession, 'browser' | 'present'> & { hash: Buffer; browser: Buffer };

const selectSessions = statement<{ owners: Buffer[]; now: Date }, Row>('listSessions')`
  select id, browser, expires_at as "expiresAt", token_hash as hash from sessions
  where owner = any (${'owners'}::bytea[]) and expires_at > ${'now'} order by expires_at desc, id`;

/** The present one first. */
export async function listSessions(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  accountId: string,
  token: string,
): Promise<ListedSession[]> {
  const present = hashSecret(token);
  const { db, keys, clock } = platform;
  const rows = await selectSessions(db, { owners: ownersOf(platform, accountId), now: clock.now() });
  const listed = rows.map(({ id, browser, expiresAt, hash }) => ({
    ...{ id, expiresAt, present: hash.equals(present) },
    browser: openText(keys, 'session-browser', accountId, browser) ?? 'A browser',
  }));
  return listed.toSorted((one, other) => Number(other.present) - Number(one.present));
}

const deleteOwn = statement<{ id: string; owners: Buffer[] }, { id: string }>('endListedSession')`
  delete from sessions where id = ${'id'} and owner = any (${'owners'}::bytea[]) returning id`;

/** Signs out there. Throws NotFound for one that is not the account's own, or is over. */
export async function endListedSession(
  platform: Pick<Platform, 'db' | 'keys'>,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  const rows = await deleteOwn(platform.db, { id, owners: ownersOf(platform, accountId) });
  if (rows.length === 0) throw new NotFound('There is no such session any more.');
}
