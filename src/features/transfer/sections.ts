import type { Statement, Tx } from '../../platform/db.ts';
import type { RecordType } from './records.ts';

/** A line of an export; keys stand in the order in which they are written, `undefined` is left out. */
export type ExportedRecord = { type: RecordType } & Record<string, unknown>;

/** The records of a type in their order, a page at a time. */
export type Section = (tx: Tx) => AsyncGenerator<ExportedRecord>;

/** All rows of a statement that returns the next page after `start` (keyset pagination) until none is left. */
export async function* listAll<Params, Row>(
  find: Statement<Params, Row>,
  tx: Tx,
  start: Params,
  after: (row: Row) => Params,
): AsyncGenerator<Row> {
  for (let params = start; ;) {
    const rows = await find(tx, params);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    params = after(last);
  }
}

/** What is empty is left out. */
export function left<Value extends string | readonly unknown[]>(value: Value | null): Value | undefined {
  return value === null || value.length === 0 ? undefined : value;
}

/** ISO 8601 in UTC, without milliseconds where there are none. */
export function printTime(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}
