import { rm, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../temporary-folder.ts';
import { exportCairn } from '../../../src/features/transfer/export.ts';
import type { Listed } from '../matrix/notation.ts';
import { roles } from '../matrix/notation.ts';
import { fill, send, shadows, type Shadow, type Visitor } from '../matrix/requests.ts';
import type { Place, World } from '../matrix/world.ts';

/** Something that leaves the program: who gets it, and by which way. */
export interface Document {
  reader: string;
  /** A route, a column, or the name of another way out. */
  way: string;
  /** The place that was asked for. */
  at: string;
  text: string;
  /** What its reader has brought along, and is told nothing new by. */
  brought: string;
}

const visitors: Visitor[] = [...roles, ...shadows];
const few: Visitor[] = ['nobody', 'colleague', 'asker', 'answerer', 'moderator', 'admin', 'expired'];

/**
 * Every answer to these routes, for everybody, at every place that the matrix lists. `quickly`: by fewer
 * people, without refusals in words that are the same for all (the matrix holds that they are), and each route once
 * for who is nobody any more.
 */
export async function* crawl(
  world: World,
  listed: readonly Listed[],
  { quickly = false } = {},
): AsyncGenerator<Document> {
  for (const each of listed) {
    for (const [number, row] of each.rows.entries()) {
      const { place: at } = row;
      const place = world.places.get(at) ?? {};
      for (const visitor of quickly ? few : visitors) {
        if (quickly && (isShadow(visitor) ? number > 0 : isPlainRefusal(row.expected[visitor]))) continue;
        const response = await send(world, each, place, visitor);
        yield {
          reader: visitor,
          way: each.route,
          at,
          text: await textOf(response),
          brought: broughtTo(each, place),
        };
      }
      if (each.method !== 'GET') await world.settle();
    }
  }
}

function isShadow(visitor: Visitor): visitor is Shadow {
  return shadows.some((shadow) => shadow === visitor);
}

function isPlainRefusal(status: number): boolean {
  return status === 401 || status === 404;
}

async function textOf(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return [...headers, await response.text()].join('\n');
}

function broughtTo({ pattern, options }: Listed, place: Place): string {
  const address = pattern.replace(/:(\w+)/g, (_, name: string) => place[name] ?? '');
  return fill([address, options.query, JSON.stringify(options.form ?? options.json ?? '')].join(' '), place);
}

/** Every column of every table, of the queue's too. */
export async function* dump({ community }: World): AsyncGenerator<Document> {
  const { pool } = community.platform.db;
  const { rows } = await pool.query<{ schema: string; table: string; column: string }>(
    `select nspname as schema, relname as table, attname as column from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relkind in ('r', 'm') and nspname in ('public', 'pgboss')`,
  );
  for (const { schema, table, column } of rows) {
    const name = schema === 'public' ? `${table}.${column}` : `${schema}.${table}.${column}`;
    const { rows: values } = await pool.query<{ value: string | null }>(
      `select "${column}"::text as value from "${schema}"."${table}"`,
    );
    const text = values.map(({ value }) => value ?? '').join('\n');
    yield { reader: 'dump', way: name, at: '', text, brought: '' };
  }
}

/** The export of what anybody may read. */
export async function exportText({ community }: World): Promise<Document> {
  const folder = await makeTemporaryFolder();
  try {
    const path = join(folder, 'cairn.jsonl');
    await exportCairn(community.platform, path);
    return { reader: 'nobody', way: 'export', at: '', text: await readFile(path, 'utf8'), brought: '' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The columns that can hold words or bytes: "posts.body". */
export async function listColumns({ community }: World): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and data_type in ('text', 'bytea', 'jsonb', 'json', 'character varying', 'ARRAY', 'uuid', 'tsvector', 'xml')
    order by 1`,
  );
  return rows.map(({ name }) => name);
}
