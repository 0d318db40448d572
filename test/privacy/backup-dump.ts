import type { Pool } from 'pg';

/** One row as a copy of the database has it; nothing is known of keys. */
export interface Row {
  table: string;
  /** Where it lies among the rows of its table, from 0: the order of a dump. */
  rank: number;
  /** The transaction that wrote it, as the files have it. */
  writer: number;
  text: string;
  size: number;
  /** All points in time that stand in it, in milliseconds. */
  times: number[];
}

export type Dump = Map<string, Row[]>;

/** Every row of every table, the queue's too, in physical order, with what the files say of its writing. */
export async function takeDump(pool: Pool): Promise<Dump> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const dump: Dump = new Map();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ writer: string; text: string; size: number }>(
      `select xmin::text as writer, t::text as text, pg_column_size(t) as size from only ${name} as t order by ctid`,
    );
    const read = rows.map(({ writer, text, size }, rank) => ({
      ...{ table: name, rank, writer: Number(writer), text, size, times: timesIn(text) },
    }));
    if (read.length > 0) dump.set(name, read);
  }
  return dump;
}

const timestamp = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d)?/g;

function timesIn(text: string): number[] {
  const found = text.match(timestamp) ?? [];
  return found
    .map((time) => Date.parse(time.replace(' ', 'T').replace(/\+00$/, 'Z')))
    .filter(Number.isFinite);
}

/** Which rows name an account, by its id or its address, raw or in hexadecimal. */
export function namingRows(
  dump: Dump,
  accounts: readonly { id: string; email: string }[],
): Map<string, Row[]> {
  const naming = new Map<string, Row[]>();
  const needles = accounts.map(({ id, email }) => ({ id, words: spellings(id, email) }));
  for (const row of [...dump.values()].flat()) {
    const owner = needles.find(({ words }) => words.some((word) => row.text.includes(word)));
    if (owner) naming.set(owner.id, [...(naming.get(owner.id) ?? []), row]);
  }
  return naming;
}

function spellings(id: string, email: string): string[] {
  const plain = [id, id.replaceAll('-', ''), email];
  return [...plain, ...plain.map((word) => Buffer.from(word).toString('hex'))];
}
