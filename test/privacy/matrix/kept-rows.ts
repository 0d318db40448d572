import pg from 'pg';

/**
 * Remembers every row of a community, tells what was written since, and puts it back. What writes is told by a
 * trigger on each table that draws from a sequence, which no rollback takes back: so a write that was undone
 * before the answer is seen too.
 */
export class KeptRows {
  readonly #client: pg.Client;
  readonly #tables: Table[];
  #counts: number[] = [];

  private constructor(client: pg.Client, tables: Table[]) {
    this.#client = client;
    this.#tables = tables;
  }

  /** `url`: of somebody who may set session_replication_role, which rows are put back under. */
  static async keep(url: string): Promise<KeptRows> {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`
      create schema kept;
      grant usage on schema kept to public;
      create function kept.count_write() returns trigger language plpgsql as $$
      begin
        perform nextval(tg_argv[0]);
        return null;
      end $$`);
    const { rows: tables } = await client.query<Table>(findTables);
    for (const table of tables) await client.query(keepTable(table));
    return new KeptRows(client, tables);
  }

  /** The tables that something was written to since the last call, though it may have been taken back. */
  async listTouched(): Promise<Table[]> {
    const parts = this.#tables.map(({ writes }) => `select last_value, is_called from ${writes}`);
    const { rows } = await this.#client.query<{ last_value: string; is_called: boolean }>({
      name: 'writes',
      text: parts.join(' union all '),
    });
    const counts = rows.map(({ last_value, is_called }) => (is_called ? Number(last_value) : 0));
    const touched = this.#tables.filter((_, place) => counts[place] !== (this.#counts[place] ?? 0));
    this.#counts = counts;
    return touched;
  }

  /** Those of them that do not hold what they held. */
  async findChanged(tables: readonly Table[]): Promise<Table[]> {
    const changed: Table[] = [];
    for (const table of tables) {
      const query = { name: `compare ${table.copy}`, text: compareTable(table) };
      const { rows } = await this.#client.query<{ changed: boolean }>(query);
      if (rows[0]?.changed) changed.push(table);
    }
    return changed;
  }

  async putBack(tables: readonly Table[]): Promise<void> {
    const statements = tables.map(
      ({ name, copy, columns }) =>
        `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from ${copy};`,
    );
    await this.#client.query(
      `begin; set local session_replication_role = replica; ${statements.join('')} commit`,
    );
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

export interface Table {
  /** With its schema, quoted. */
  name: string;
  copy: string;
  /** The sequence that counts its writes. */
  writes: string;
  columns: string;
}

// The queue's own books change by themselves; its jobs do not.
const findTables = `
  select format('%I.%I', nspname, relname) as name, format('kept.%I', nspname || '_' || relname) as copy,
    format('kept.%I', nspname || '_' || relname || '_writes') as writes,
    string_agg(quote_ident(attname), ', ' order by attnum) as columns
  from pg_class
  join pg_namespace on pg_namespace.oid = relnamespace
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
  where relkind = 'r' and (nspname = 'public' or nspname = 'pgboss' and relname ~ '^(job|j[0-9a-f]{30})')
  group by nspname, relname`;

function keepTable({ name, copy, writes, columns }: Table): string {
  return `
    create sequence ${writes};
    grant all on sequence ${writes} to public;
    create table ${copy} as select ${columns} from ${name};
    create trigger count_write after insert or update or delete on ${name}
      for each row execute function kept.count_write('${writes}')`;
}

function compareTable({ name, copy, columns }: Table): string {
  const [now, then] = [`select ${columns} from ${name}`, `select ${columns} from ${copy}`];
  return `select exists ((${now} except all ${then}) union all (${then} except all ${now})) as changed`;
}
