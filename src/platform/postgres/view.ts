import { closeSync, constants, openSync } from 'node:fs';
import type { SpawnOptions } from 'node:child_process';
import { dirname } from 'node:path';
import type { ServerUser } from './server-user.ts';

/** How a program of PostgreSQL is started, so that it reaches its data folder. */
export interface View {
  /** The data folder's path as the program sees it. */
  cluster: string;
  /** The outer folder's path, likewise. */
  home: string;
  options(stdio: [stdin: Pipe, stdout: Pipe, stderr: Pipe]): SpawnOptions;
  close(): void;
}

type Pipe = 'pipe' | 'ignore';

/**
 * Root may keep its data in a folder closed to the server's user (its own home). On Linux root therefore
 * opens both folders and hands them down as file descriptors 3 and 4: a path through one asks for no
 * permission on the folders above.
 */
export function viewOf(cluster: string, user: ServerUser | null): View {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const base = { ...user, env, cwd: '/' };
  const home = dirname(cluster);
  if (!user || process.platform !== 'linux') {
    return { cluster, home, options: (stdio) => ({ ...base, stdio }), close: () => undefined };
  }
  const folders = [cluster, home].map((path) => openSync(path, constants.O_RDONLY | constants.O_DIRECTORY));
  return {
    cluster: '/proc/self/fd/3',
    home: '/proc/self/fd/4',
    options: (stdio) => ({ ...base, stdio: [...stdio, ...folders] }),
    close: () => folders.forEach((folder) => closeSync(folder)),
  };
}
