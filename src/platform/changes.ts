import pg from 'pg';
import type { Tx } from './db.ts';
import { statement } from './db.ts';

const channel = 'cairn_changes';

const notify = statement<{ payload: string }, never>('notifyChanges')`
  select pg_notify('cairn_changes', ${'payload'})`;

/**
 * Says in `tx` that what these tags name has changed: this process hears it right after the commit,
 * the others by NOTIFY, which PostgreSQL delivers with the commit or not at all.
 */
export class Changes {
  readonly #listeners: ((tags: readonly string[]) => void)[] = [];
  readonly #lostListeners: (() => void)[] = [];
  #client: pg.Client | null = null;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  onChange(listener: (tags: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Called when news may have been missed: the connection broke, or has just been made again. */
  onLost(listener: () => void): void {
    this.#lostListeners.push(listener);
  }

  async announce(tx: Tx, tags: readonly string[]): Promise<void> {
    tx.afterCommit(() => this.#tell(tags));
    // NOTIFY takes at most 8,000 bytes; ids are short, so 200 tags stay far below.
    for (let start = 0; start < tags.length; start += 200) {
      await notify(tx, { payload: tags.slice(start, start + 200).join(' ') });
    }
  }

  /** Listens until `close`; connects again by itself. Resolves when the first connection listens. */
  async listen(connection: pg.ClientConfig): Promise<void> {
    const client = new pg.Client({ ...connection, keepAlive: true });
    client.on('notification', ({ payload }) => this.#tell((payload ?? '').split(' ')));
    client.on('error', () => this.#lost(client, connection));
    client.on('end', () => this.#lost(client, connection));
    await client.connect();
    await client.query(`listen ${channel}`);
    this.#client = client;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  #lost(client: pg.Client, connection: pg.ClientConfig): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    for (const listener of this.#lostListeners) listener();
    this.#reconnect(connection);
  }

  #reconnect(connection: pg.ClientConfig): void {
    this.#retry = setTimeout(() => {
      this.listen(connection).then(
        () => this.#lostListeners.forEach((listener) => listener()),
        () => this.#closed || this.#reconnect(connection),
      );
    }, 250);
  }

  #tell(tags: readonly string[]): void {
    for (const listener of this.#listeners) listener(tags);
  }
}
