/**
 * Work that takes long: one after the other, and one at a time in each process. `doNext` does what comes next, or puts it
 * back where the signal says that the process stops; it resolves to whether there was anything to do.
 */
export class OneByOne {
  readonly #doNext: (stopping: AbortSignal) => Promise<boolean>;
  readonly #stopping = new AbortController();
  #working: Promise<void> | null = null;

  constructor(doNext: (stopping: AbortSignal) => Promise<boolean>) {
    this.#doNext = doNext;
  }

  /** Until nothing waits any more. */
  async work(): Promise<void> {
    this.#working ??= this.#workAll().finally(() => (this.#working = null));
    await this.#working;
  }

  /** Begins nothing more, and leaves what is under way to another process, as if it had not been begun. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('this process stops'));
    // Whoever began it hears what went wrong.
    await this.#working?.catch(() => undefined);
  }

  async #workAll(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted && (await this.#doNext(signal)));
  }
}
