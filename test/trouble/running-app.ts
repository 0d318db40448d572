import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';

export interface RunningApp {
  origin: string;
  pid: number;
  /** Everything it has written, its log included. */
  said(): string;
  /** Sends the signal; resolves to how the process ended, and after how many milliseconds. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  ended: Promise<Ending>;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  ms: number;
}

export interface Launched extends Omit<RunningApp, 'origin' | 'pid'> {
  /** Resolves when the address has been printed; throws when the process ends before. */
  ready: Promise<RunningApp>;
}

type Settings = Record<string, string>;

/**
 * `cairn start` as a process of its own, in `folder`, on a free port; nothing of this environment but its PATH.
 * `args` follow on the command line.
 */
export function launchApp(folder: string, settings: Settings = {}, args: readonly string[] = []): Launched {
  const own = { PORT: '0', SAMPLE: 'off', DATA_DIR: join(folder, 'data') };
  const child = spawn(process.execPath, [join(root, 'bin', 'cairn'), 'start', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...own, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let signalled = performance.now();
  const said = () => output;
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = closed.then(([code, signal]) => ({ code, signal, ms: performance.now() - signalled }));
  const end = (signal: NodeJS.Signals) => {
    signalled = performance.now();
    child.kill(signal);
    return ended;
  };
  const ready = new Promise<RunningApp>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const origin = /is at (http:\/\/\S+)/.exec(output)?.[1];
        if (origin) resolve({ origin, pid: Number(child.pid), said, end, ended });
      });
    }
    void ended.then(({ code }) => reject(new Error(`the start ended with ${code}: ${output}`)));
  });
  // Whoever waits for the end alone is not interested.
  ready.catch(() => undefined);
  return { ready, said, end, ended };
}

export async function startApp(
  folder: string,
  settings: Settings = {},
  args: readonly string[] = [],
): Promise<RunningApp> {
  return await launchApp(folder, settings, args).ready;
}
