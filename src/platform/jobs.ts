import { createHash, randomUUID } from 'node:crypto';
import type { ClientConfig } from 'pg';
import type { ConstructorOptions, Job, JobResult, PgBoss, QueueOptions } from 'pg-boss';
import { Unavailable } from '../errors.ts';
import type { Tx } from './db.ts';
import { statement } from './db.ts';
import type { Logger } from './logger.ts';

/** What a job carries: ids only, and never an account beside a masked post. */
export type Payload = Record<string, string>;

export interface SendOptions {
  /** Not before this time. */
  startAfter?: Date;
  /** While a job of this name and key waits, another one is not added. */
  key?: string;
}

interface HandlerOptions {
  /** One comes by itself that often, whatever the number of processes. */
  everyMinutes?: number;
  /** For what takes longer than a stop may: puts back what is under way, for another process. */
  putBack?: () => Promise<void>;
}

interface Handler extends HandlerOptions {
  run(payload: Payload): Promise<void>;
}

interface Watch {
  log: Logger;
  /** Hears of each end of a job. */
  onEnd(name: string, result: 'done' | 'failed'): void;
}

const queue: QueueOptions & { notify: boolean } = {
  notify: true,
  retryLimit: 10,
  retryDelay: 30,
  retryBackoff: true,
  retryDelayMax: 60 * 60,
  // A job that is done says when something happened on the post it names: it goes soon.
  deleteAfterSeconds: 60 * 60,
};

// One after the other would take half a minute each: a worker rests after every fetch that is not full.
const work = { batchSize: 10, burstWhenBatchFull: true, perJobResults: true } as const;

const forgetWhenSent = statement<{ name: string; id: string }, never>('forgetWhenJobWasSent')`
  update pgboss.job set created_on = start_after where name = ${'name'} and id = ${'id'}`;

/**
 * Work that happens after a commit, at least once: handlers may run twice. Kept in PostgreSQL
 * (pg-boss), sent inside the transaction that causes it.
 */
export class Jobs {
  readonly #connection: ClientConfig;
  readonly #watch: Watch;
  readonly #handlers = new Map<string, Handler>();
  readonly #timers: NodeJS.Timeout[] = [];
  #boss: Promise<PgBoss> | null = null;
  /** Who only sends leaves the queue's upkeep to those who work. */
  #works = false;

  constructor(connection: ClientConfig, watch: Watch) {
    this.#connection = connection;
    this.#watch = watch;
  }

  /** What does the jobs of that name. */
  on(name: string, run: Handler['run'], options: HandlerOptions = {}): void {
    this.#handlers.set(name, { run, ...options });
  }

  /** From now on this process does jobs. Jobs can be sent before that, and without it. May be tried again. */
  async start(): Promise<void> {
    this.#works = true;
    this.#forgetTimers();
    const sender = this.#boss;
    this.#boss = null;
    await (await sender)?.stop({ graceful: false });
    const boss = await this.#open();
    for (const [name, handler] of this.#handlers) {
      await boss.work<Payload>(name, work, (jobs) => Promise.all(jobs.map((job) => this.#run(handler, job))));
      if (handler.everyMinutes) this.#repeat(boss, name, handler.everyMinutes * 60);
    }
  }

  async send(tx: Tx, name: string, payload: Payload, { startAfter, key }: SendOptions = {}): Promise<void> {
    const boss = await this.#open();
    const id = await boss.send(name, payload, {
      db: {
        executeSql: (text, values) => tx.client.query({ name: nameOf(text), text, values: values ?? [] }),
      },
      // Jobs without a key would all have the same one, and only one of them would wait.
      singletonKey: key ?? randomUUID(),
      ...(startAfter ? { startAfter } : {}),
    });
    if (id && startAfter) await forgetWhenSent(tx, { name, id });
  }

  /** The first half of a stop: jobs that take long go back, and no more of them are begun here. */
  async putBack(): Promise<void> {
    const boss = await this.#boss?.catch(() => null);
    for (const [name, { putBack }] of this.#handlers) {
      if (!putBack) continue;
      await boss?.offWork(name, { wait: false });
      await putBack();
    }
  }

  /** Lets running jobs end, for up to five seconds; the others wait for the next start. */
  async stop(): Promise<void> {
    await this.putBack();
    this.#forgetTimers();
    const opening = this.#boss;
    this.#boss = null;
    await (await opening)?.stop({ graceful: true, timeout: 5000 });
  }

  #forgetTimers(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  #open(): Promise<PgBoss> {
    this.#boss ??= this.#connect().catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }

  /** Loaded when it is needed: it takes a tenth of a second that the first page need not wait for. */
  async #connect(): Promise<PgBoss> {
    const { PgBoss } = await import('pg-boss');
    const options = {
      ...{ max: 2, useListenNotify: true, schedule: false, supervise: this.#works },
      maintenanceIntervalSeconds: 60 * 60,
    };
    const boss = new PgBoss({ ...poolOptions(this.#connection), ...options });
    boss.on('error', (error) => this.#watch.log.warn({ error }, 'the job queue'));
    try {
      await boss.start();
      const known = new Set((await boss.getQueues()).map(({ name }) => name));
      for (const name of this.#handlers.keys()) {
        if (known.has(name)) await boss.updateQueue(name, queue);
        else await boss.createQueue(name, { ...queue, policy: 'short' });
      }
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error;
    }
  }

  async #run(handler: Handler, job: Job<Payload>): Promise<JobResult> {
    const { id, name } = job;
    try {
      await handler.run(job.data);
      this.#watch.onEnd(name, 'done');
      return { id, status: 'completed' };
    } catch (error) {
      const words = error instanceof Unavailable ? error.message : 'a job failed';
      this.#watch.log.error({ error, job: name }, words);
      this.#watch.onEnd(name, 'failed');
      // Not the error: the queue would store its message, in which mail servers name the recipient.
      return { id, status: 'failed' };
    }
  }

  #repeat(boss: PgBoss, name: string, seconds: number): void {
    const send = () => {
      boss.send(name, {}, { singletonSeconds: seconds }).catch((error: unknown) => {
        this.#watch.log.warn({ error, job: name }, 'a repeated job could not be sent');
      });
    };
    send();
    this.#timers.push(setInterval(send, seconds * 1000));
  }
}

/** Named, the queue's long statement is planned once a connection, which takes two thirds off its time. */
function nameOf(text: string): string {
  return `job-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function poolOptions(connection: ClientConfig): ConstructorOptions {
  const { connectionString, host, port, user, password, database, ssl } = connection;
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
