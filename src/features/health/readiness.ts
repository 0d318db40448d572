import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';

const findMigrated = statement<object, { migrated: boolean }>('isReady')`
  select exists (select from migrations) as migrated`;

/** Throws where the database cannot be reached, or has no schema yet. */
export async function requireReady(db: Queryable): Promise<void> {
  await findMigrated(db, {});
}
