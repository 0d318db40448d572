import { NotFound, Unavailable } from '../../errors.ts';
import type { Bytes, Frame } from './frames.ts';
import { KeptFrames, frameText, toBytes } from './frames.ts';
import type { Reader } from './reader.ts';

/** What a channel tells of, read by its feature. */
export interface Source {
  /** The number of the last thing that happened. Throws NotFound. */
  open(): Promise<number>;
  /**
   * Frames of what happened after `number`, in order, and the number of the last of it. Null: some of it is not known
   * any more, so readers fetch the page anew. `isNext`: it goes on from what was read before, not for a straggler.
   */
  read(number: number, isNext: boolean): Promise<{ frames: Frame[]; upTo: number } | null>;
}

/** Milliseconds between two sendings: what happens meanwhile goes out together. */
const pace = 250;
/** After a failure, as when the database is away. */
const pauseAfterFailure = 1000;
/** Milliseconds that writing may hold up everything else: a page takes a few turns of the loop between stretches. */
const longestStretch = 1;
/** Characters of JSON, in memory for those who come back. */
const mostKept = 2 * 1024 * 1024;

/** Whom a channel tells of its troubles. */
export interface Troubles {
  onFailure(error: unknown): void;
  /** There is nothing to tell of any more: whoever reads is sent away. */
  onGone(): void;
}

/** Readers of one thing that happens, and what was sent to them last. */
export class Channel<Holder> {
  readonly readers = new Set<Reader<Holder>>();
  readonly #source: Source;
  readonly #troubles: Troubles;
  readonly #frames = new KeptFrames(0, mostKept);
  readonly #opening: Promise<void>;
  /** What stragglers get, by the number that they ask from: made once for all who ask before the next sending. */
  readonly #caughtUp = new Map<number, Promise<CaughtUp>>();
  #newest = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | null = null;
  #isBehind = false;
  #sentAt = 0;
  #isClosed = false;

  constructor(source: Source, troubles: Troubles) {
    this.#source = source;
    this.#troubles = troubles;
    this.#opening = this.#open();
  }

  /** Throws what the source throws. */
  async opened(): Promise<void> {
    await this.#opening;
  }

  /** Something happened, or may have: it is read and sent within the pace. */
  poke(): void {
    this.#isBehind = true;
    if (this.#timer || this.#flushing || this.#isClosed || this.readers.size === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#flush().catch((error: unknown) => this.#troubles.onFailure(error));
      },
      Math.max(0, this.#sentAt + pace - performance.now()),
    ).unref();
  }

  /** News may be missed from now on: what is kept may be gone, so stragglers are told what is read for them. */
  distrust(): void {
    this.#frames.clear(this.#newest);
    this.#caughtUp.clear();
  }

  /** Sends the reader what it has missed since `after` (null: nothing), and from then on what happens. */
  async join(reader: Reader<Holder>, after: number | null, begin: () => void): Promise<void> {
    await this.#catchUp(after ?? 0);
    const missed: Bytes[] = [];
    let place = after ?? this.#newest;
    // What was read for a straggler may be ahead of what the others were sent.
    while (place < this.#newest || (missed.length === 0 && place > this.#newest)) {
      const { bytes, upTo } = await this.#since(place);
      missed.push(bytes);
      place = upTo;
    }
    if (reader.isGone) return;
    if (this.#isClosed) throw new Unavailable('This is over, or about to start again.');
    begin();
    for (const bytes of missed) reader.send(bytes);
    reader.at = place;
    this.readers.add(reader);
    if (this.#isBehind) this.poke();
  }

  /** Everything since `after`, for who cannot stay. */
  async readOnce(after: number | null): Promise<Buffer> {
    await this.#catchUp(after ?? 0);
    const { bytes } = await this.#since(after ?? this.#newest);
    return bytes.plain;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #open(): Promise<void> {
    this.#newest = await this.#source.open();
    this.distrust();
  }

  /** While nobody read along nothing was sent, and what is kept may be old. */
  async #catchUp(after: number): Promise<void> {
    await this.#opening;
    const isOld = this.#isBehind && this.readers.size === 0;
    if (isOld || after > this.#newest) await this.#flush();
  }

  /** One at a time; whoever asks meanwhile waits for the one that is under way. */
  async #flush(): Promise<void> {
    this.#flushing ??= this.#readAndSend().finally(() => {
      this.#flushing = null;
      if (this.#isBehind) this.poke();
    });
    await this.#flushing;
  }

  async #readAndSend(): Promise<void> {
    this.#isBehind = false;
    const from = this.#newest;
    try {
      const read = await this.#source.read(from, true);
      if (read) this.#take(read);
      else await this.#open();
    } catch (error) {
      if (error instanceof NotFound) this.#troubles.onGone();
      else this.#isBehind = true;
      // Else the next poke would ask at once.
      this.#sentAt = performance.now() + pauseAfterFailure - pace;
      throw error;
    }
    if (this.#newest !== from) await this.#send(from, this.#newest);
  }

  #take({ frames, upTo }: { frames: Frame[]; upTo: number }): void {
    for (const frame of frames) this.#frames.add(frame);
    if (upTo !== this.#newest) this.#caughtUp.clear();
    this.#newest = upTo;
  }

  async #send(from: number, upTo: number): Promise<void> {
    this.#sentAt = performance.now();
    let begun = performance.now();
    const shared = await this.#since(from);
    for (const reader of this.readers) {
      // Who joined meanwhile was sent it already, or a part of it.
      const { bytes } = reader.at === from || reader.at >= upTo ? shared : await this.#since(reader.at);
      if (reader.at < upTo && bytes.plain.length > 0) reader.send(bytes);
      reader.at = Math.max(reader.at, upTo);
      if (performance.now() - begun < longestStretch) continue;
      await new Promise((resolve) => setImmediate(resolve));
      begun = performance.now();
    }
  }

  async #since(number: number): Promise<CaughtUp> {
    const known = this.#caughtUp.get(number);
    if (known) return await known;
    const made = this.#makeSince(number);
    this.#caughtUp.set(number, made);
    made.catch(() => this.#caughtUp.delete(number));
    return await made;
  }

  async #makeSince(number: number): Promise<CaughtUp> {
    const newest = this.#newest;
    if (number >= this.#frames.floor && number <= newest) {
      return { bytes: toBytes(this.#frames.after(number).map(frameText).join('')), upTo: newest };
    }
    const read = number < newest ? await this.#source.read(number, false) : null;
    if (read) return { bytes: toBytes(read.frames.map(frameText).join('')), upTo: read.upTo };
    return { bytes: reloadAt(newest), upTo: newest };
  }
}

interface CaughtUp {
  bytes: Bytes;
  upTo: number;
}

/** What was missed is not known any more: the page says it all. */
export function reloadAt(number: number): Bytes {
  return toBytes(`id: ${number}\nevent: reload\ndata: ${number}\n\n`);
}
