import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** One way of writing a secret. */
export interface Spelling {
  as: string;
  text: string;
  /** So short that it counts only where no digit of its kind stands beside it. */
  alone?: boolean;
}

/** Every way in which a secret is looked for: as it is, encoded, backwards, and as a hash that a list of guesses would undo. */
export function spellingsOf(secret: string | Buffer): Spelling[] {
  const bytes = Buffer.from(secret);
  const readable = typeof secret === 'string' ? spellingsOfText(secret) : [];
  const all = [...readable, ...encodings('', bytes), ...hashes(bytes), ...hashes(lowered(secret))];
  const seen = new Set<string>();
  return all.filter(({ text }) => text.length >= 6 && !seen.has(text) && seen.add(text));
}

function lowered(secret: string | Buffer): Buffer {
  return typeof secret === 'string' ? Buffer.from(secret.trim().toLowerCase()) : secret;
}

function spellingsOfText(text: string): Spelling[] {
  return [
    { as: 'raw', text },
    { as: 'upper case', text: text.toUpperCase() },
    { as: 'lower case', text: text.toLowerCase() },
    { as: 'backwards', text: text.split('').toReversed().join('') },
    { as: 'URL-encoded', text: encodeURIComponent(text) },
    { as: 'URL-encoded twice', text: encodeURIComponent(encodeURIComponent(text)) },
    { as: 'HTML', text: text.replace(/[&<>"'@+]/g, (one) => `&#${one.charCodeAt(0)};`) },
    { as: 'HTML', text: text.replace(/[&<>"'@+]/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`) },
    { as: 'HTML', text: text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;') },
  ];
}

function encodings(of: string, bytes: Buffer): Spelling[] {
  const hex = bytes.toString('hex');
  return [
    { as: `${of}hex`, text: hex },
    { as: `${of}HEX`, text: hex.toUpperCase() },
    ...[0, 1, 2].flatMap((offset) => [
      { as: `${of}base64`, text: base64Within(bytes, offset, 'base64') },
      { as: `${of}base64url`, text: base64Within(bytes, offset, 'base64url') },
    ]),
  ];
}

/** What base64 writes for these bytes alone where they begin `offset` bytes after a multiple of three. */
function base64Within(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const written = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding);
  return written.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function hashes(bytes: Buffer): Spelling[] {
  const names = ['md5', 'sha1', 'sha256', 'sha512'];
  const digests = names.flatMap((name) => encodings(`${name} as `, createHash(name).update(bytes).digest()));
  const sum = crc32(bytes).toString(16).padStart(8, '0');
  const sums = [sum, sum.toUpperCase()].map((text) => ({ as: 'crc32', text, alone: true }));
  return [...digests, ...sums];
}
