import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { privateBytes, privateKeyOf, publicBytes, publicKeyOf } from './boxes.ts';
import type { Config } from './config.ts';
import type { KeySet } from './keys.ts';
import { StartError } from './start-error.ts';

/** `web` never loads private halves, even where their files are. */
export type Role = 'web' | 'worker' | 'all';

export interface StoredKeys extends KeySet {
  privates: ReadonlyMap<number, KeyObject>;
}

/** The three parts of a version: what it is called, and 64 hexadecimal digits. */
type Parts = Map<string, Buffer>;

const partName = /^([1-9]\d{0,2})\.(key|authors\.pub|authors\.key)$/;

/**
 * Where keys are: `DATA_DIR/keys`, with files `1.key` (32 bytes that macs and seals come from), `1.authors.pub` and
 * `1.authors.key` (an X25519 pair) for version 1, and so on; or the setting KEYS, which holds the same as
 * `1.key=… 1.authors.pub=… 1.authors.key=…`.
 */
export class KeyStore {
  readonly #folder: string;
  readonly #given: string | undefined;

  constructor({ dataDir, KEYS }: Pick<Config, 'dataDir' | 'KEYS'>) {
    this.#folder = join(dataDir, 'keys');
    this.#given = KEYS;
  }

  /** For messages. */
  get place(): string {
    return this.#given === undefined ? this.#folder : 'the setting KEYS';
  }

  /** Whether new versions can be kept here. */
  get isFolder(): boolean {
    return this.#given === undefined;
  }

  /** What is there for this role. Throws StartError for a part that holds no key. */
  read(role: Role): StoredKeys {
    const parts = this.#given === undefined ? readFolder(this.#folder, role) : parseSetting(this.#given);
    return assemble(parts, role);
  }

  /**
   * Makes a version, or what it still lacks, as files that are on the disk when this returns. Never writes over a
   * part, and the public half last: it is there only when everything is.
   */
  add(version: number): void {
    const { masters, privates } = this.read('all');
    if (!masters.has(version)) writePart(this.#folder, `${version}.key`, randomBytes(32));
    const privateKey = privates.get(version) ?? generateKeyPairSync('x25519').privateKey;
    if (!privates.has(version)) writePart(this.#folder, `${version}.authors.key`, privateBytes(privateKey));
    writePart(this.#folder, `${version}.authors.pub`, publicBytes(createPublicKey(privateKey)));
  }
}

/** A new version as parts of the setting KEYS, one a line. */
export function drawVersion(version: number): string {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const parts: [string, Buffer][] = [
    ['key', randomBytes(32)],
    ['authors.pub', publicBytes(publicKey)],
    ['authors.key', privateBytes(privateKey)],
  ];
  return parts.map(([name, bytes]) => `${version}.${name}=${bytes.toString('hex')}`).join('\n');
}

function writePart(folder: string, name: string, bytes: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, `${bytes.toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const entry = openSync(folder, 'r');
  try {
    fsyncSync(entry);
  } finally {
    closeSync(entry);
  }
}

function readFolder(folder: string, role: Role): Parts {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => partName.test(name)) : [];
  const wanted = names.filter((name) => role !== 'web' || !isPrivate(name));
  return new Map(
    wanted.map((name) => [name, parsePart(readFileSync(join(folder, name), 'utf8'), join(folder, name))]),
  );
}

function parseSetting(text: string): Parts {
  const parts: Parts = new Map();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [name = '', value = ''] = entry.split('=');
    if (!partName.test(name)) throw new StartError(`KEYS cannot be used: a part of it is not like 1.key=…`);
    parts.set(name, parsePart(value, `KEYS cannot be used: ${name}`));
  }
  return parts;
}

function parsePart(text: string, where: string): Buffer {
  const trimmed = text.trim();
  if (!/^[0-9a-f]{64}$/.test(trimmed)) throw new StartError(`${where} must hold 64 hexadecimal digits`);
  return Buffer.from(trimmed, 'hex');
}

function isPrivate(name: string): boolean {
  return name.endsWith('.authors.key');
}

function assemble(parts: Parts, role: Role): StoredKeys {
  const masters = new Map<number, Buffer>();
  const publics = new Map<number, KeyObject>();
  const privates = new Map<number, KeyObject>();
  for (const [name, bytes] of parts) {
    const version = Number.parseInt(name, 10);
    if (version > 255) throw new StartError(`${name}: versions of keys end with 255`);
    if (name.endsWith('.authors.pub')) publics.set(version, publicKeyOf(bytes));
    else if (!isPrivate(name)) masters.set(version, bytes);
    else if (role !== 'web') privates.set(version, privateKeyOf(bytes));
  }
  for (const [version, key] of privates) {
    const stored = publics.get(version);
    if (stored && !publicBytes(stored).equals(publicBytes(createPublicKey(key))))
      throw new StartError(`${version}.authors.pub and ${version}.authors.key do not belong together`);
  }
  return { masters, publics, privates };
}
