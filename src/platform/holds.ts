import { setTimeout as delay } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { Unavailable } from '../errors.ts';
import { advisoryLocks } from './advisory-locks.ts';
import { QuickClient } from './quick-client.ts';

const channel = 'cairn_holds';

/** Milliseconds. */
const longestAnswer = 3000;
const heartbeat = 15_000;
const pause = 100;
const pauseBetweenWishes = 1000;

export interface Hold {
  /** False once the line to the database broke: somebody else may have it by now. */
  readonly isKept: boolean;
  release(): Promise<void>;
}

export interface Wish {
  /** Hears that somebody else wants it, and that it was lost; may be called again and again. */
  onWanted?: () => void;
  /** Gives up waiting. */
  signal?: AbortSignal;
}

interface Kept extends Wish {
  /** It is being asked for until then. */
  isTaken: boolean;
}

/**
 * What one request or one process at a time may do, among all processes of a database. A hold is an advisory lock on a
 * line of this process's own, which is not one of the pool's: however many there are they take one connection, and
 * PostgreSQL lets go of them when the process ends, whatever ended it.
 */
export class Holds {
  readonly #connection: ClientConfig;
  readonly #kept = new Map<string, Kept>();
  #line: Promise<QuickClient> | null = null;
  #asked: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(connection: ClientConfig) {
    this.#connection = connection;
  }

  /** Null where somebody has it, here or elsewhere. Throws Unavailable where the database does not answer. */
  async take(name: string, wish: Wish = {}): Promise<Hold | null> {
    if (this.#kept.has(name)) return null;
    const kept: Kept = { ...wish, isTaken: false };
    // At once: two requests of this process share the line, on which a lock can be taken twice.
    this.#kept.set(name, kept);
    try {
      const [row] = await this.#ask<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, $2)) as taken',
        [name, advisoryLocks.holds],
      );
      kept.isTaken = row?.taken ?? false;
    } finally {
      if (!kept.isTaken) this.#forget(name, kept);
    }
    return kept.isTaken ? this.#hold(name, kept) : null;
  }

  /**
   * Waits for it, and tells whoever has it that it is wanted. Null after so many milliseconds, or when `signal` says so.
   */
  async wait(name: string, longest: number, wish: Wish = {}): Promise<Hold | null> {
    const end = performance.now() + longest;
    for (let told = -pauseBetweenWishes; ; await delay(pause)) {
      const hold = await this.take(name, wish);
      const now = performance.now();
      if (hold || wish.signal?.aborted || now > end) return hold;
      if (now - told < pauseBetweenWishes) continue;
      told = now;
      this.#tell(name);
      await this.#ask('select pg_notify($1, $2)', [channel, name]);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#asked;
    const line = await this.#line?.catch(() => null);
    await line?.end();
  }

  #hold(name: string, kept: Kept): Hold {
    const isKept = () => this.#kept.get(name) === kept;
    return {
      get isKept() {
        return isKept();
      },
      release: async () => {
        if (!isKept()) return;
        try {
          await this.#ask('select pg_advisory_unlock(hashtextextended($1, $2))', [name, advisoryLocks.holds]);
        } catch (error) {
          // The line is gone, and the lock with it.
          if (!(error instanceof Unavailable)) throw error;
        } finally {
          this.#forget(name, kept);
        }
      },
    };
  }

  #forget(name: string, kept: Kept): void {
    if (this.#kept.get(name) === kept) this.#kept.delete(name);
  }

  #tell(name: string): void {
    const kept = this.#kept.get(name);
    if (kept?.isTaken) kept.onWanted?.();
  }

  /** One question after the other: a line answers one at a time. */
  async #ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const asking = this.#asked.then(async () => await this.#askNow<Row>(text, values));
    this.#asked = asking.catch(() => undefined);
    return await asking;
  }

  async #askNow<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    this.#line ??= this.#open();
    const opening = this.#line;
    try {
      return (await (await opening).query<Row>(text, values)).rows;
    } catch (cause) {
      // What is held on a line that does not answer is held no more.
      void opening.then((line) => line.cut()).catch(() => undefined);
      if (this.#line === opening) this.#lose();
      throw new Unavailable('The database does not answer at the moment.', { cause });
    }
  }

  async #open(): Promise<QuickClient> {
    if (this.#isClosed) throw new Error('closed');
    const line = new QuickClient({ ...this.#connection, keepAlive: true, query_timeout: longestAnswer });
    await line.connect();
    await line.query(`listen ${channel}`);
    line.on('notification', ({ payload }) => this.#tell(payload ?? ''));
    const opened = this.#line;
    const beat = () => void this.#ask('select', []).catch(() => undefined);
    const timer = setInterval(beat, heartbeat).unref();
    line.once('end', () => {
      clearInterval(timer);
      if (this.#line === opened) this.#lose();
    });
    return line;
  }

  #lose(): void {
    this.#line = null;
    const names = [...this.#kept.keys()];
    for (const name of names) this.#tell(name);
    this.#kept.clear();
  }
}
