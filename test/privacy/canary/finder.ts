import { spellingsOf, type Spelling } from './spellings.ts';

export interface Hit {
  name: string;
  as: string;
}

interface Needle extends Spelling, Hit {
  bytes: Buffer;
}

const keyLength = 6;

/** Finds secrets in texts, whatever their number: one pass over the text, a table lookup at each byte. */
export class Finder {
  readonly #byStart = new Map<string, Needle[]>();
  readonly #table = new Uint8Array(1 << 20);

  constructor(secrets: ReadonlyMap<string, string | Buffer>) {
    for (const [name, secret] of secrets) {
      for (const spelling of spellingsOf(secret))
        this.#add({ ...spelling, name, bytes: Buffer.from(spelling.text) });
    }
  }

  /** Each secret that stands in the text, once for each way it is written. */
  find(text: string | Buffer): Hit[] {
    const bytes = Buffer.from(text);
    const found = new Map<string, Hit>();
    for (let at = 0; at + keyLength <= bytes.length; at += 1) {
      if (this.#table[slotOf(bytes, at)] === 0) continue;
      const needles = this.#byStart.get(bytes.toString('latin1', at, at + keyLength)) ?? [];
      for (const { name, as, ...needle } of needles) {
        if (stands(needle, bytes, at)) found.set(`${name} ${as}`, { name, as });
      }
    }
    return [...found.values()];
  }

  #add(needle: Needle): void {
    const start = needle.bytes.toString('latin1', 0, keyLength);
    this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), needle]);
    this.#table[slotOf(needle.bytes, 0)] = 1;
  }
}

function slotOf(bytes: Buffer, at: number): number {
  const word =
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0);
  return Math.imul(word, 0x9e3779b1) >>> 12;
}

function stands(
  { bytes: needle, alone }: Pick<Needle, 'bytes' | 'alone'>,
  bytes: Buffer,
  at: number,
): boolean {
  const end = at + needle.length;
  if (bytes.compare(needle, 0, needle.length, at, Math.min(end, bytes.length)) !== 0) return false;
  return !alone || !(isDigit(bytes[at - 1]) || isDigit(bytes[end]));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9A-Za-z]/.test(String.fromCharCode(byte));
}
