import { createHash } from 'node:crypto';
import type { Random } from '../src/platform/random.ts';

/** The same chance in every run. */
export class RepeatedRandom implements Random {
  #drawn = 0;

  bytes(size: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(size / 32) }, () => this.#block());
    return Buffer.concat(blocks).subarray(0, size);
  }

  integer(below: number): number {
    return this.bytes(6).readUIntBE(0, 6) % below;
  }

  #block(): Buffer {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.#drawn}`).digest();
  }
}
