import { setTimeout as delay } from 'node:timers/promises';
import { acquireServer, type Acquired } from './acquire.ts';
import type { LaunchOptions, LogLevel } from './launch.ts';
import { layoutOf } from './layout.ts';
import type { Exit } from './server-process.ts';
import { port } from './socket-folder.ts';

export interface EmbeddedPostgresOptions {
  /** `DATA_DIR`; the server's own things go into its folder `postgres`. */
  dataDir: string;
  /** `POSTGRES_BIN_DIR`: a folder with `postgres` and `initdb` of version 15 or newer. */
  binDir?: string | undefined;
  log?: (level: LogLevel, message: string) => void;
  /** Settings over Cairn's own, for example for a cluster that only lives through a test. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** `host` is the folder of a socket. The role is a plain one that owns its database. */
  readonly connection: { host: string; port: number; user: string; database: string };
  readonly pid: number;
  /** True where another process of this installation runs the server: `stop` then leaves it running. */
  readonly adopted: boolean;
  stop(): Promise<void>;
  /** Hears of each end of the server that nobody asked for. It is started again by itself. */
  onExit(listener: (exit: Exit) => void): void;
}

/**
 * Runs PostgreSQL for `dataDir`, made at the first start, or joins one that another process runs there. The
 * server ends with the process that started it, however that ends; after an end of its own it is started
 * again under the same address. Throws PostgresUnavailable with a sentence for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, binDir, log = () => undefined, settings = {} } = options;
  const launchOptions: LaunchOptions = { layout: layoutOf(dataDir), binDir, log, settings };
  const server = new Supervised(launchOptions, await acquireServer(launchOptions));
  server.supervise();
  return server;
}

class Supervised implements EmbeddedPostgres {
  readonly #options: LaunchOptions;
  readonly #listeners: ((exit: Exit) => void)[] = [];
  readonly #stopping = new AbortController();
  #server: Acquired;
  #supervision = Promise.resolve();

  constructor(options: LaunchOptions, server: Acquired) {
    this.#options = options;
    this.#server = server;
  }

  get connection() {
    return { host: this.#server.host, port, user: 'cairn', database: 'cairn' };
  }

  get pid(): number {
    return this.#server.pid;
  }

  get adopted(): boolean {
    return this.#server.adopted;
  }

  onExit(listener: (exit: Exit) => void): void {
    this.#listeners.push(listener);
  }

  supervise(): void {
    this.#supervision = this.#supervise();
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return this.#supervision;
    this.#stopping.abort();
    await this.#server.stop();
    await this.#supervision;
  }

  async #supervise(): Promise<void> {
    const { log } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const exit = await this.#server.exited;
      if (this.#stopping.signal.aborted) return;
      log('error', `PostgreSQL ended (${exit.signal ?? `code ${exit.code}`}); starting it again`);
      for (const listener of this.#listeners) listener(exit);
      await this.#startAgain();
    }
  }

  async #startAgain(): Promise<void> {
    for (let pause = 100; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, 5000)) {
      try {
        this.#server = await acquireServer(this.#options);
        if (this.#stopping.signal.aborted) await this.#server.stop();
        return;
      } catch (error) {
        this.#options.log('error', error instanceof Error ? error.message : String(error));
        await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }
}
