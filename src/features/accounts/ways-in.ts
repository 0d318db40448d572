import { Forbidden } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';

const lockAccount = statement<{ accountId: string }, never>('lockAccountWays')`
  select id from accounts where id = ${'accountId'} for update`;

const countWays = statement<{ accountId: string }, { ways: number }>('countWaysIn')`
  select (select count(*) from accounts where id = ${'accountId'} and email is not null)
    + (select count(*) from passkeys where account_id = ${'accountId'})
    + (select count(*) from identities where account_id = ${'accountId'}) as ways`;

/** An address takes links, so it is one; a password without an address is none. */
export async function countWaysIn(db: Queryable, accountId: string): Promise<number> {
  return one(await countWays(db, { accountId })).ways;
}

/**
 * After a way to sign in was taken away, in the same transaction: throws Forbidden where none is left. Two at once
 * wait for each other, so that together they don't take the last.
 */
export async function requireWayIn(tx: Tx, accountId: string): Promise<void> {
  await lockAccount(tx, { accountId });
  if ((await countWaysIn(tx, accountId)) > 0) return;
  throw new Forbidden('This is the only way into your account. Add another one first, such as an address.');
}
