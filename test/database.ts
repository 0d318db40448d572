import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';
import { prefix } from './postgres-for-tests.ts';

export interface TestDatabase {
  /** For `pg`, the application's own `Database`, or `DATABASE_URL` of a process. */
  connection: { connectionString: string };
  url: string;
  /** Disconnects whoever is left and removes the database. */
  drop(): Promise<void>;
}

/** A database of its own: a copy of the migrated, empty template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `${prefix}${server.run}_${randomBytes(5).toString('hex')}`;
  const owner = pg.escapeIdentifier(server.owner);
  await asAdmin(`create database ${name} template ${server.template} strategy file_copy owner ${owner}`);
  const url = databaseUrl(server, name);
  return {
    connection: { connectionString: url },
    url,
    drop: () => asAdmin(`drop database ${name} with (force)`),
  };
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client(inject('postgres').adminUrl);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
