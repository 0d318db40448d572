import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const versionLength = 1;
const nonceLength = 12;
const tagLength = 16;

/**
 * The secrets that stay outside the database. Every use names a purpose, and each purpose has a
 * key of its own (HKDF-SHA-256 of the version's master key), so that nothing derived for one
 * purpose can stand in for another.
 */
export class Keys {
  readonly #masters: Map<number, Buffer>;
  readonly #derived = new Map<string, Buffer>();
  readonly current: number;

  /** `masters`: version → 32 bytes; the highest version is used for what is new. */
  constructor(masters: Map<number, Buffer>) {
    this.#masters = masters;
    this.current = Math.max(...masters.keys());
  }

  get versions(): number[] {
    return [...this.#masters.keys()].toSorted((a, b) => b - a);
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
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#key(`seal ${purpose}`, this.current), nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from([this.current]), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the key is gone, the context differs, or a byte was changed. */
  open(purpose: string, sealed: Buffer, context: string): Buffer {
    const nonce = sealed.subarray(versionLength, versionLength + nonceLength);
    const tagEnd = versionLength + nonceLength + tagLength;
    const decipher = createDecipheriv('aes-256-gcm', this.#key(`seal ${purpose}`, sealed[0] ?? 0), nonce);
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(versionLength + nonceLength, tagEnd));
    return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
  }

  #key(purpose: string, version: number): Buffer {
    const id = `${version} ${purpose}`;
    const known = this.#derived.get(id);
    if (known) return known;
    const master = this.#masters.get(version);
    if (!master) throw new Error(`key version ${version} is not here`);
    const key = Buffer.from(hkdfSync('sha256', master, '', `cairn ${purpose}`, 32));
    this.#derived.set(id, key);
    return key;
  }
}

/** SHA-256, for looking up high-entropy secrets that are not themselves stored. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Reads `DIR/<version>.key` (64 hexadecimal digits, one file a version), making the first at the
 * first start.
 */
export function loadKeys(dir: string): Keys {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const first = !readdirSync(dir).some((name) => name.endsWith('.key'));
  if (first)
    writeFileSync(join(dir, '1.key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return readKeys(dir);
}

/** What `loadKeys` reads, where it is there. Throws for a file that holds no key. */
export function readKeys(dir: string): Keys {
  const masters = new Map<number, Buffer>();
  for (const name of readdirSync(dir)) {
    const match = /^(\d{1,3})\.key$/.exec(name);
    if (match) masters.set(Number(match[1]), readKey(join(dir, name)));
  }
  return new Keys(masters);
}

function readKey(path: string): Buffer {
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} must hold 64 hexadecimal digits`);
  return Buffer.from(text, 'hex');
}
