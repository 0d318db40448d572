import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { QuickClient } from './quick-client.ts';

/** Milliseconds. Together they keep the time that a request hangs on a database that is gone below two seconds. */
const glance = 200;
const patience = 700;

export interface PulseListeners {
  onAway(): void;
  onBack(): void;
}

/**
 * Tells a database that is gone from one that is slow. When something is waited for and nothing comes back, a
 * new connection is tried; where that finds nobody either, all that waits fails, and so does what comes after
 * it until a connection can be made again.
 */
export class Pulse {
  readonly #connection: pg.ClientConfig;
  readonly #clients = new Set<QuickClient>();
  #listeners: PulseListeners | null = null;
  #timer: NodeJS.Timeout | undefined;
  #underWay = 0;
  #answers = 0;
  #answersBefore = -1;
  #isAsking = false;
  #isAway = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  /** For a process that serves. What runs long and alone, such as an import, rather waits. */
  start(listeners: PulseListeners): void {
    this.#listeners = listeners;
    this.#timer = setInterval(() => this.#glance(), glance).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** A connection that is about to be made: it is cut when the database is found to be gone. */
  add(client: QuickClient): void {
    this.#clients.add(client);
    client.once('end', () => this.#clients.delete(client));
    if (this.#isAway) setImmediate(() => client.cut());
  }

  /** Does what needs the database, under watch. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#answers += 1;
    }
  }

  /** Something came back in the middle of work. */
  hear(): void {
    this.#answers += 1;
  }

  #glance(): void {
    const isSilent = this.#underWay > 0 && this.#answers === this.#answersBefore;
    this.#answersBefore = this.#underWay > 0 ? this.#answers : -1;
    if (isSilent && !this.#isAsking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    if (!(await this.#isThere())) await this.#waitForReturn();
    this.#isAsking = false;
  }

  async #waitForReturn(): Promise<void> {
    if (!this.#timer) return;
    this.#isAway = true;
    for (const client of this.#clients) client.cut();
    this.#listeners?.onAway();
    do await delay(glance, undefined, { ref: false });
    while (this.#timer && !(await this.#isThere()));
    this.#isAway = false;
    if (this.#timer) this.#listeners?.onBack();
  }

  /** True where somebody answers, if only with a refusal. */
  async #isThere(): Promise<boolean> {
    const client = new QuickClient({ ...this.#connection, connectionTimeoutMillis: patience });
    try {
      await client.connect();
      return true;
    } catch (error) {
      return error instanceof pg.DatabaseError && !isStarting(error);
    } finally {
      client.cut();
    }
  }
}

function isStarting({ code }: pg.DatabaseError): boolean {
  return code === '57P03';
}
