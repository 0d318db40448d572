import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Binaries } from './binaries.ts';
import type { ServerUser } from './server-user.ts';
import type { View } from './view.ts';
import { watchParent } from './parent-watch.ts';
import { endProcess } from './end-process.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ServerProcess {
  pid: number;
  exited: Promise<Exit>;
  /** Disconnects all clients, writes what is in memory, ends; harder means follow if that takes too long. */
  stop: () => Promise<void>;
}

/** The server ended before it was ready; `output` is what it said. */
export class NotStarted extends PostgresUnavailable {
  readonly output: string;

  constructor(output: string) {
    super(`PostgreSQL did not start. It said: ${output.trim().slice(-600)}`);
    this.output = output;
  }
}

interface Start {
  binaries: Binaries;
  view: View;
  user: ServerUser | null;
  /** As the server sees it. */
  socketFolder: string;
  onLine: (line: string) => void;
}

/** Starts the server and resolves when it accepts connections, after a recovery if it needs one. */
export async function startServer({
  binaries,
  view,
  user,
  socketFolder,
  onLine,
}: Start): Promise<ServerProcess> {
  const settings = [
    `config_file=${view.home}/postgresql.conf`,
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
    `cairn.owner=${process.pid}`,
  ];
  const flags = ['-D', view.cluster, ...settings.flatMap((setting) => ['-c', setting])];
  // In a session of its own: Ctrl-C is for Cairn, which stops the server last.
  const options = { ...view.options(['ignore', 'ignore', 'pipe']), detached: true };
  const child = spawn(join(binaries.folder, 'postgres'), flags, options);
  await once(child, 'spawn');
  const watch = watchParent(Number(child.pid), user, (message) => onLine(`WARNING:  ${message}`));
  const exited = once(child, 'exit').then(([code, signal]): Exit => ({ code, signal }));
  void exited.then(() => watch.end());
  await ready(child, { exited, onLine });
  // Neither keeps this process alive: when its work is done it may end, and the server ends with it.
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  watch.unref();
  const pid = Number(child.pid);
  return { pid, exited, stop: () => endProcess(pid, exited) };
}

async function ready(
  child: ChildProcess,
  { exited, onLine }: { exited: Promise<Exit>; onLine: (line: string) => void },
): Promise<void> {
  if (!child.stderr) throw new Error('the server was started without its log');
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  const accepts = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
      onLine(line);
    });
  });
  const ended = Promise.all([exited, once(lines, 'close')]).then(() => {
    throw new NotStarted(said.join('\n'));
  });
  await Promise.race([accepts, ended]);
}
