import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { OpenClass, Path } from './solver.ts';

/** A class of people at a company whose byline is open in this epoch. */
export interface BylineClass {
  path: Path;
  /** So many show it at least, in buckets. */
  atLeast: number;
  /** As the company is called now. */
  company: string;
}

interface ClassRow {
  company: string;
  role: string | null;
  level: string | null;
  nativeLevel: string | null;
  atLeast: number;
}

const selectClasses = statement<{ companyId: string }, ClassRow>('listOpenClasses')`
  select companies.name as company, role, level, native_level as "nativeLevel", at_least as "atLeast"
  from byline_classes join companies on companies.id = company_id where company_id = ${'companyId'}`;

/** The classes of a company that are open now, by `classKey`. */
export async function listOpenClasses(db: Queryable, companyId: string): Promise<BylineClass[]> {
  const rows = await selectClasses(db, { companyId });
  return rows.map(({ role, level, nativeLevel, atLeast, company }) => {
    const parts = [role, level, nativeLevel].filter((part) => part !== null);
    return { path: [companyId, ...parts], atLeast, company };
  });
}

const deleteClasses = statement<object, never>('deleteOpenClasses')`delete from byline_classes`;

const insertClasses = statement<{ classes: string }, never>('insertOpenClasses')`
  insert into byline_classes (company_id, role, level, native_level, at_least)
  select path ->> 0, path ->> 1, path ->> 2, path ->> 3, at_least
  from jsonb_to_recordset(${'classes'}) as open (path jsonb, at_least integer)
  where exists (select from companies where companies.id = path ->> 0)`;

/** From now on these are open, and no others. */
export async function replaceOpenClasses(tx: Tx, open: readonly OpenClass[], k: number): Promise<void> {
  await deleteClasses(tx, {});
  const classes = open.map(({ path, members }) => ({ path, at_least: bucketOf(members, k) }));
  await insertClasses(tx, { classes: JSON.stringify(classes) });
}

/** The largest of k, 25, 50, 100 and 250 that is not above the number. */
function bucketOf(members: number, k: number): number {
  return Math.max(...[k, 25, 50, 100, 250].filter((bucket) => bucket <= Math.max(members, k)));
}
