import { statement } from '../../platform/db.ts';
import type { Hold } from '../../platform/holds.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Claimed } from './claims.ts';
import { videoHold } from './claims.ts';

/** Milliseconds between two signs of life. */
const beat = 3000;

const touch = statement<{ id: string; attempts: number; progress: number; now: Date }, { id: string }>(
  'touchVideo',
)`
  update videos set progress = ${'progress'}, touched_at = ${'now'}
  where id = ${'id'} and attempts = ${'attempts'} and state = 'processing'
  returning id`;

/**
 * Says again and again that somebody works at it, and holds it until the process ends; over when it was deleted meanwhile,
 * or taken by somebody else.
 */
export class Life {
  readonly #platform: Platform;
  readonly #video: Claimed;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #hold: Hold | null = null;
  #progress = 0;
  #beating: Promise<void> | null = null;

  constructor(platform: Platform, video: Claimed) {
    this.#platform = platform;
    this.#video = video;
    this.#timer = setInterval(() => this.#beat(), beat);
    this.#beat();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  tell(percent: number): void {
    this.#progress = percent;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await this.#hold?.release();
  }

  #beat(): void {
    this.#beating ??= this.#giveSign().finally(() => (this.#beating = null));
  }

  async #giveSign(): Promise<void> {
    const { db, clock, log, holds } = this.#platform;
    const { id, attempts } = this.#video;
    try {
      const alive = await touch(db, { id, attempts, progress: this.#progress, now: clock.now() });
      if (alive.length === 0) this.#ending.abort(new Error('nobody wants this video any more'));
      // The line may have broken; where somebody else has it all the same, the row says who is right.
      else if (!this.#hold?.isKept) this.#hold = await holds.take(videoHold(id));
    } catch (error) {
      // The database is away; whoever is still here when it is back goes on.
      log.warn({ error }, 'a sign of life of a video could not be written');
    }
  }
}
