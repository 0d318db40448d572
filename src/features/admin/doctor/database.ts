import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import type { Config } from '../../../platform/config.ts';
import { Database, one, statement } from '../../../platform/db.ts';
import { readMigrations } from '../../../platform/migrate.ts';
import { startEmbeddedPostgres } from '../../../platform/postgres/embedded.ts';
import { layoutOf } from '../../../platform/postgres/layout.ts';
import { requireDatabase } from '../../../platform/require-database.ts';
import { examineKeys } from './keys.ts';
import type { Finding } from './finding.ts';
import { note, ok, reasonOf, wrong } from './finding.ts';

export interface DatabaseFindings {
  findings: Finding[];
  /** The database's idea of the time, where it could be asked. */
  now: Date | null;
}

/** Joins the embedded server where it runs, starts it for the moment where it does not; makes no new one. */
export async function checkDatabase(config: Config, root: string): Promise<DatabaseFindings> {
  const what = 'Database';
  if (config.DATABASE_URL) return await examine({ connectionString: config.DATABASE_URL }, config, root);
  if (!existsSync(join(layoutOf(config.dataDir).cluster, 'PG_VERSION'))) {
    return { findings: [note(what, 'not there yet; the first start makes it')], now: null };
  }
  try {
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, binDir: config.POSTGRES_BIN_DIR });
    try {
      return await examine(server.connection, config, root);
    } finally {
      await server.stop();
    }
  } catch (error) {
    return {
      findings: [wrong(what, reasonOf(error), 'See the messages of the last start, and docs/operate.md.')],
      now: null,
    };
  }
}

async function examine(connection: ClientConfig, config: Config, root: string): Promise<DatabaseFindings> {
  try {
    await requireDatabase(connection);
  } catch (error) {
    const mend = config.DATABASE_URL
      ? 'Look at DATABASE_URL and at that server.'
      : 'Look at its messages in the log.';
    return { findings: [wrong('Database', reasonOf(error), mend)], now: null };
  }
  const db = new Database(connection, () => undefined);
  try {
    const { version, now, tables } = one(await describe(db, {}));
    const findings = [
      ok('Database', `PostgreSQL ${version}, keeps what it acknowledges`),
      await checkExtensions(db),
    ];
    if (!tables) return { findings: [...findings, note('Schema', 'empty; the first start fills it')], now };
    return { findings: [...findings, await checkSchema(db, root), ...(await examineKeys(db, config))], now };
  } finally {
    await db.close();
  }
}

const describe = statement<object, { version: string; now: Date; tables: boolean }>('describeDatabase')`
  select current_setting('server_version') as version, clock_timestamp() as now,
    to_regclass('migrations') is not null as tables`;

const needed = ['pg_trgm', 'unaccent'];

const findExtensions = statement<object, { name: string }>('findExtensions')`
  select name::text as name from pg_available_extensions`;

async function checkExtensions(db: Database): Promise<Finding> {
  const present = new Set((await findExtensions(db, {})).map(({ name }) => name));
  const missing = needed.filter((name) => !present.has(name));
  if (missing.length === 0) return ok('Extensions', needed.join(', '));
  return wrong(
    'Extensions',
    `${missing.join(', ')} missing`,
    'Install the contrib package of this PostgreSQL.',
  );
}

const findMigrations = statement<object, { name: string; checksum: string }>('findMigrations')`
  select name, checksum from migrations`;

async function checkSchema(db: Database, root: string): Promise<Finding> {
  const what = 'Schema';
  const ran = new Map((await findMigrations(db, {})).map(({ name, checksum }) => [name, checksum]));
  const files = readMigrations(join(root, 'migrations'));
  const changed = files.filter(({ name, checksum }) => ran.has(name) && ran.get(name) !== checksum);
  const unknown = [...ran.keys()].filter((name) => !files.some((file) => file.name === name));
  const waiting = files.filter(({ name }) => !ran.has(name));
  const names = (some: { name: string }[]) => some.map(({ name }) => name).join(', ');
  if (unknown.length > 0) {
    return wrong(
      what,
      `the database was used by a newer Cairn (${unknown.join(', ')})`,
      'Bring this checkout up to date.',
    );
  }
  if (changed.length > 0) {
    return wrong(
      what,
      `${names(changed)} was changed after it had run`,
      'Bring the file back as it was (git checkout).',
    );
  }
  if (waiting.length > 0) return note(what, `${names(waiting)} will run at the next start`);
  return ok(what, `${files.length} migrations`);
}
