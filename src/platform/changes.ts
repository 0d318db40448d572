import type { ClientConfig } from 'pg';
import type { Tx } from './db.ts';
import { statement } from './db.ts';
import { QuickClient } from './quick-client.ts';

const channel = 'cairn_changes';

/** Milliseconds. A line can die without a sound, so it is asked now and then. */
const heartbeat = 15_000;
const longestAnswer = 3000;
const pauseBeforeRetry = 250;

const notify = statement<{ payload: string }, never>('notifyChanges')`
  select pg_notify('cairn_changes', ${'payload'})`;

/** News of what has changed, between all processes of one database; they listen on a line of their own. */
export class Changes {
  readonly #listeners: ((tags: readonly string[]) => void)[] = [];
  readonly #lostListeners: (() => void)[] = [];
  readonly #hearingListeners: (() => void)[] = [];
  #line: QuickClient | null = null;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  onChange(listener: (tags: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Called when from now on news may be missed. */
  onLost(listener: () => void): void {
    this.#lostListeners.push(listener);
  }

  /** Called when from now on all news is heard; what was read before may be old. */
  onHearing(listener: () => void): void {
    this.#hearingListeners.push(listener);
  }

  /**
   * Says in `tx` that what these tags name has changed: this process hears it right after the commit,
   * the others by NOTIFY, which PostgreSQL delivers with the commit or not at all.
   */
  async announce(tx: Tx, tags: readonly string[]): Promise<void> {
    tx.afterCommit(() => this.#tell(tags));
    // NOTIFY takes at most 8,000 bytes; ids are short, so 200 tags stay far below.
    for (let start = 0; start < tags.length; start += 200) {
      await notify(tx, { payload: tags.slice(start, start + 200).join(' ') });
    }
  }

  /** Listens until `close`; connects again by itself. Resolves when the first connection listens. */
  async listen(connection: ClientConfig): Promise<void> {
    const line = new QuickClient({ ...connection, keepAlive: true, query_timeout: longestAnswer });
    line.on('notification', ({ payload }) => this.#tell((payload ?? '').split(' ')));
    line.on('error', () => this.#lose(line, connection));
    line.on('end', () => this.#lose(line, connection));
    try {
      await line.connect();
      await line.query(`listen ${channel}`);
    } catch (error) {
      line.cut();
      throw error;
    }
    if (this.#isClosed) return line.cut();
    this.#line = line;
    this.#heartbeat = setInterval(() => void ask(line), heartbeat).unref();
    for (const listener of this.#hearingListeners) listener();
  }

  /** The line is known to be dead: another one is made. */
  hangUp(): void {
    this.#line?.cut();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#heartbeat);
    await this.#line?.end();
  }

  #lose(line: QuickClient, connection: ClientConfig): void {
    if (this.#isClosed || this.#line !== line) return;
    this.#line = null;
    clearInterval(this.#heartbeat);
    for (const listener of this.#lostListeners) listener();
    this.#reconnect(connection);
  }

  #reconnect(connection: ClientConfig): void {
    this.#retry = setTimeout(() => {
      this.listen(connection).catch(() => this.#isClosed || this.#reconnect(connection));
    }, pauseBeforeRetry);
  }

  #tell(tags: readonly string[]): void {
    for (const listener of this.#listeners) listener(tags);
  }
}

async function ask(line: QuickClient): Promise<void> {
  try {
    await line.query('select');
  } catch {
    line.cut();
  }
}
