import type { ClientConfig } from 'pg';
import type { ConstructorOptions } from 'pg-boss';
import { PgBoss } from 'pg-boss';
import type { Tx } from './db.ts';
import type { Logger } from './logger.ts';

/** What a job carries: ids only, and never an account beside a masked post. */
export type Payload = Record<string, string>;

export interface SendOptions {
  /** Not before this time. */
  startAfter?: Date;
  /** While a job of this name and key waits, another one is not added. */
  key?: string;
}

/**
 * Work that happens after a commit, at least once: handlers may run twice. Kept in PostgreSQL
 * (pg-boss), sent inside the transaction that causes it.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #handlers = new Map<string, (payload: Payload) => Promise<void>>();

  constructor(connection: ClientConfig, log: Logger) {
    this.#boss = new PgBoss({ ...poolOptions(connection), max: 3, useListenNotify: true });
    this.#boss.on('error', (error) => log.warn({ error }, 'the job queue'));
  }

  on(name: string, handler: (payload: Payload) => Promise<void>): void {
    this.#handlers.set(name, handler);
  }

  async start(): Promise<void> {
    await this.#boss.start();
    for (const [name, handler] of this.#handlers) {
      await this.#boss.createQueue(name, {
        policy: 'short',
        retryLimit: 5,
        retryBackoff: true,
        retryDelay: 30,
      });
      await this.#boss.work<Payload>(name, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      });
    }
  }

  async send(tx: Tx, name: string, payload: Payload, { startAfter, key }: SendOptions = {}): Promise<void> {
    await this.#boss.send(name, payload, {
      db: { executeSql: (text, values) => tx.client.query(text, values) },
      ...(startAfter ? { startAfter } : {}),
      ...(key ? { singletonKey: key } : {}),
    });
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 5000 });
  }
}

function poolOptions({
  connectionString,
  host,
  port,
  user,
  password,
  database,
  ssl,
}: ClientConfig): ConstructorOptions {
  if (connectionString) return { connectionString, ssl };
  if (typeof password === 'function') throw new Error('the job queue needs a plain password');
  return {
    host: host ?? '',
    port: port ?? 5432,
    user: user ?? '',
    password: password ?? '',
    database: database ?? '',
  };
}
