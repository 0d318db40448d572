import type { Keys } from '../../platform/keys.ts';

type Use = 'passkey-name' | 'session-browser';

/** Bytes that the text is padded to, so that its length says nothing. */
const size = 256;

/** Words that belong to an account and are for its owner alone. Longer ones than `size` bytes are cut. */
export function sealText(keys: Keys, use: Use, accountId: string, text: string): Buffer {
  const padded = Buffer.alloc(size, ' ');
  padded.write(text);
  return keys.seal(use, padded, accountId);
}

/** What `sealText` sealed; null where the key is lost. */
export function openText(keys: Keys, use: Use, accountId: string, sealed: Buffer): string | null {
  try {
    return keys.open(use, sealed, accountId).toString().trimEnd();
  } catch {
    return null;
  }
}
