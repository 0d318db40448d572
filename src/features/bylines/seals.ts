import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Opener } from '../../platform/opener.ts';

// The first and the last by id, which is a keyed hash: two that say nothing of time.
const findSeals = statement<object, { sealed: Buffer; threadId: string }>('findSeals')`
  (select sealed, thread_id as "threadId" from authors where sealed is not null order by id limit 1)
  union all
  (select sealed, thread_id from authors where sealed is not null order by id desc limit 1)`;

/** Whether masked authors can be opened with these keys; null where there are none. What is inside is not told. */
export async function matchSeals(db: Queryable, opener: Opener | null): Promise<boolean | null> {
  const seals = await findSeals(db, {});
  if (seals.length === 0) return null;
  return seals.every(({ sealed, threadId }) => opener?.canOpen('author', sealed, threadId) ?? false);
}
