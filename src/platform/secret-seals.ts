import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const tagLength = 16;

/**
 * AES-256-GCM under a secret of 256 random bits that is used for this one text: key and nonce are HKDF-SHA-256 of
 * it. Tag ‖ ciphertext. Who has the database and every key of ours, but not the secret, cannot open it.
 */
export function sealUnder(secret: string, purpose: string, plain: Buffer): Buffer {
  const { key, nonce } = derive(secret, purpose);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), sealed]);
}

/** Throws for another secret or purpose. */
export function openUnder(secret: string, purpose: string, sealed: Buffer): Buffer {
  const { key, nonce } = derive(secret, purpose);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(0, tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(tagLength)), decipher.final()]);
}

function derive(secret: string, purpose: string): { key: Buffer; nonce: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', secret, '', `cairn secret ${purpose}`, 44));
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) };
}
