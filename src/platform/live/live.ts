import type { ServerResponse } from 'node:http';
import { Unavailable } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Random } from '../random.ts';
import type { Source } from './channel.ts';
import { Channel, reloadAt } from './channel.ts';
import type { Bytes } from './frames.ts';
import { toBytes } from './frames.ts';
import { Reader } from './reader.ts';
import type { SeatLimits } from './seats.ts';
import { Seats } from './seats.ts';

/** Who a stream was opened for: it lasts no longer than the session. */
export interface Holder {
  /** The hash of the session's token. */
  session: Buffer;
  accountId: string;
  role: string;
}

export interface Joining {
  response: ServerResponse;
  headers: Record<string, string>;
  /** The number of what the reader has had last; null where it has seen nothing and wants what comes. */
  after: number | null;
  /** The keyed name of its network address. */
  address: string;
  holder: Holder | null;
}

export interface LiveOptions {
  clock: Clock;
  random: Random;
  log: Logger;
  limits?: SeatLimits;
}

const usualLimits: SeatLimits = { account: 20, address: 250, all: 15_000 };

/** Milliseconds: a sign of life, more often than proxies give up on a line that says nothing. */
const pulse = 20_000;
/** Between two looks at whose sessions have ended. */
const watching = 1000;
/** A channel that nobody reads is kept for so long, for those whose line broke. */
const kept = 30_000;

/**
 * Event streams: what happens is read once, and the same bytes go to everybody who reads along. A reader who was cut
 * off says what it had last and is sent the rest, once. Knows no feature: a channel has a name, and a source.
 */
export class Live {
  readonly #channels = new Map<string, Channel<Holder>>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Logger;
  readonly #seats: Seats;
  #findEnded: ((holders: readonly Holder[]) => Promise<readonly Holder[]>) | null = null;
  #timers: NodeJS.Timeout[] = [];
  readonly #closeListeners: (() => void)[] = [];
  #isWatching = false;
  #isDraining = false;

  constructor({ clock, random, log, limits = usualLimits }: LiveOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#log = log;
    this.#seats = new Seats(limits);
  }

  /** `findEnded`: which of these sessions are none any more. Asked once a second, for all readers together. */
  watchHolders(findEnded: (holders: readonly Holder[]) => Promise<readonly Holder[]>): void {
    this.#findEnded = findEnded;
  }

  /**
   * Answers the request with the channel's stream; the source is asked by the first who joins. Throws what the source
   * throws, TooMany, and Unavailable once the process is about to stop.
   */
  async join(name: string, source: Source, joining: Joining): Promise<void> {
    if (this.#isDraining) throw new Unavailable('This server is about to start again.');
    const { response, holder, address } = joining;
    const leaveSeat = this.#seats.take(address, holder?.accountId ?? null);
    const channel = this.#channel(name, source);
    const reader = new Reader(response, { holder, address });
    const leave = () => {
      leaveSeat();
      channel.readers.delete(reader);
      this.#leave(name, channel);
    };
    response.once('close', leave);
    try {
      await channel.join(reader, joining.after, () => {
        reader.begin(joining.headers);
        reader.send(toBytes(`retry: ${this.#drawRetry()}\n\n${this.#time()}`));
      });
      this.#start();
    } catch (error) {
      response.off('close', leave);
      leave();
      throw error;
    }
  }

  /** What a stream would begin with, for a request that no line can be held for. */
  async readOnce(name: string, source: Source, after: number | null): Promise<Buffer> {
    const channel = this.#channel(name, source);
    try {
      return await channel.readOnce(after);
    } finally {
      this.#leave(name, channel);
    }
  }

  /** Of these channels there is news; others than those that are read here are none of ours. */
  poke(names: readonly string[]): void {
    for (const name of names) this.#channels.get(name)?.poke();
  }

  /** News may be missed from now on. */
  distrust(): void {
    for (const channel of this.#channels.values()) channel.distrust();
  }

  /** News comes in again: what was missed is read. */
  pokeAll(): void {
    for (const channel of this.#channels.values()) channel.poke();
  }

  /** How many read each channel, those that somebody has just left included. */
  countReaders(): Map<string, number> {
    return new Map([...this.#channels].map(([name, { readers }]) => [name, readers.size]));
  }

  get readers(): number {
    return this.#seats.all;
  }

  /** Called when no stream is open or will be. */
  onClose(listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  /** Ends every stream, and takes no new ones: readers come back within a few seconds, not all at once. */
  drain(): void {
    this.#isDraining = true;
    this.close();
    for (const { readers } of this.#channels.values()) {
      for (const reader of readers) reader.end(toBytes(`retry: ${this.#drawRetry()}\n\n`));
    }
  }

  close(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    for (const channel of this.#channels.values()) channel.close();
    for (const listener of this.#closeListeners.splice(0)) listener();
  }

  #channel(name: string, source: Source): Channel<Holder> {
    const known = this.#channels.get(name);
    if (known) return known;
    const channel = new Channel<Holder>(source, {
      onFailure: (error) => this.#log.warn({ error }, 'what happens live could not be read'),
      onGone: () => {
        this.#remove(name, channel);
        for (const reader of channel.readers) reader.end(reloadAt(0));
      },
    });
    this.#channels.set(name, channel);
    // Who joins is told why; the next one asks anew.
    channel.opened().catch(() => this.#remove(name, channel));
    return channel;
  }

  #leave(name: string, channel: Channel<Holder>): void {
    if (channel.readers.size > 0) return;
    setTimeout(() => {
      if (channel.readers.size === 0) this.#remove(name, channel);
    }, kept).unref();
  }

  #remove(name: string, channel: Channel<Holder>): void {
    channel.close();
    if (this.#channels.get(name) === channel) this.#channels.delete(name);
  }

  #start(): void {
    if (this.#timers.length > 0 || this.#isDraining) return;
    this.#timers = [
      setInterval(() => void this.#sendToAll(toBytes(this.#time())), pulse).unref(),
      setInterval(() => void this.#endEnded(), watching).unref(),
    ];
  }

  async #sendToAll(bytes: Bytes): Promise<void> {
    let sent = 0;
    for (const { readers } of this.#channels.values()) {
      for (const reader of readers) {
        reader.send(bytes);
        sent += 1;
        if (sent % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  async #endEnded(): Promise<void> {
    if (!this.#findEnded || this.#isWatching) return;
    const readers = [...this.#channels.values()].flatMap((channel) =>
      [...channel.readers].filter(({ holder }) => holder !== null),
    );
    if (readers.length === 0) return;
    this.#isWatching = true;
    try {
      const ended = new Set(await this.#findEnded(readers.flatMap(({ holder }) => holder ?? [])));
      for (const reader of readers) {
        if (reader.holder && ended.has(reader.holder)) reader.end(toBytes(`retry: ${this.#drawRetry()}\n\n`));
      }
    } catch (error) {
      this.#log.warn({ error }, 'whose sessions have ended could not be read');
    } finally {
      this.#isWatching = false;
    }
  }

  /** Milliseconds, so that those who are cut off together come back one by one. */
  #drawRetry(): number {
    return 1000 + this.#random.integer(2000);
  }

  /** The server's clock, for readers whose own is wrong; a sign of life, too. */
  #time(): string {
    return `event: time\ndata: ${this.#clock.now().getTime()}\n\n`;
  }
}
