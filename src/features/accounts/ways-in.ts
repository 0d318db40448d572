import { Conflict } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';

const lockAccount = statement<{ accountId: string }, never>('lockAccountWays')`
  select id from accounts where id = ${'accountId'} for update`;

const findWays = statement<{ accountId: string }, { open: boolean }>('findWaysIn')`
  select exists (
    select from accounts where id = ${'accountId'} and email is not null
    union all select from passkeys where account_id = ${'accountId'}
    union all select from identities where account_id = ${'accountId'}
  ) as open`;

/**
 * After a way to sign in was taken away, in the same transaction: throws Conflict where none is left. Two at once
 * wait for each other, so that together they don't take the last.
 */
export async function requireWayIn(tx: Tx, accountId: string): Promise<void> {
  await lockAccount(tx, { accountId });
  if (one(await findWays(tx, { accountId })).open) return;
  throw new Conflict(
    'That is your last way to sign in. Add an e-mail address or another way first, else nobody gets in any more.',
  );
}
