import { createReadStream } from 'node:fs';

export const longestLine = 2 * 1024 * 1024;

export interface RawLine {
  /** Counted from 1. */
  number: number;
  /** Without its line end; null where it is longer than `longestLine`. */
  bytes: Buffer | null;
}

const newline = 0x0a;

/**
 * The lines of a file, many at a time. Holds no more than one chunk of the file and one line, whatever
 * the length of the lines.
 */
export async function* readLines(path: string): AsyncGenerator<{ lines: RawLine[]; bytesRead: number }> {
  const current = new OpenLine();
  let number = 0;
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 512 * 1024 }) as AsyncIterable<Buffer>) {
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      current.add(chunk.subarray(start, end));
      lines.push({ number: (number += 1), bytes: current.take() });
      start = end + 1;
    }
    current.add(chunk.subarray(start));
    bytesRead += chunk.length;
    yield { lines, bytesRead };
  }
  if (!current.isEmpty) yield { lines: [{ number: number + 1, bytes: current.take() }], bytesRead };
}

/** A line whose end is not read yet. Of one that is too long only the length is kept. */
class OpenLine {
  #parts: Buffer[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#length += part.length;
    if (this.#length > longestLine) this.#parts = [];
    // Copied: a line that spans chunks must not hold on to the whole of them.
    else this.#parts.push(this.#parts.length === 0 ? part : Buffer.from(part));
  }

  take(): Buffer | null {
    const [first, ...rest] = this.#parts;
    const whole = rest.length > 0 ? Buffer.concat(this.#parts) : (first ?? Buffer.alloc(0));
    const bytes = this.#length > longestLine ? null : whole;
    this.#parts = [];
    this.#length = 0;
    return bytes;
  }
}
