import { Forbidden } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { isIssuerOf, listProviders } from '../identities/providers.ts';

const lockAccount = statement<{ accountId: string }, never>('lockAccountWays')`
  select id from accounts where id = ${'accountId'} for update`;

const findWays = statement<{ accountId: string }, { ways: number; issuers: string[] }>('findWaysIn')`
  select (select count(*) from accounts where id = ${'accountId'} and email is not null)
    + (select count(*) from passkeys where account_id = ${'accountId'}) as ways,
    array(select issuer from identities where account_id = ${'accountId'}) as issuers`;

/**
 * An address takes links, so it is one; a password without an address is none, nor is an account at a provider
 * that nobody is sent to any more.
 */
export async function countWaysIn(
  { config }: Pick<Platform, 'config'>,
  db: Queryable,
  accountId: string,
): Promise<number> {
  const { ways, issuers } = one(await findWays(db, { accountId }));
  const providers = listProviders({ config });
  const open = issuers.filter((issuer) => providers.some((provider) => isIssuerOf(provider, issuer)));
  return ways + open.length;
}

/**
 * After a way to sign in was taken away, in the same transaction: throws Forbidden where none is left. Two at once
 * wait for each other, so that together they don't take the last.
 */
export async function requireWayIn(
  platform: Pick<Platform, 'config'>,
  tx: Tx,
  accountId: string,
): Promise<void> {
  await lockAccount(tx, { accountId });
  if ((await countWaysIn(platform, tx, accountId)) > 0) return;
  throw new Forbidden('This is the only way into your account. Add another one first, such as an address.');
}
