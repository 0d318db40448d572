import type { Logger } from './logger.ts';

/** Milliseconds between two signs of life, and without one after which somebody else takes over. */
const beat = 3000;
export const silence = 2 * 60_000;

/**
 * Says again and again that somebody works at something. `tell` writes it down, and resolves to whether it is still wanted
 * of this one: if not, `signal` is aborted.
 */
export class SignOfLife {
  readonly #log: Logger;
  readonly #tell: () => Promise<boolean>;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beating = false;

  constructor(log: Logger, tell: () => Promise<boolean>) {
    this.#log = log;
    this.#tell = tell;
    this.#timer = setInterval(() => void this.#beat(), beat);
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Nobody wants it any more. */
  get isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    try {
      if (!(await this.#tell())) this.#ending.abort(new Error('nobody wants this any more'));
    } catch (error) {
      // The database is away; whoever is still here when it is back goes on.
      this.#log.warn({ error }, 'a sign of life could not be written');
    } finally {
      this.#beating = false;
    }
  }
}
