import { createHash } from 'node:crypto';
import type { Random } from '../../src/platform/random.ts';

/** The same chance for the same seed. Begun anew before each step, so that one more draw shifts nothing that comes after. */
export class SeededRandom implements Random {
  #seed = '';
  #drawn = 0;

  constructor(seed: string) {
    this.begin(seed);
  }

  begin(seed: string): void {
    this.#seed = seed;
    this.#drawn = 0;
  }

  bytes(size: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(size / 32) }, () => this.#block());
    return Buffer.concat(blocks).subarray(0, size);
  }

  integer(below: number): number {
    return this.bytes(6).readUIntBE(0, 6) % below;
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.integer(100) < percent;
  }

  pick<One>(all: readonly One[]): One {
    const one = all[this.integer(all.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  shuffle<One>(all: readonly One[]): One[] {
    const shuffled = [...all];
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = this.integer(at + 1);
      const [a, b] = [shuffled[at], shuffled[other]];
      if (a !== undefined && b !== undefined) [shuffled[at], shuffled[other]] = [b, a];
    }
    return shuffled;
  }

  #block(): Buffer {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.#seed} ${this.#drawn}`).digest();
  }
}
