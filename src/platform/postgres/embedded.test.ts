import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { isServerOf } from './processes.ts';

let dataDir: string;

// Closed to the server's own user, as a checkout in root's home is.
beforeAll(async () => {
  const folder = await makeTemporaryFolder();
  await chmod(folder, 0o700);
  dataDir = join(folder, 'data');
});

afterAll(async () => rm(join(dataDir, '..'), { recursive: true, force: true }));

async function query<Row extends object>({ connection }: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a process that owns a server; resolves to both. */
async function startOwner(
  ...ending: 'ends'[]
): Promise<{ owner: ReturnType<typeof spawn>; serverPid: number }> {
  const program = fileURLToPath(new URL('./owner-for-tests.ts', import.meta.url));
  const owner = spawn(process.execPath, ['--import', 'tsx', program, dataDir, ...ending], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, serverPid: Number(line.toString()) };
}

test('a first start makes a durable UTF-8 database that belongs to a plain role', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const [found] = await query(
    postgres,
    `select rolsuper, pg_encoding_to_char(encoding) as encoding, upper('é') as upper,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  );
  expect(found).toEqual({ rolsuper: false, encoding: 'UTF8', upper: 'É', fsync: 'on', commit: 'on' });
  await query(postgres, 'create table kept as select 42 as answer');
  await postgres.stop();
  expect(isServerOf(join(dataDir, 'postgres/cluster'), postgres.pid)).toBe(false);
});

test('a later start finds what was written', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir });
  expect(await query(postgres, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await postgres.stop();
});

test('only the owner of the data can reach the server: no network, a private socket, no unknown user', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir });
  expect(await query(postgres, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect((await stat(postgres.connection.host)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'postgres/cluster'))).mode & 0o777).toBe(0o700);
  const stranger = new pg.Client({ ...postgres.connection, user: 'stranger' });
  await expect(stranger.connect()).rejects.toThrow('no pg_hba.conf entry');
  await postgres.stop();
});

test('a second start joins the running server, and leaves it running when it stops', async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  const second = await startEmbeddedPostgres({ dataDir });
  expect([first.adopted, second.adopted, second.pid]).toEqual([false, true, first.pid]);
  await second.stop();
  expect(await query(first, 'select 1 as one')).toEqual([{ one: 1 }]);
  await first.stop();
});

test('a server whose owner is killed ends by itself', async () => {
  const { owner, serverPid } = await startOwner();
  const closed = new Promise<void>((resolve) => {
    const client = new pg.Client({
      host: join(dataDir, 'postgres/socket'),
      user: 'cairn',
      database: 'cairn',
    });
    client.on('error', () => resolve());
    void client.connect();
    void client.query('select 1').then(() => owner.kill('SIGKILL'));
  });
  await closed;
  await expect.poll(() => isServerOf(join(dataDir, 'postgres/cluster'), serverPid)).toBe(false);
});

test('a server does not keep its owner alive, and ends with it', async () => {
  const { owner, serverPid } = await startOwner('ends');
  if (owner.exitCode === null) await once(owner, 'exit');
  expect(owner.exitCode).toBe(0);
  await expect.poll(() => isServerOf(join(dataDir, 'postgres/cluster'), serverPid)).toBe(false);
});

test('right after its owner is killed, the next start succeeds with a server of its own', async () => {
  for (let round = 0; round < 2; round += 1) {
    const { owner, serverPid } = await startOwner();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const postgres = await startEmbeddedPostgres({ dataDir });
    expect(postgres.adopted).toBe(false);
    expect(postgres.pid).not.toBe(serverPid);
    expect(await query(postgres, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await postgres.stop();
  }
});

test('a lock file that names another living program does not hinder the start', async () => {
  const cluster = join(dataDir, 'postgres/cluster');
  await writeFile(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n5432\n`);
  const socketLock = join(dataDir, 'postgres/socket/.s.PGSQL.5432.lock');
  await writeFile(socketLock, `${process.pid}\n${cluster}\n1\n5432\n`);
  const postgres = await startEmbeddedPostgres({ dataDir });
  expect(postgres.adopted).toBe(false);
  await postgres.stop();
});

test('a server that is killed is started again under the same address', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const { pid, connection } = postgres;
  const told = new Promise((resolve) => postgres.onExit(resolve));
  process.kill(pid, 'SIGKILL');
  expect(await told).toEqual({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => postgres.pid, { timeout: 8000 }).not.toBe(pid);
  expect(postgres.connection).toEqual(connection);
  expect(await query(postgres, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await postgres.stop();
});

test('a data folder with a long path works, and leaves nothing in the temporary folder', async () => {
  const long = join(dataDir, 'a-folder-with-a-long-name-'.repeat(6));
  const postgres = await startEmbeddedPostgres({ dataDir: long });
  expect(postgres.connection.host.length).toBeLessThan(80);
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
  const second = await startEmbeddedPostgres({ dataDir: long });
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  await postgres.stop();
  await expect(stat(postgres.connection.host)).rejects.toThrow('ENOENT');
});

test('two first starts at once end with one server', async () => {
  const fresh = join(dataDir, 'fresh');
  const both = await Promise.all([
    startEmbeddedPostgres({ dataDir: fresh }),
    startEmbeddedPostgres({ dataDir: fresh }),
  ]);
  expect(both.filter(({ adopted }) => adopted)).toHaveLength(1);
  expect(new Set(both.map(({ pid }) => pid)).size).toBe(1);
  expect((await readdir(join(fresh, 'postgres'))).filter((name) => name.startsWith('new-'))).toEqual([]);
  for (const postgres of both.toSorted((a) => (a.adopted ? -1 : 1))) await postgres.stop();
});
