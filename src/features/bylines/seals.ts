import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Keys } from '../../platform/keys.ts';

// The first and the last by id, which is a keyed hash: two that say nothing of time.
const findSeals = statement<object, { sealed: Buffer; threadId: string }>('findSeals')`
  (select sealed, thread_id as "threadId" from authors where sealed is not null order by id limit 1)
  union all
  (select sealed, thread_id from authors where sealed is not null order by id desc limit 1)`;

/** Whether masked authors were sealed with these keys; null where there are none. What is inside is not looked at. */
export async function matchSeals(db: Queryable, keys: Keys | null): Promise<boolean | null> {
  const seals = await findSeals(db, {});
  if (seals.length === 0) return null;
  return seals.every(({ sealed, threadId }) => {
    try {
      return keys !== null && keys.open('author', sealed, threadId).length > 0;
    } catch {
      return false;
    }
  });
}
