import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

type Cbor = Parameters<typeof isoCBOR.encode>[0];

interface Challenge {
  challenge: string;
}

/** What an answer may say falsely. */
export interface Lie {
  origin?: string;
  rpId?: string;
  type?: string;
  counter?: number;
  userVerified?: boolean;
  userHandle?: string;
  credentialId?: Buffer;
  attestation?: { fmt: string; attStmt: Map<string, Cbor> };
}

const flag = { userPresent: 1, userVerified: 4, attested: 64 };

/** A passkey in memory: answers as an authenticator and a browser do, or as its test says. */
export class TestPasskey {
  readonly id = randomBytes(32);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  counter: number;
  userHandle = '';

  constructor(origin: string, counter = 0) {
    this.#origin = origin;
    this.counter = counter;
  }

  /** The answer to `navigator.credentials.create`, as JSON. */
  make(options: Challenge & { user: { id: string } }, lie: Lie = {}): string {
    this.userHandle = options.user.id;
    const credentialId = lie.credentialId ?? this.id;
    const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255]);
    const key = Buffer.from(isoCBOR.encode(coseKey(this.#keys.publicKey)));
    const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, key]);
    const authData = Buffer.concat([this.#authenticatorData(lie, flag.attested), attested]);
    const { fmt, attStmt } = lie.attestation ?? { fmt: 'none', attStmt: new Map<string, Cbor>() };
    const attestation = new Map<string, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ]);
    const clientData = this.#clientData('webauthn.create', options, lie);
    return answer(credentialId, {
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
    });
  }

  /** The answer to `navigator.credentials.get`, as JSON. `signer`: whose key signs it. */
  use(options: Challenge, lie: Lie = {}, signer: TestPasskey = this): string {
    if (this.counter > 0) this.counter += 1;
    const authenticatorData = this.#authenticatorData(lie);
    const clientData = this.#clientData('webauthn.get', options, lie);
    const hash = createHash('sha256').update(clientData).digest();
    const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), signer.#keys.privateKey);
    return answer(lie.credentialId ?? this.id, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: lie.userHandle ?? this.userHandle,
    });
  }

  #authenticatorData({ rpId, counter, userVerified = true }: Lie, more = 0): Buffer {
    const site = rpId ?? new URL(this.#origin).hostname;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    const flags = flag.userPresent + (userVerified ? flag.userVerified : 0) + more;
    return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags]), count]);
  }

  #clientData(type: string, { challenge }: Challenge, lie: Lie): Buffer {
    const origin = lie.origin ?? this.#origin;
    return Buffer.from(JSON.stringify({ type: lie.type ?? type, challenge, origin, crossOrigin: false }));
  }
}

/** ES256 as COSE has it (RFC 9053). */
function coseKey(publicKey: KeyObject): Map<number, Cbor> {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
}

function answer(credentialId: Buffer, response: Record<string, string>): string {
  const id = credentialId.toString('base64url');
  return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
}
