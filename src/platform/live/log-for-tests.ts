import { NotFound } from '../../errors.ts';
import type { Source } from './channel.ts';
import type { Frame } from './frames.ts';

/** Things that happened, in memory, as a source. */
export class LogForTests implements Source {
  readonly #happened: { subject: string; text: string }[] = [];
  /** All before is forgotten. */
  oldest = 0;
  isGone = false;
  isAway = false;
  opened = 0;
  onRead: () => void = () => undefined;
  /** From which numbers stragglers were read for. */
  readonly stragglers: number[] = [];

  add(text: string, subject = `${this.#happened.length}`): void {
    this.#happened.push({ subject, text });
  }

  async open(): Promise<number> {
    this.opened += 1;
    return await this.#answer(this.#happened.length);
  }

  async read(number: number, isNext: boolean): Promise<{ frames: Frame[]; upTo: number } | null> {
    this.onRead();
    if (!isNext) this.stragglers.push(number);
    const frames = this.#happened.slice(number).map(({ subject, text }, place) => ({
      number: number + place + 1,
      parts: [{ subject, json: JSON.stringify(text) }],
    }));
    return await this.#answer(number < this.oldest ? null : { frames, upTo: this.#happened.length });
  }

  async #answer<Value>(value: Value): Promise<Value> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isGone) throw new NotFound('It is gone.');
    if (this.isAway) throw new Error('nobody answers');
    return value;
  }
}
