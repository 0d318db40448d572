import type { KeyObject } from 'node:crypto';
import { isBox, openBox } from './boxes.ts';
import type { Keys } from './keys.ts';
import { KeyMissing, versionOf } from './keys.ts';

/**
 * Opens what `Keys.sealAway` has sealed, with the private halves that only workers and commands load. Whoever may
 * ask it for what is inside is listed in src/features/keys/who-opens.test.ts.
 */
export class Opener {
  readonly #keys: Keys;
  readonly #readAgain: () => ReadonlyMap<number, KeyObject>;
  #privates: ReadonlyMap<number, KeyObject>;

  constructor(
    keys: Keys,
    privates: ReadonlyMap<number, KeyObject>,
    readAgain: () => ReadonlyMap<number, KeyObject> = () => privates,
  ) {
    this.#keys = keys;
    this.#privates = privates;
    this.#readAgain = readAgain;
  }

  /**
   * Null where the key is lost. Throws when the context differs or a byte was changed. Also opens what was sealed
   * with the master key, before there were private halves.
   */
  open(purpose: string, sealed: Buffer, context: string): Buffer | null {
    try {
      if (!isBox(sealed)) return this.#keys.open(purpose, sealed, context);
      return openBox({ privateKey: this.#privateKey(versionOf(sealed)), purpose, context }, sealed);
    } catch (error) {
      if (error instanceof KeyMissing) return null;
      throw error;
    }
  }

  /** Whether it could be opened. What is inside is not told. */
  canOpen(purpose: string, sealed: Buffer, context: string): boolean {
    try {
      return this.open(purpose, sealed, context) !== null;
    } catch {
      return false;
    }
  }

  /** The same content under the current version; null where it is so already, or its key is lost. */
  sealAgain(purpose: string, sealed: Buffer, context: string): Buffer | null {
    if (isBox(sealed) && versionOf(sealed) === this.#keys.current) return null;
    const plain = this.open(purpose, sealed, context);
    return plain && this.#keys.sealAway(purpose, plain, context);
  }

  #privateKey(version: number): KeyObject {
    this.#keys.requireVersion(version);
    if (!this.#privates.has(version)) this.#privates = this.#readAgain();
    const key = this.#privates.get(version);
    if (!key) throw new KeyMissing(version);
    return key;
  }
}
