import { randomBytes, randomInt } from 'node:crypto';

export interface Random {
  /** `size` bytes from a CSPRNG. */
  bytes(size: number): Buffer;
  /** A whole number, uniform in `0 ≤ n < below`. */
  integer(below: number): number;
}

/** Node's CSPRNG. */
export const systemRandom: Random = {
  bytes: (size) => randomBytes(size),
  integer: (below) => randomInt(below),
};

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const idLength = 11;

/** A public id: 11 characters without look-alikes, 64 bits, saying nothing of time or order. */
export function newId(random: Random): string {
  let id = '';
  while (id.length < idLength) {
    for (const byte of random.bytes(idLength)) {
      // 232 = 4 × 58: bytes above it would make some letters likelier than others.
      if (byte < 232 && id.length < idLength) id += alphabet[byte % alphabet.length];
    }
  }
  return id;
}

const idPattern = new RegExp(`^[${alphabet}]{${idLength}}$`);

/** Whether the text could be one of ours: made by `newId`. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** A secret that travels in links and cookies: 256 bits, base64url. */
export function newSecret(random: Random): string {
  return random.bytes(32).toString('base64url');
}
