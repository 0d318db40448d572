import { createHash } from 'node:crypto';
import { Forbidden } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { isDuplicate, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account, StoredAccount } from './accounts.ts';
import { openAccount } from './accounts.ts';

/**
 * So many suspensions of one account can hold at once. Each has a key of its own, so that no two rows show that
 * they mean the same account; whether one holds is found by computing all of them. Many, so that a key that was
 * drawn once hardly comes again: an older backup has the row that it stood in.
 */
const most = 256;

const keyLength = 16;

/** Drawn out of one secret of the account (SHAKE256), for each version of the keys, newest first. */
function standingKeys({ keys }: Pick<Platform, 'keys'>, accountId: string): Buffer[] {
  return keys.macs('standing', [accountId]).flatMap((secret) => {
    const drawn = createHash('shake256', { outputLength: most * keyLength })
      .update(secret)
      .digest();
    return Array.from({ length: most }, (_, number) =>
      drawn.subarray(number * keyLength, (number + 1) * keyLength),
    );
  });
}

const findHolding = statement<{ keys: Buffer[]; now: Date }, { holds: boolean }>('findSuspension')`
  select exists (
    select from suspensions where standing_key = any (${'keys'}::bytea[]) and (until is null or until > ${'now'})
  ) as holds`;

/** People who keep order are not suspended: what happens to them would tell the others which post was theirs. */
export async function isSuspended(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  { id, role }: Pick<Account, 'id' | 'role'>,
): Promise<boolean> {
  if (role !== 'member') return false;
  const keys = standingKeys(platform, id);
  const [row] = await findHolding(platform.db, { keys, now: platform.clock.now() });
  return row?.holds ?? false;
}

/** The same among keys of suspensions that hold, as hexadecimal, for who asks about many accounts at once. */
export function holdsAmong(
  platform: Pick<Platform, 'keys'>,
  { id, role }: Pick<Account, 'id' | 'role'>,
  held: ReadonlySet<string>,
): boolean {
  return role === 'member' && standingKeys(platform, id).some((key) => held.has(key.toString('hex')));
}

/** The account that a session or a token stands for, and what is asked in the same breath. */
export interface Caller {
  account: StoredAccount;
  /** Of the newest keys that anybody writes with. */
  keyVersion: number | null;
  someSuspended: boolean;
}

/**
 * Null where the account is suspended. Throws Unavailable in a process that lacks the newest keys: what it
 * wrote would belong to nobody, and what others wrote it could not find.
 */
export async function openCaller(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  { account, keyVersion, someSuspended }: Caller,
): Promise<Account | null> {
  platform.keys.requireVersion(keyVersion ?? 0);
  const opened = openAccount(platform, account);
  return someSuspended && (await isSuspended(platform, opened)) ? null : opened;
}

/** Throws for an account that is gone or suspended: what every way to sign in asks before it lets in. */
export async function requireActive(platform: Platform, account: Account | null): Promise<void> {
  if (account && !(await isSuspended(platform, account))) return;
  throw new Forbidden(
    'This account is suspended. Write to the people who run this site if it should not be.',
  );
}

const putKey = statement<{ postId: string; key: Buffer }, never>('putStandingKey')`
  update suspensions set standing_key = ${'key'} where post_id = ${'postId'} and standing_key is null`;

/**
 * Lets the suspension that stands on the post hold for this account, or for nobody, where the post's author has
 * none: the row is then as full of bytes as any other.
 */
export async function holdSuspension(
  platform: Pick<Platform, 'keys' | 'random'>,
  db: Queryable,
  { postId, accountId }: { postId: string; accountId: string | null },
): Promise<void> {
  const nobody = platform.keys.mac('nobody', [postId]);
  const own = accountId === null ? [] : standingKeys(platform, accountId).slice(0, most);
  const first = platform.random.integer(most);
  for (const key of [...own.slice(first), ...own.slice(0, first), nobody]) {
    try {
      return void (await putKey(db, { postId, key }));
    } catch (error) {
      if (!isDuplicate(error, 'suspensions_standing_key_key')) throw error;
    }
  }
}
