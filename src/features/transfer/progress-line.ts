export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
}

const interval = { terminal: 100, log: 5000 };

/** One line that is written over on a terminal; a line every five seconds elsewhere. */
export class ProgressLine {
  readonly #stream: ProgressStream;
  #shownAt = performance.now();
  #shown = false;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  show(text: string): void {
    const now = performance.now();
    if (now - this.#shownAt < (this.#stream.isTTY ? interval.terminal : interval.log)) return;
    this.#shownAt = now;
    this.#shown = true;
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
  }

  clear(): void {
    if (this.#shown && this.#stream.isTTY) this.#stream.write('\r\u001b[2K');
  }
}
