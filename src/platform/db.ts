import pg from 'pg';
import { Unavailable } from '../errors.ts';
import { codeOf } from './error-code.ts';
import type { PulseListeners } from './pulse.ts';
import { Pulse } from './pulse.ts';
import { QuickClient, longestConnect } from './quick-client.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Something statements run on: the pool, or a transaction. */
export interface Queryable {
  run<Row>(name: string, text: string, values: unknown[]): Promise<Row[]>;
}

export interface Statement<Params, Row> {
  (db: Queryable, params: Params): Promise<Row[]>;
  readonly statementName: string;
  readonly text: string;
}

/** Every statement of the program by name; a test prepares each against the migrated schema. */
export const statements = new Map<string, Statement<never, unknown>>();

/**
 * Makes a named, prepared statement. Placeholders are the names of parameters:
 * ``statement<{ slug: string }, { name: string }>('findTopic')`select name from topics where slug = ${'slug'}` ``
 * is called as `findTopic(db, { slug })` and resolves to the rows. Throws at load when a name is used twice.
 */
export function statement<Params, Row>(name: string) {
  return (strings: TemplateStringsArray, ...names: (keyof Params & string)[]): Statement<Params, Row> => {
    const order = [...new Set(names)];
    const place = (key: (keyof Params & string) | undefined) => order.findIndex((known) => known === key) + 1;
    const text = strings.reduce((sql, part, index) => `${sql}$${place(names[index - 1])}${part}`);
    const run = (db: Queryable, params: Params) =>
      db.run<Row>(
        name,
        text,
        order.map((key) => params[key]),
      );
    const made = Object.assign(run, { statementName: name, text });
    if (statements.has(name)) throw new Error(`two statements are named ${name}`);
    statements.set(name, made);
    return made;
  };
}

/** Milliseconds to wait for a free connection, which under load is no failure. */
const longestQueue = 8000;

/** The pool of connections, and the transactions on it. What fails because nobody answers throws Unavailable. */
export class Database implements Queryable {
  readonly pool: pg.Pool;
  readonly #pulse: Pulse;

  /** `onIdleError` hears of connections that break while nobody uses them. */
  constructor(connection: pg.PoolConfig, onIdleError: (error: Error) => void) {
    const pulse = new Pulse(connection);
    // The pool would wait as long for a connection to be made as for one to become free.
    class WatchedClient extends QuickClient {
      constructor(config: pg.ClientConfig = {}) {
        super({ ...config, connectionTimeoutMillis: longestConnect });
        pulse.add(this);
      }
    }
    this.pool = new pg.Pool({
      ...{ max: 16, connectionTimeoutMillis: longestQueue, keepAlive: true, Client: WatchedClient },
      ...connection,
    });
    // The pool does not wait for its connections to be closed, so the end of the server still reaches some.
    this.pool.on('error', (error) => this.pool.ending || onIdleError(error));
    this.#pulse = pulse;
  }

  /** From now on a database that does not answer is found out, instead of being waited for. */
  watch(listeners: PulseListeners): void {
    this.#pulse.start(listeners);
  }

  async run<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    try {
      const result = await this.#pulse.during(() => this.pool.query({ name, text, values }));
      return result.rows as Row[];
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /**
   * Runs `work` in one transaction. Deadlocks and serialization failures are tried again, so `work`
   * must have no effect outside `tx`; what belongs after the commit goes to `tx.afterCommit`.
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return await this.#pulse.during(() => this.#transaction(work));
  }

  async close(): Promise<void> {
    this.#pulse.stop();
    await this.pool.end();
  }

  async #transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connect();
      const tx = new Tx(client, this.#pulse);
      try {
        await client.query('begin');
        const result = await work(tx);
        await client.query('commit');
        tx.end();
        client.release();
        for (const listener of tx.committed) listener();
        return result;
      } catch (error) {
        tx.end();
        await rollback(client);
        if (attempt < 4 && isRetryable(error)) continue;
        throw asUnavailable(error);
      }
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

/** An open transaction; using it after its end throws. */
export class Tx implements Queryable {
  readonly #client: pg.PoolClient;
  readonly #pulse: Pulse;
  #open = true;
  readonly committed: (() => void)[] = [];

  constructor(client: pg.PoolClient, pulse: Pulse) {
    this.#client = client;
    this.#pulse = pulse;
  }

  async run<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    if (!this.#open) throw new Error(`${name} was sent on a transaction that has ended`);
    const result = await this.#client.query({ name, text, values });
    this.#pulse.hear();
    return result.rows as Row[];
  }

  /** The open connection, for what speaks a protocol of its own (COPY, the job queue). */
  get client(): pg.PoolClient {
    if (!this.#open) throw new Error('the transaction has ended');
    return this.#client;
  }

  afterCommit(listener: () => void): void {
    this.committed.push(listener);
  }

  end(): void {
    this.#open = false;
  }
}

async function rollback(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** True for a violated unique constraint or index of that name. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && (error as { constraint?: string }).constraint === constraint;
}

// Of the system, and of PostgreSQL: connection exceptions, insufficient resources, shutting down or starting.
const unreachable = /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EAGAIN|ENOENT|EPIPE|ETIMEDOUT|08|53|57P0)/;
const lost =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|not queryable|Cannot use a pool/;

/** Whether it says that the database cannot be reached, whoever threw it. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  return error instanceof Error && (unreachable.test(codeOf(error)) || lost.test(error.message));
}

function asUnavailable(error: unknown): unknown {
  return isOutage(error)
    ? new Unavailable('The database does not answer at the moment.', { cause: error })
    : error;
}

/** The only row of a statement that returns exactly one. */
export function one<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('a statement that returns one row returned none');
  return row;
}
