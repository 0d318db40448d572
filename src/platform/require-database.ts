import type pg from 'pg';
import { one } from './db.ts';
import { codeOf } from './error-code.ts';
import { StartError } from './start-error.ts';
import { QuickClient } from './quick-client.ts';

interface Server {
  version: number;
  encoding: string;
  fsync: string;
  commit: string;
}

/** Throws StartError for a server that is not there, is too old, or may lose what it has acknowledged. */
export async function requireDatabase(connection: pg.ClientConfig): Promise<void> {
  const server = await look(connection);
  if (server.version < 150_000) throw new StartError('DATABASE_URL: Cairn needs PostgreSQL 15 or newer');
  if (server.encoding !== 'UTF8')
    throw new StartError(`DATABASE_URL: the database is encoded in ${server.encoding}; Cairn needs UTF8`);
  if (server.fsync === 'off')
    throw new StartError('The database runs with fsync off: a crash would destroy it. Set fsync to on');
  if (server.commit === 'off')
    throw new StartError(
      'The database runs with synchronous_commit off: a crash would lose posts. Set synchronous_commit to on',
    );
}

async function look(connection: pg.ClientConfig): Promise<Server> {
  const client = new QuickClient(connection);
  try {
    await client.connect();
    const { rows } = await client.query<Server>(
      `select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    return one(rows);
  } catch (error) {
    throw explain(error, client);
  } finally {
    client.cut();
  }
}

function explain(error: unknown, { host, port, database, user }: pg.Client): unknown {
  const code = codeOf(error);
  if (code.startsWith('28'))
    return new StartError(`DATABASE_URL: the server refuses the user "${user}" or its password`);
  if (code === '3D000')
    return new StartError(`DATABASE_URL: there is no database "${database}" on the server`);
  if (/^[A-Z_]+$/.test(code))
    return new StartError(`DATABASE_URL: nobody answers at ${host}:${port} (${code})`);
  if (error instanceof Error && error.message === 'timeout expired')
    return new StartError(`DATABASE_URL: nobody answers at ${host}:${port}`);
  return error;
}
