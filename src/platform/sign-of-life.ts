import { advisoryLocks } from './advisory-locks.ts';
import type { Hold } from './holds.ts';
import type { Platform } from './platform.ts';

/** Milliseconds between two signs of life. */
const beat = 3000;
/** Milliseconds without one: after which it matters that nobody holds it, and after which nothing does. */
const quiet = 10_000;
const silence = 2 * 60_000;

/** For statements that look for work whose process has died. `lock` is that of holds. */
export interface Silence {
  now: Date;
  quietSince: Date;
  silentSince: Date;
  lock: number;
}

export function silenceAt(now: Date): Silence {
  const before = (ms: number) => new Date(now.getTime() - ms);
  return { now, quietSince: before(quiet), silentSince: before(silence), lock: advisoryLocks.holds };
}

export interface Work {
  /** What this process holds meanwhile: free as soon as it has died. */
  hold: string;
  /** Writes the sign down, and resolves to whether the work is still wanted of this process. */
  tell: () => Promise<boolean>;
}

/**
 * Says again and again that somebody works at something, and holds it until the process ends; over when nobody wants it any
 * more, or somebody else has taken it.
 */
export class SignOfLife {
  readonly #platform: Pick<Platform, 'log' | 'holds'>;
  readonly #work: Work;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #hold: Hold | null = null;
  #beating: Promise<void> | null = null;

  constructor(platform: Pick<Platform, 'log' | 'holds'>, work: Work) {
    this.#platform = platform;
    this.#work = work;
    this.#timer = setInterval(() => this.#beat(), beat);
    this.#beat();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get isOver(): boolean {
    return this.#ending.signal.aborted;
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
    const { log, holds } = this.#platform;
    const { hold, tell } = this.#work;
    try {
      if (!(await tell())) this.#ending.abort(new Error('nobody wants this any more'));
      // The line may have broken; where somebody else has it all the same, the row says who is right.
      else if (!this.#hold?.isKept) this.#hold = await holds.take(hold);
    } catch (error) {
      // The database is away; whoever is still here when it is back goes on.
      log.warn({ error }, 'a sign of life could not be written');
    }
  }
}
