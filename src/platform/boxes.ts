import type { KeyObject } from 'node:crypto';
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto';

/**
 * A sealed box: whoever has the public key seals, only the private one opens. 0 ‖ version ‖ ephemeral public key ‖
 * tag ‖ ciphertext, where the key and the nonce of AES-256-GCM are HKDF-SHA-256 of the X25519 secret (RFC 7748) of
 * an ephemeral key and the recipient's, with purpose and both public keys as its info. As each box has an
 * ephemeral key of its own, no nonce is ever used twice with one key.
 */
export interface Sealing {
  version: number;
  recipient: KeyObject;
  purpose: string;
  /** Bound as associated data: a box does not open in another place. */
  context: string;
}

const mark = 0;
const keyLength = 32;
const tagLength = 16;
const start = 2;
const tagStart = start + keyLength;
const bodyStart = tagStart + tagLength;

/** No version is 0, with which every box begins. */
export function isBox(sealed: Buffer): boolean {
  return sealed[0] === mark;
}

export function sealBox({ version, recipient, purpose, context }: Sealing, plain: Buffer): Buffer {
  const ephemeral = generateKeyPairSync('x25519');
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient });
  const head = Buffer.concat([Buffer.from([mark, version]), publicBytes(ephemeral.publicKey)]);
  const { key, nonce } = derive(secret, { purpose, head, recipient });
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, cipher.getAuthTag(), sealed]);
}

/** Throws when the box was made for another key, purpose or context, or a byte was changed. */
export function openBox(
  { privateKey, purpose, context }: { privateKey: KeyObject; purpose: string; context: string },
  box: Buffer,
): Buffer {
  const head = box.subarray(0, tagStart);
  const secret = diffieHellman({ privateKey, publicKey: publicKeyOf(head.subarray(start)) });
  const { key, nonce } = derive(secret, { purpose, head, recipient: createPublicKey(privateKey) });
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  decipher.setAuthTag(box.subarray(tagStart, bodyStart));
  return Buffer.concat([decipher.update(box.subarray(bodyStart)), decipher.final()]);
}

function derive(
  secret: Buffer,
  { purpose, head, recipient }: { purpose: string; head: Buffer; recipient: KeyObject },
): { key: Buffer; nonce: Buffer } {
  const info = Buffer.concat([Buffer.from(`cairn box ${purpose}\0`), head, publicBytes(recipient)]);
  const derived = Buffer.from(hkdfSync('sha256', secret, '', info, keyLength + 12));
  return { key: derived.subarray(0, keyLength), nonce: derived.subarray(keyLength) };
}

/** The 32 bytes of RFC 7748, as they are written down. */
export function publicBytes(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

export function privateBytes(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
}

export function publicKeyOf(bytes: Buffer): KeyObject {
  const x = bytes.toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}

// The 14 bytes that PKCS #8 puts before the key itself (RFC 8410); as a JWK it would need its public half too.
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

export function privateKeyOf(bytes: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, bytes]), format: 'der', type: 'pkcs8' });
}
