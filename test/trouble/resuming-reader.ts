import { setTimeout as delay } from 'node:timers/promises';
import { EventReader } from '../event-reader.ts';

interface Op {
  op: string;
  id?: string;
  [more: string]: unknown;
}

/** Somebody who reads along whatever happens: a line that breaks is opened anew, at the next of these addresses. */
export class ResumingReader {
  readonly ids: number[] = [];
  readonly ops: Op[] = [];
  breaks = 0;
  readonly #addresses: readonly string[];
  readonly #done: Promise<void>;
  #reader: EventReader | null = null;
  #turn: number;
  #isClosed = false;

  constructor(addresses: readonly string[], first = 0) {
    this.#addresses = addresses;
    this.#turn = first;
    this.#done = this.#follow();
  }

  /** The line breaks. */
  cut(): void {
    this.#reader?.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.cut();
    await this.#done;
  }

  /** The questions whose cards it was sent. */
  get cards(): string[] {
    return [...new Set(this.ops.flatMap(({ op, id }) => (op === 'put' && id ? [id] : [])))].toSorted();
  }

  last(op: string, key: Record<string, unknown> = {}): Op | undefined {
    return this.ops.findLast(
      (each) => each.op === op && Object.entries(key).every(([name, value]) => each[name] === value),
    );
  }

  async #follow(): Promise<void> {
    while (!this.#isClosed) {
      const address = this.#addresses[this.#turn % this.#addresses.length] ?? '';
      const lastEventId = String(this.ids.at(-1) ?? 0);
      // Nobody is there: as a browser would, it tries again.
      const reader = await EventReader.open(address, { lastEventId }).catch(() => null);
      if (reader && !this.#isClosed) {
        this.#reader = reader;
        await reader.ended;
        this.#take(reader);
      }
      reader?.close();
      this.#turn += 1;
      this.breaks += 1;
      await delay(50 + Math.random() * 100);
    }
  }

  /** What has come so far, from this line too. */
  settle(): this {
    if (this.#reader) this.#take(this.#reader);
    return this;
  }

  #take(reader: EventReader): void {
    for (const { id, event, data } of reader.messages.splice(0)) {
      if (id !== '') this.ids.push(Number(id));
      if (event === 'message') this.ops.push(...(JSON.parse(data) as Op[]));
    }
  }
}
