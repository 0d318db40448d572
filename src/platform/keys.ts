import type { KeyObject } from 'node:crypto';
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Unavailable } from '../errors.ts';
import { isBox, sealBox } from './boxes.ts';

const versionLength = 1;
const nonceLength = 12;
const tagLength = 16;

/** What every process holds: by version, 32 bytes, and the public half of the keys for authors. */
export interface KeySet {
  masters: ReadonlyMap<number, Buffer>;
  publics: ReadonlyMap<number, KeyObject>;
}

/** Sealed with keys that are lost. */
export class KeyMissing extends Error {
  constructor(version: number) {
    super(`this was sealed with version ${version} of the keys, which is not here`);
  }
}

/**
 * The secrets that stay outside the database. Every use names a purpose, and each purpose has a
 * key of its own (HKDF-SHA-256 of the version's master key), so that nothing derived for one
 * purpose can stand in for another.
 */
export class Keys {
  readonly #readAgain: () => KeySet;
  readonly #derived = new Map<string, Buffer>();
  #set: KeySet;

  /** `masters`: version → 32 bytes. `readAgain`: asked once something newer than all of them is met. */
  constructor(
    masters: ReadonlyMap<number, Buffer>,
    { publics = new Map(), readAgain }: { publics?: KeySet['publics']; readAgain?: () => KeySet } = {},
  ) {
    this.#set = { masters, publics };
    this.#readAgain = readAgain ?? (() => this.#set);
  }

  /** What is new is written with the highest version. */
  get current(): number {
    return Math.max(...this.#set.masters.keys());
  }

  get versions(): number[] {
    return [...this.#set.masters.keys()].toSorted((a, b) => b - a);
  }

  /** HMAC-SHA-256 of `parts` (each length-prefixed), cut to 128 bits. */
  mac(purpose: string, parts: readonly string[], version: number = this.current): Buffer {
    const hmac = createHmac('sha256', this.#key(`mac ${purpose}`, version));
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
    return hmac.digest().subarray(0, 16);
  }

  /** The same under every version, newest first: for looking up what an older key has written. */
  macs(purpose: string, parts: readonly string[]): Buffer[] {
    return this.versions.map((version) => this.mac(purpose, parts, version));
  }

  /** AES-256-GCM with a random nonce, bound to `context`: version ‖ nonce ‖ tag ‖ ciphertext. */
  seal(purpose: string, plain: Buffer, context: string): Buffer {
    const { current } = this;
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#key(`seal ${purpose}`, current), nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from([current]), nonce, cipher.getAuthTag(), sealed]);
  }

  /**
   * Throws KeyMissing when the key is lost, Unavailable when it is newer than those here, and an Error when the context
   * differs or a byte was changed.
   */
  open(purpose: string, sealed: Buffer, context: string): Buffer {
    const nonce = sealed.subarray(versionLength, versionLength + nonceLength);
    const tagEnd = versionLength + nonceLength + tagLength;
    const key = this.#key(`seal ${purpose}`, versionOf(sealed));
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(versionLength + nonceLength, tagEnd));
    return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
  }

  /** The same content under the current version; null where it is so already, or its key is lost. */
  sealAgain(purpose: string, sealed: Buffer, context: string): Buffer | null {
    const version = versionOf(sealed);
    if (version === this.current || !this.#set.masters.has(version)) return null;
    return this.seal(purpose, this.open(purpose, sealed, context), context);
  }

  /** Seals what this process may write but not read: only an `Opener` opens it. */
  sealAway(purpose: string, plain: Buffer, context: string): Buffer {
    const { current } = this;
    const recipient = this.#set.publics.get(current);
    if (!recipient) throw new Error(`version ${current} of the keys has no public half`);
    return sealBox({ version: current, recipient, purpose, context }, plain);
  }

  /** Whether the key of what is sealed is here. Nothing is opened. */
  has(sealed: Buffer): boolean {
    if (versionOf(sealed) > this.current) this.readAgain();
    return this.#set.masters.has(versionOf(sealed));
  }

  /**
   * Throws Unavailable in a process that does not have this version, also after it has looked again: it must not
   * go on writing with older keys than the others.
   */
  requireVersion(version: number): void {
    if (version <= this.current) return;
    this.readAgain();
    if (version <= this.current) return;
    throw new Unavailable(
      `Version ${version} of the keys is in use, and this process does not have it: copy it here, and start again.`,
    );
  }

  readAgain(): void {
    this.#set = this.#readAgain();
    this.#derived.clear();
  }

  #key(purpose: string, version: number): Buffer {
    const id = `${version} ${purpose}`;
    const known = this.#derived.get(id);
    if (known) return known;
    this.requireVersion(version);
    const master = this.#set.masters.get(version);
    if (!master) throw new KeyMissing(version);
    const key = Buffer.from(hkdfSync('sha256', master, '', `cairn ${purpose}`, 32));
    this.#derived.set(id, key);
    return key;
  }
}

/** The version of the keys that sealed it. */
export function versionOf(sealed: Buffer): number {
  return sealed[isBox(sealed) ? 1 : 0] ?? 0;
}

/** SHA-256, for looking up high-entropy secrets that are not themselves stored. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
