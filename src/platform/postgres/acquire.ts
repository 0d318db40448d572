import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from './end-process.ts';
import { launch, type LaunchOptions } from './launch.ts';
import { findPostmaster, isOrphan } from './postmaster.ts';
import { isServerOf } from './processes.ts';
import { NotStarted, type Exit, type ServerProcess } from './server-process.ts';
import { findSocketFolder, leaveSocketFolder, socketFile } from './socket-folder.ts';

export interface Acquired extends ServerProcess {
  adopted: boolean;
  /** The folder of the socket. */
  host: string;
}

// What a start says while a dead server's processes are still ending, or another start was faster.
const passing = /lock file .* already exists|shared memory block .* still in use|could not bind Unix address/;
const patience = 4000;
const glance = 50;

/**
 * Joins the server that another living process of this installation runs, or starts one. One whose owner was
 * killed is ended first: it is about to end anyway.
 */
export async function acquireServer(options: LaunchOptions): Promise<Acquired> {
  const { cluster } = options.layout;
  for (let failingSince = 0; ; await delay(glance)) {
    const running = findPostmaster(cluster);
    if (running && isOrphan(cluster, running)) await endProcess(running.pid, whenGone(cluster, running.pid));
    else if (running?.state === 'ready' && hasSocket(options)) return adopt(options, running.pid);
    else if (!running) {
      try {
        return await start(options);
      } catch (error) {
        if (!(error instanceof NotStarted && passing.test(error.output))) throw error;
        failingSince ||= Date.now();
        if (Date.now() - failingSince > patience) throw error;
      }
    }
  }
}

async function start(options: LaunchOptions): Promise<Acquired> {
  const { server, host } = await launch(options);
  const stop = async () => {
    await server.stop();
    await leaveSocketFolder(options.layout);
  };
  return { ...server, host, adopted: false, stop };
}

function adopt({ layout, log }: LaunchOptions, pid: number): Acquired {
  log('info', `PostgreSQL already runs for ${layout.home} (process ${pid}); joining it`);
  const watch = new AbortController();
  const gone = whenGone(layout.cluster, pid, watch.signal);
  const exited = gone.then((): Exit => ({ code: null, signal: null }));
  const stop = async () => {
    watch.abort();
    await exited;
  };
  return { pid, host: findSocketFolder(layout), adopted: true, exited, stop };
}

function hasSocket({ layout }: LaunchOptions): boolean {
  return existsSync(join(findSocketFolder(layout), socketFile));
}

async function whenGone(cluster: string, pid: number, enough?: AbortSignal): Promise<void> {
  const isEnough = () => enough?.aborted ?? false;
  const told = enough && once(enough, 'abort');
  while (!isEnough() && isServerOf(cluster, pid)) {
    const pause = delay(glance, undefined, { ref: false });
    await (told ? Promise.race([pause, told]) : pause);
  }
}
