import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { codeOf } from '../error-code.ts';

/** True where there is such a process, whoever runs it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** True where `pid` is a PostgreSQL that works in the folder `cluster`; false for the dead not yet buried. */
export function isServerOf(cluster: string, pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false;
  if (process.platform !== 'linux') return askPs(pid, 'command').includes(cluster);
  // A server's working folder is its data folder, under whatever path it was given.
  const [theirs, ours] = [folderOf(`/proc/${pid}/cwd`), folderOf(cluster)];
  return theirs !== null && theirs === ours && read(`/proc/${pid}/comm`).startsWith('postgres');
}

/** The process id of the parent; 0 or NaN where there is no such process any more. */
export function parentOf(pid: number): number {
  if (process.platform !== 'linux') return Number(askPs(pid, 'ppid'));
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function folderOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ESRCH'].includes(codeOf(error))) return null;
    throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return '';
    throw error;
  }
}

function askPs(pid: number, column: 'command' | 'ppid'): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  } catch (error) {
    // `ps` answers 1 when there is no such process.
    if (error instanceof Error && 'status' in error && error.status === 1) return '';
    throw error;
  }
}
