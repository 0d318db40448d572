import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Random } from '../../platform/random.ts';

const howMany = 10;
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 24;

/** 120 bits in groups of four, without letters that look alike. */
function newCode(random: Random): string {
  const code = Array.from(random.bytes(length), (byte) => letters[byte % letters.length]).join('');
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** However it was typed: with spaces, without hyphens, in small letters. */
function hashCode(typed: string): Buffer {
  return hashSecret(typed.slice(0, 100).toUpperCase().replaceAll(/[\s-]/g, ''));
}

const replaceCodes = statement<{ accountId: string; hashes: Buffer[] }, never>('replaceRecoveryCodes')`
  with earlier as (delete from recovery_codes where account_id = ${'accountId'})
  insert into recovery_codes (hash, account_id) select unnest(${'hashes'}::bytea[]), ${'accountId'}`;

/** Makes ten codes in place of those that were; what is returned is shown once and stored nowhere. */
export async function renewRecoveryCodes(
  { random }: Pick<Platform, 'random'>,
  db: Queryable,
  accountId: string,
): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => newCode(random));
  await replaceCodes(db, { accountId, hashes: codes.map(hashCode) });
  return codes;
}

const countCodes = statement<{ accountId: string }, { left: number }>('countRecoveryCodes')`
  select count(*) as left from recovery_codes where account_id = ${'accountId'}`;

export async function countRecoveryCodes(db: Queryable, accountId: string): Promise<number> {
  return one(await countCodes(db, { accountId })).left;
}

const deleteCode = statement<{ accountId: string; hash: Buffer }, { hash: Buffer }>('useRecoveryCode')`
  delete from recovery_codes where account_id = ${'accountId'} and hash = ${'hash'} returning hash`;

/** Uses up a recovery code of the account; true once a code. */
export async function useRecoveryCode(db: Queryable, accountId: string, code: string): Promise<boolean> {
  return (await deleteCode(db, { accountId, hash: hashCode(code) })).length === 1;
}
