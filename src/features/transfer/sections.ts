import type { Statement, Tx } from '../../platform/db.ts';
import type { RecordType } from './records.ts';

/** A line of an export; keys stand in the order in which they are written, `undefined` is left out. */
export type ExportedRecord = { type: RecordType } & Record<string, unknown>;

/** The records of a type in their order, a page at a time. */
export type Section = (tx: Tx) => AsyncGenerator<ExportedRecord>;

const page = 100;

/**
 * All rows of a statement, a page at a time, through a cursor: one pass, whatever plan is chosen, where
 * keyset pages would each begin anew. `values` are its parameters in the order of their first use.
 */
export async function* listAll<Params, Row>(
  find: Statement<Params, Row>,
  tx: Tx,
  values: string[] = [],
): AsyncGenerator<Row> {
  const cursor = `cursor_${find.statementName}`;
  await tx.client.query(`declare ${cursor} no scroll cursor for ${find.text}`, values);
  for (;;) {
    const { rows } = await tx.client.query(`fetch ${page} from ${cursor}`);
    yield* rows as Row[];
    if (rows.length < page) break;
  }
  await tx.client.query(`close ${cursor}`);
}

/** What is empty is left out. */
export function left<Value extends string | readonly unknown[]>(value: Value | null): Value | undefined {
  return value === null || value.length === 0 ? undefined : value;
}

/** ISO 8601 in UTC, without milliseconds where there are none. */
export function printTime(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}
