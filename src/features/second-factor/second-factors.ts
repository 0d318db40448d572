import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { claimCode, findStep, isAppCode } from './app-codes.ts';
import { useRecoveryCode } from './recovery-codes.ts';

const findSealed = statement<{ accountId: string }, { sealed: Buffer }>('findSecondFactor')`
  select sealed from second_factors where account_id = ${'accountId'}`;

export async function hasSecondFactor(db: Queryable, accountId: string): Promise<boolean> {
  return (await findSealed(db, { accountId })).length > 0;
}

const upsertSealed = statement<{ accountId: string; sealed: Buffer }, never>('saveSecondFactor')`
  insert into second_factors (account_id, sealed) values (${'accountId'}, ${'sealed'})
  on conflict (account_id) do update set sealed = excluded.sealed`;

/** From now on the account signs in with codes of this secret too. */
export async function saveSecondFactor(
  { keys }: Pick<Platform, 'keys'>,
  db: Queryable,
  { accountId, secret }: { accountId: string; secret: Buffer },
): Promise<void> {
  await upsertSealed(db, { accountId, sealed: keys.seal('totp', secret, accountId) });
}

const deleteSealed = statement<{ accountId: string }, never>('deleteSecondFactor')`
  with codes as (delete from recovery_codes where account_id = ${'accountId'})
  delete from second_factors where account_id = ${'accountId'}`;

/** Its recovery codes go with it. */
export async function removeSecondFactor(db: Queryable, accountId: string): Promise<void> {
  await deleteSealed(db, { accountId });
}

/** Uses up a code of the account's app, or one of its recovery codes; true once a code. */
export async function useSecondFactor(platform: Platform, accountId: string, code: string): Promise<boolean> {
  if (!isAppCode(code)) return await useRecoveryCode(platform.db, accountId, code);
  const [row] = await findSealed(platform.db, { accountId });
  const secret = row && openSecret(platform, accountId, row.sealed);
  const step = secret ? findStep(platform.clock, secret, code) : null;
  return step !== null && (await claimCode(platform, accountId, step));
}

/** Null where the key that sealed it is gone: then a recovery code or a passkey gets in. */
function openSecret({ keys, log }: Platform, accountId: string, sealed: Buffer): Buffer | null {
  try {
    return keys.open('totp', sealed, accountId);
  } catch (error) {
    log.error({ error: describeError(error) }, 'a second factor cannot be opened');
    return null;
  }
}
