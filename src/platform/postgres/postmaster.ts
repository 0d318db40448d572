import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isServerOf, parentOf } from './processes.ts';

/** What the lock file of a data folder says of the server that uses it. */
export interface Postmaster {
  pid: number;
  state: 'starting' | 'ready' | 'stopping';
}

/** The live server of this data folder, or null; a lock file that a dead one left behind does not count. */
export function findPostmaster(cluster: string): Postmaster | null {
  const lines = linesOf(join(cluster, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!isServerOf(cluster, pid)) return null;
  const status = lines[7]?.trim();
  const state = status === 'ready' || status === 'stopping' ? status : 'starting';
  return { pid, state };
}

/**
 * Removes a lock file whose process id now belongs to another program, as easily happens in containers:
 * PostgreSQL would refuse to start. The lock of a process that is dead it replaces by itself.
 */
export function removeStaleLock(file: string, cluster: string): void {
  const pid = Math.abs(Number(linesOf(file)[0]));
  if (pid && isAlive(pid) && !isServerOf(cluster, pid)) rmSync(file, { force: true });
}

/** True where the process that started this server has died without stopping it. */
export function isOrphan(cluster: string, { pid }: Postmaster): boolean {
  const owner = /"cairn\.owner=(\d+)"/.exec(linesOf(join(cluster, 'postmaster.opts')).join('\n'))?.[1];
  return owner !== undefined && parentOf(pid) !== Number(owner);
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}
