import type pg from 'pg';

/** Reads along in the server's log of writing: which tables each transaction has written, deleted rows too. */
export class LogReader {
  readonly written = new Map<string, Set<string>>();
  readonly #client: pg.Client;
  #place = '';

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async begin(): Promise<void> {
    await this.#client.query('create extension if not exists pg_walinspect');
    this.#place = await placeInLog(this.#client);
  }

  /** What came since it was called last. The server keeps no more than it needs, so it is called often. */
  async read(): Promise<void> {
    const from = this.#place;
    this.#place = await placeInLog(this.#client);
    try {
      await this.#note(from);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('already been removed'))) throw error;
    }
  }

  async #note(from: string): Promise<void> {
    const { rows } = await this.#client.query<{ xid: string; name: string }>(
      `select distinct records.xid::text as xid, tables.relname as name
       from pg_get_wal_records_info($1, pg_current_wal_flush_lsn()) as records
       cross join lateral regexp_matches(block_ref, 'rel \\d+/(\\d+)/(\\d+)', 'g') as block
       join pg_database on pg_database.oid = block[1]::oid and datname = current_database()
       join pg_class as tables on tables.relfilenode = block[2]::oid and tables.relkind = 'r'
         and tables.relnamespace = 'public'::regnamespace
       where records.xid::text <> '0' and resource_manager in ('Heap', 'Heap2')`,
      [from],
    );
    for (const { xid, name } of rows) this.written.set(xid, (this.written.get(xid) ?? new Set()).add(name));
  }
}

async function placeInLog(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ at: string }>('select pg_current_wal_flush_lsn()::text as at');
  return rows[0]?.at ?? '';
}

/** How many versions of rows the files of a table hold that no query shows any more. */
export async function countRemains(client: pg.Client, table: string): Promise<number> {
  await client.query('create extension if not exists pageinspect');
  const { rows } = await client.query<{ remains: string }>(
    `select (
       select count(*) from generate_series(0, pg_relation_size($1::text::regclass) / 8192 - 1) as block
       cross join lateral heap_page_items(get_raw_page($1::text, block::integer)) as items
       where t_data is not null
     ) - (select count(*) from ${table}) as remains`,
    [table],
  );
  return Number(rows[0]?.remains);
}
