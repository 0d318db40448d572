import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { Jobs } from '../src/platform/jobs.ts';
import { createLogger } from '../src/platform/logger.ts';
import { migrate } from '../src/platform/migrate.ts';
import { databaseUrl } from './database-url.ts';
import { prefix, startTestServer, type TestServer } from './postgres-for-tests.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestServer;
  }
}

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** Starts the run's PostgreSQL and makes the migrated template that each test's database is a copy of. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer(process.env.DATABASE_URL);
  const admin = new pg.Client(server.adminUrl);
  await admin.connect();
  // Held as long as this run lives: who gets the lock of another run knows that it is dead.
  await admin.query('select pg_advisory_lock($1)', [Number(server.run)]);
  await dropDeadRuns(admin);
  await admin.query(`create database ${server.template} owner ${pg.escapeIdentifier(server.owner)}`);
  const connection = { connectionString: databaseUrl(server, server.template) };
  await migrate(connection, migrations);
  await prepareJobs(connection);
  project.provide('postgres', server);
  return async () => {
    await dropDatabases(admin, server.run);
    await admin.end();
    await stop();
  };
}

/** The job queue makes its own schema, in half a second: once here, not in each test. */
async function prepareJobs(connection: pg.ClientConfig): Promise<void> {
  const jobs = new Jobs(connection, { log: createLogger('silent'), onEnd: () => undefined });
  await jobs.start();
  await jobs.stop();
}

async function dropDeadRuns(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ run: string }>(
    `select distinct split_part(datname, '_', 3) as run from pg_database where datname ~ $1`,
    [`^${prefix}[0-9]+_`],
  );
  for (const { run } of rows) {
    const lock = await admin.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
      Number(run),
    ]);
    if (lock.rows[0]?.free) await dropDatabases(admin, run);
  }
}

async function dropDatabases(admin: pg.Client, run: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [`${prefix}${run}_`],
  );
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
}
