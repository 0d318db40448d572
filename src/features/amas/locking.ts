import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';

const lockFree = statement<{ amaId: string }, { id: string }>('lockFreeAma')`
  select threads.id from threads join amas on amas.thread_id = threads.id
  where threads.id = ${'amaId'} for update of threads skip locked`;

/** Locks the AMA's thread where nobody else has it; false where somebody has, who is not waited for. */
export async function lockIfFree(tx: Tx, amaId: string): Promise<boolean> {
  return (await lockFree(tx, { amaId })).length > 0;
}
