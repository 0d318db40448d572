import { onGrid } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';

const insertLock = statement<{ threadId: string; reason: string; at: Date }, object>('insertLock')`
  insert into locks (thread_id, reason, at) values (${'threadId'}, ${'reason'}, ${'at'})
  on conflict (thread_id) do nothing returning thread_id`;

const deleteLock = statement<{ threadId: string }, object>('deleteLock')`
  delete from locks where thread_id = ${'threadId'} returning thread_id`;

/**
 * A locked thread takes no answers, comments, edits and votes. False where it already was so.
 * `record` runs in the same transaction.
 */
export async function setLocked(
  platform: Platform,
  threadId: string,
  { locked, reason = '' }: { locked: boolean; reason?: string },
  record: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, threadId);
    const changed = locked
      ? await insertLock(tx, { threadId, reason, at: onGrid(platform.clock.now()) })
      : await deleteLock(tx, { threadId });
    if (changed.length === 0) return false;
    await record(tx);
    await publish(platform, tx, { threadId });
    return true;
  });
}
