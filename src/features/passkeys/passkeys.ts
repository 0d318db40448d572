import { z } from 'zod';
import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { openText, sealText } from '../accounts/sealed-text.ts';
import { requireWayIn } from '../accounts/ways-in.ts';

/** As its owner sees it. Without when it was last used: that would tell when the account was here. */
export interface Passkey {
  id: string;
  name: string;
}

export const mostPasskeys = 20;

export const passkeyNameField = textField({ min: 1, max: 60, what: 'The name' }).transform(oneLine);

export const passkeyNameSchema = z.strictObject({ name: passkeyNameField });

export interface StoredPasskey {
  id: string;
  credentialId: Buffer;
  accountId: string;
  publicKey: Buffer;
  counter: number;
  name: Buffer;
}

const selectPasskeys = statement<{ accountId: string }, StoredPasskey>('listPasskeys')`
  select id, credential_id as "credentialId", account_id as "accountId", public_key as "publicKey", counter, name
  from passkeys where account_id = ${'accountId'} order by id`;

export async function listStoredPasskeys(db: Queryable, accountId: string): Promise<StoredPasskey[]> {
  return await selectPasskeys(db, { accountId });
}

export async function listPasskeys({ db, keys }: Platform, accountId: string): Promise<Passkey[]> {
  const rows = await selectPasskeys(db, { accountId });
  const named = rows.map(({ id, name }) => ({
    id,
    name: openText(keys, 'passkey-name', accountId, name) ?? 'A passkey',
  }));
  return named.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

const insertPasskey = statement<StoredPasskey & { most: number }, { id: string }>('insertPasskey')`
  insert into passkeys (id, credential_id, account_id, public_key, counter, name)
  select ${'id'}, ${'credentialId'}, ${'accountId'}, ${'publicKey'}, ${'counter'}, ${'name'}
  where (select count(*) from passkeys where account_id = ${'accountId'}) < ${'most'}
  on conflict (credential_id) do nothing
  returning id`;

/** False where somebody, perhaps this account, has the credential already, or has too many. */
export async function addPasskey(
  { keys, db }: Platform,
  { name, ...passkey }: Omit<StoredPasskey, 'name'> & { name: string },
): Promise<boolean> {
  const sealed = sealText(keys, 'passkey-name', passkey.accountId, name);
  return (await insertPasskey(db, { ...passkey, name: sealed, most: mostPasskeys })).length === 1;
}

type Own = { id: string; accountId: string };

const updateName = statement<Own & { name: Buffer }, { id: string }>('renamePasskey')`
  update passkeys set name = ${'name'} where id = ${'id'} and account_id = ${'accountId'} returning id`;

/** Throws NotFound for one that is not the account's own. */
export async function renamePasskey({ keys, db }: Platform, own: Own, name: string): Promise<void> {
  const sealed = sealText(keys, 'passkey-name', own.accountId, name);
  requireRow(await updateName(db, { ...own, name: sealed }));
}

const deletePasskey = statement<Own, { id: string }>('removePasskey')`
  delete from passkeys where id = ${'id'} and account_id = ${'accountId'} returning id`;

/** Throws NotFound for one that is not the account's own, Forbidden where nobody could sign in without it. */
export async function removePasskey(platform: Platform, own: Own): Promise<void> {
  await platform.db.transaction(async (tx) => {
    requireRow(await deletePasskey(tx, own));
    await requireWayIn(platform, tx, own.accountId);
  });
}

function requireRow(rows: unknown[]): void {
  if (rows.length === 0) throw new NotFound('You have no such passkey.');
}
