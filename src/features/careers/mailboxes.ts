import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { advisoryLocks } from '../../platform/advisory-locks.ts';
import type { VerifiedCompany } from './careers.ts';
import { changeCareer } from './careers.ts';
import type { WorkAddress } from './work-address.ts';
import { mailboxName } from './work-address.ts';
import { dropCode } from './work-code.ts';

/** What is kept of a work mailbox: hashes under every key, the newest first. */
export function mailboxHashes({ keys }: Pick<Platform, 'keys'>, address: WorkAddress): Buffer[] {
  return keys.macs('work-mailbox', [mailboxName(address)]);
}

const findTaken = statement<{ hashes: Buffer[] }, { hash: Buffer }>('findTakenMailboxes')`
  select hash from work_mailboxes where hash = any (${'hashes'}::bytea[])`;

/** Whether the mailbox has verified somebody else than whose career this is. */
export async function isMailboxTaken(
  db: Queryable,
  hashes: readonly Buffer[],
  own: VerifiedCompany | null,
): Promise<boolean> {
  const taken = await findTaken(db, { hashes: [...hashes] });
  return taken.some(({ hash }) => hash.toString('hex') !== own?.mailbox);
}

const takeLock = statement<{ lock: number }, never>('lockMailboxes')`
  select pg_advisory_xact_lock(${'lock'}::bigint)`;

const insertMailbox = statement<{ hash: Buffer }, never>('insertMailbox')`
  insert into work_mailboxes (hash) values (${'hash'})`;

const deleteMailboxes = statement<{ hashes: Buffer[] }, never>('deleteMailboxes')`
  delete from work_mailboxes where hash = any (${'hashes'}::bytea[])`;

/**
 * Takes the mailbox for who verifies with it now, and frees the one they had. False where another has it.
 * One at a time: under two keys the same mailbox has two hashes, and no constraint would see it.
 */
export async function claimMailbox(
  tx: Tx,
  hashes: readonly Buffer[],
  earlier: VerifiedCompany | null,
): Promise<boolean> {
  const [hash] = hashes;
  if (!hash) throw new Error('there is no key to hash with');
  await takeLock(tx, { lock: advisoryLocks.mailboxes });
  if (await isMailboxTaken(tx, hashes, earlier)) return false;
  if (earlier) await freeMailboxes(tx, [earlier]);
  await insertMailbox(tx, { hash });
  return true;
}

export async function freeMailboxes(tx: Queryable, earlier: readonly VerifiedCompany[]): Promise<void> {
  if (earlier.length === 0) return;
  await deleteMailboxes(tx, { hashes: earlier.map(({ mailbox }) => Buffer.from(mailbox, 'hex')) });
}

/** Before an account goes: its work mailbox may verify another one, and no code waits for it any more. */
export async function releaseMailbox(
  platform: Pick<Platform, 'keys' | 'slots'>,
  tx: Tx,
  accountId: string,
): Promise<void> {
  await changeCareer(platform, tx, { accountId, change: (career) => endVerification(tx, career) });
  await dropCode(platform, tx, accountId);
}

/** The career without what was verified; the mailbox is free again. */
export async function endVerification<Kept extends { verified: VerifiedCompany | null }>(
  tx: Queryable,
  career: Kept,
): Promise<Kept> {
  if (career.verified) await freeMailboxes(tx, [career.verified]);
  return { ...career, verified: null };
}
