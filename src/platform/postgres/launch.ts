import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries, type Binaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import { giveTree, prepareHome } from './folders.ts';
import type { Layout } from './layout.ts';
import { removeStaleLock } from './postmaster.ts';
import { reachableBinaries } from './reachable-binaries.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { connectingUsers, serverUserFor, type ServerUser } from './server-user.ts';
import { writeConfiguration, type Settings } from './settings.ts';
import { prepareSocketFolder, socketFile } from './socket-folder.ts';
import { viewOf } from './view.ts';
import { PostgresUnavailable } from './unavailable.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LaunchOptions {
  layout: Layout;
  binDir: string | undefined;
  settings: Settings;
  log: (level: LogLevel, message: string) => void;
}

/** Starts the server of a data folder, which is made if it is not there. */
export async function launch(options: LaunchOptions): Promise<{ server: ServerProcess; host: string }> {
  const { layout, log, settings } = options;
  const connecting = connectingUsers();
  const user = serverUserFor(layout);
  await prepareHome(layout, user);
  const binaries = await reachableBinaries(findBinaries(options.binDir), user, {
    places: [layout.home, '/var/lib/cairn'],
    say: (message) => log('info', message),
  });
  await prepareCluster({ binaries, layout, user, durable: settings.fsync !== 'off' });
  const host = await prepareSocketFolder(layout, user);
  removeStaleLock(join(layout.cluster, 'postmaster.pid'), layout.cluster);
  removeStaleLock(join(host, `${socketFile}.lock`), layout.cluster);
  const view = viewOf(layout.cluster, user);
  try {
    await writeConfiguration(layout, user, {
      major: binaries.major,
      visibleHome: view.home,
      connecting,
      settings,
    });
    const socketFolder = host === layout.socket ? `${view.home}/socket` : host;
    const onLine = (line: string) => log(levelOf(line), `PostgreSQL: ${line}`);
    return { server: await startServer({ binaries, view, user, socketFolder, onLine }), host };
  } finally {
    view.close();
  }
}

async function prepareCluster(parts: {
  binaries: Binaries;
  layout: Layout;
  user: ServerUser | null;
  durable: boolean;
}): Promise<void> {
  const { cluster } = parts.layout;
  if (!existsSync(join(cluster, 'PG_VERSION'))) return createCluster(parts.layout, parts);
  if (parts.user && lstatSync(cluster).uid !== parts.user.uid) await giveTree(cluster, parts.user);
  requireOwner(cluster);
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (Number(made) !== parts.binaries.major) {
    const found = `${cluster} was made by PostgreSQL ${made}, and ${parts.binaries.folder} is version ${parts.binaries.major}.`;
    throw new PostgresUnavailable(
      `${found} Point POSTGRES_BIN_DIR to the programs of version ${made}, or move by backup and restore.`,
    );
  }
}

function requireOwner(cluster: string): void {
  const { uid } = lstatSync(cluster);
  const ours = process.getuid?.();
  if (ours !== 0 && ours !== uid) {
    throw new PostgresUnavailable(
      `${cluster} belongs to user id ${uid}: start Cairn as that user or as root.`,
    );
  }
}

function levelOf(line: string): LogLevel {
  if (/^FATAL: +terminating connection/.test(line)) return 'debug';
  if (line.startsWith('PANIC:')) return 'error';
  return /^(FATAL|ERROR|WARNING):|was terminated by signal/.test(line) ? 'warn' : 'debug';
}
