/** Something that readers are told. A later part about the same subject stands in place of an earlier one. */
export interface Part {
  subject: string;
  /** JSON, without a line break. */
  json: string;
}

/** What they are told at one number; numbers grow, with gaps. */
export interface Frame {
  number: number;
  parts: readonly Part[];
}

/** The same bytes for everybody: `framed` for chunked transfer, in which `plain` lies. */
export interface Bytes {
  framed: Buffer;
  plain: Buffer;
}

/** One event of an event stream for each frame: its number as the id, its parts as a JSON list. */
export function frameText({ number, parts }: Frame): string {
  return `id: ${number}\ndata: [${parts.map(({ json }) => json).join(',')}]\n\n`;
}

export function toBytes(text: string): Bytes {
  const length = Buffer.byteLength(text);
  const head = `${length.toString(16)}\r\n`;
  const framed = Buffer.from(`${head}${text}\r\n`);
  return { framed, plain: framed.subarray(head.length, head.length + length) };
}

/**
 * The frames that were sent last, for readers who come back. What something newer stands in place of is forgotten, so
 * that nobody is handed what is no longer there.
 */
export class KeptFrames {
  readonly #frames = new Map<number, { parts: Map<string, string>; size: number }>();
  readonly #bySubject = new Map<string, number>();
  readonly #maxSize: number;
  #size = 0;
  /** All that came after this number is here. */
  #floor: number;

  /** `maxSize`: characters of JSON. */
  constructor(floor: number, maxSize: number) {
    this.#floor = floor;
    this.#maxSize = maxSize;
  }

  get floor(): number {
    return this.#floor;
  }

  add({ number, parts }: Frame): void {
    for (const { subject } of parts) this.#forget(subject);
    const kept = new Map(parts.map(({ subject, json }) => [subject, json]));
    const size = parts.reduce((sum, { json }) => sum + json.length, 0);
    this.#frames.set(number, { parts: kept, size });
    this.#size += size;
    for (const { subject } of parts) this.#bySubject.set(subject, number);
    for (const oldest of this.#frames.keys()) {
      if (this.#size <= this.#maxSize) break;
      this.#drop(oldest);
    }
  }

  /** Nothing of before is known any more: whoever was told less has to begin anew. */
  clear(floor: number): void {
    this.#frames.clear();
    this.#bySubject.clear();
    this.#size = 0;
    this.#floor = floor;
  }

  after(number: number): Frame[] {
    return [...this.#frames].flatMap(([each, { parts }]) =>
      each > number
        ? [{ number: each, parts: [...parts].map(([subject, json]) => ({ subject, json })) }]
        : [],
    );
  }

  #forget(subject: string): void {
    const number = this.#bySubject.get(subject);
    const frame = number === undefined ? undefined : this.#frames.get(number);
    if (number === undefined || !frame) return;
    const size = frame.parts.get(subject)?.length ?? 0;
    frame.parts.delete(subject);
    frame.size -= size;
    this.#size -= size;
    if (frame.parts.size === 0) this.#frames.delete(number);
  }

  #drop(number: number): void {
    const frame = this.#frames.get(number);
    if (!frame) return;
    for (const subject of frame.parts.keys()) this.#bySubject.delete(subject);
    this.#frames.delete(number);
    this.#size -= frame.size;
    this.#floor = number;
  }
}
