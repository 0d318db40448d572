import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';

export interface Server {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

export interface Setting {
  /** Where its data is. */
  folder: string;
  sample?: 'on' | 'off';
  /** `npm start` as a newcomer types it, in place of the program itself. */
  npm?: boolean;
}

/** Starts Cairn as it is used, with nothing of this environment's settings; resolves when it has printed its address. */
export async function startServer({ folder, sample = 'off', npm = false }: Setting): Promise<Server> {
  const [program, ...args] = npm
    ? ['npm', 'start', '--silent']
    : [process.execPath, join(root, 'bin', 'cairn'), 'start'];
  const child = spawn(program ?? '', args, {
    cwd: npm ? root : folder,
    env: environment(folder, { SAMPLE: sample, PORT: '0', LOG_LEVEL: 'warn' }),
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, to which a signal goes as from a terminal: npm would not pass it on.
    detached: true,
  });
  const kill = () => process.kill(-Number(child.pid), 'SIGINT');
  process.once('exit', kill);
  let said = '';
  const ended = once(child, 'exit').finally(() => process.off('exit', kill));
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /is at (http:\/\/\S+)/.exec(said)?.[1];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    });
    void ended.then(() => reject(new Error(`the server ended: ${said}`)));
  });
  const stop = async () => {
    kill();
    await ended;
  };
  return { origin, pid: Number(child.pid), stop };
}

/** Runs another command of Cairn to its end; resolves to what it printed. */
export async function runCairn(folder: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'bin', 'cairn'), ...args], {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`cairn ${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

function environment(folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, DATA_DIR: join(folder, 'data'), ...more };
}
