import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { requireWayIn } from '../accounts/ways-in.ts';
import type { ProviderAccount } from './providers.ts';

/** An account at a provider that signs in to an account here. */
export interface Identity {
  id: string;
  issuer: string;
}

type Named = Pick<ProviderAccount, 'issuer' | 'subject'>;

const selectAccount = statement<Named, { accountId: string }>('findIdentityAccount')`
  select account_id as "accountId" from identities where issuer = ${'issuer'} and subject = ${'subject'}`;

/** Whose account it signs in to, or null. */
export async function findIdentityAccount(db: Queryable, { issuer, subject }: Named): Promise<string | null> {
  const [row] = await selectAccount(db, { issuer, subject });
  return row?.accountId ?? null;
}

const insertIdentity = statement<Named & { id: string; accountId: string }, { id: string }>('insertIdentity')`
  insert into identities (id, issuer, subject, account_id)
  values (${'id'}, ${'issuer'}, ${'subject'}, ${'accountId'})
  on conflict do nothing returning id`;

/** False where it signs in elsewhere already, or where the account has another one of this issuer. */
export async function addIdentity(
  platform: Pick<Platform, 'random'>,
  db: Queryable,
  { issuer, subject, accountId }: Named & { accountId: string },
): Promise<boolean> {
  const rows = await insertIdentity(db, { id: newId(platform.random), issuer, subject, accountId });
  return rows.length === 1;
}

const selectIdentities = statement<{ accountId: string }, Identity>('listIdentities')`
  select id, issuer from identities where account_id = ${'accountId'} order by issuer, id`;

export async function listIdentities(db: Queryable, accountId: string): Promise<Identity[]> {
  return await selectIdentities(db, { accountId });
}

const deleteIdentity = statement<{ id: string; accountId: string }, { issuer: string }>('deleteIdentity')`
  delete from identities where id = ${'id'} and account_id = ${'accountId'} returning issuer`;

/**
 * From now on it signs in nowhere here; returns its issuer. Throws NotFound for one that is not the account's own,
 * Forbidden for the last way in.
 */
export async function removeIdentity(
  platform: Platform,
  { id, accountId }: { id: string; accountId: string },
): Promise<string> {
  return await platform.db.transaction(async (tx) => {
    const [removed] = await deleteIdentity(tx, { id, accountId });
    if (!removed) throw new NotFound('You have no such linked account.');
    await requireWayIn(platform, tx, accountId);
    return removed.issuer;
  });
}
