import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import type { ServerUser } from './server-user.ts';

export type Settings = Record<string, string>;

/** For one small machine: the server idles at about 20 MB beside its shared buffers. */
const smallMachine: Settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '64MB',
  huge_pages: 'off',
  effective_cache_size: '256MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  autovacuum_work_mem: '32MB',
  autovacuum_max_workers: '2',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  random_page_cost: '1.1',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

// Errors quote what people typed, and reach the application anyway: the server's own log carries only what
// concerns the server.
const quietLog: Settings = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '',
};

const sinceVersion18: Settings = { io_method: 'sync' };

interface Configuration {
  /** PostgreSQL's major version. */
  major: number;
  /** The outer folder as the server sees it. */
  visibleHome: string;
  /** The system's names of those who may connect. */
  connecting: string[];
  settings: Settings;
}

/** Writes the server's configuration; an operator's wishes go to `own.conf` beside it, read last. */
export async function writeConfiguration(
  layout: Layout,
  user: ServerUser | null,
  { major, visibleHome, connecting, settings }: Configuration,
): Promise<void> {
  const write = (name: string, lines: string[]) => replaceFile(join(layout.home, name), lines, user);
  const users = connecting.map((name) => `"${name}"`);
  await write('hba.conf', ['local all cairn,postgres peer map=cairn']);
  await write(
    'ident.conf',
    users.flatMap((name) => [`cairn ${name} cairn`, `cairn ${name} postgres`]),
  );
  const all = {
    ...smallMachine,
    ...quietLog,
    ...(major >= 18 ? sinceVersion18 : {}),
    ...settings,
    hba_file: `${visibleHome}/hba.conf`,
    ident_file: `${visibleHome}/ident.conf`,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await write('postgresql.conf', [
    '# Written at each start. Put your own settings into own.conf beside this file.',
    ...lines,
    ...(existsSync(join(layout.home, 'own.conf')) ? ["include 'own.conf'"] : []),
  ]);
}

async function replaceFile(path: string, lines: string[], user: ServerUser | null): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o640 });
  if (user) await chown(draft, 0, user.gid);
  await rename(draft, path);
}
