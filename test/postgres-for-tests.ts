import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { makeTemporaryFolder, removeDeadFolders } from './temporary-folder.ts';

/** One server for the whole run, and what it takes to make databases in it. */
export interface TestServer {
  /** For `create database`: a connection URL of somebody who may. */
  adminUrl: string;
  /** Who owns the databases made, and connects to them. */
  owner: string;
  /** Names the databases of this run apart from those of others. */
  run: string;
  template: string;
}

export const prefix = 'cairn_test_';

/** Uses DATABASE_URL where it is set, else starts a server in a temporary folder. */
export async function startTestServer(
  databaseUrl: string | undefined,
): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const run = String(randomBytes(4).readUInt32BE() >>> 1);
  const template = `${prefix}${run}_template`;
  if (databaseUrl) {
    const owner = await requireModern(databaseUrl);
    return { server: { adminUrl: databaseUrl, owner, run, template }, stop: async () => undefined };
  }
  await removeDeadFolders();
  const folder = await makeTemporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const adminUrl = `postgres://postgres@${encodeURIComponent(postgres.connection.host)}/postgres`;
  return { server: { adminUrl, owner: postgres.connection.user, run, template }, stop };
}

async function requireModern(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; name: string }>(
      `select current_setting('server_version_num') as version, current_user as name`,
    );
    const [found] = rows;
    if (!found || Number(found.version) < 150_000)
      throw new Error('DATABASE_URL must be PostgreSQL 15 or newer');
    return found.name;
  } finally {
    await client.end();
  }
}
