import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { ServerUser } from './server-user.ts';

export interface ParentWatch {
  end: () => void;
  unref: () => void;
}

// A line on its input means that all is well; the end of the input without one, that the parent is dead.
const script = `
trap '' INT TERM HUP
read -r line && exit 0
for signal in INT QUIT; do
  kill -$signal "$1" 2>/dev/null || exit 0
  tries=0
  while kill -0 "$1" 2>/dev/null && [ $tries -lt 20 ]; do sleep 1; tries=$((tries + 1)); done
done
`;

/**
 * Ties the server `pid` to this process: a small shell holds the other end of a pipe, and stops the server
 * when the pipe ends, which the system sees to even after `kill -9`.
 */
export function watchParent(
  pid: number,
  user: ServerUser | null,
  warn: (message: string) => void,
): ParentWatch {
  const shell = spawn('/bin/sh', ['-c', script, 'cairn-parent-watch', String(pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const warnOf = (error: Error) =>
    warn(`PostgreSQL may outlive this process if that is killed: ${error.message}`);
  shell.on('error', warnOf);
  shell.stdin.on('error', warnOf);
  const unref = () => {
    shell.unref();
    if (shell.stdin instanceof Socket) shell.stdin.unref();
  };
  return { end: () => shell.stdin.end('over\n'), unref };
}
