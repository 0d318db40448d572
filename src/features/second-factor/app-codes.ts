import { Secret, TOTP } from 'otpauth';
import { statement } from '../../platform/db.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Platform } from '../../platform/platform.ts';

/** RFC 6238 as every app reads it: six digits, thirty seconds, SHA-1. */
const periodSeconds = 30;
const rules = { algorithm: 'SHA1', digits: 6, period: periodSeconds } as const;
const secretBytes = 20;

/** A clock may be this many steps off. */
const drift = 1;

export function newSecretKey({ random }: Pick<Platform, 'random'>): Buffer {
  return random.bytes(secretBytes);
}

export interface AppSecret {
  /** In groups of four letters, for typing. */
  text: string;
  /** `otpauth://totp/…`: what the picture holds. */
  address: string;
}

/** How the secret gets into an app. `account`: what the app calls it. */
export function showSecret(key: Buffer, { issuer, account }: { issuer: string; account: string }): AppSecret {
  const secret = new Secret({ buffer: new Uint8Array(key).buffer });
  // A colon parts the two in the address.
  const label = account.replaceAll(':', ' ');
  const totp = new TOTP({ ...rules, issuer: issuer.replaceAll(':', ' '), label, secret });
  return { text: secret.base32.replaceAll(/(.{4})(?=.)/g, '$1 '), address: totp.toString() };
}

/** Six digits, however they are grouped. */
export function isAppCode(code: string): boolean {
  return /^\s*(?:\d\s*){6}$/.test(code);
}

/** The step of time, counted in 30 s from 1970, that the code is of; null when it is of none that counts now. */
export function findStep(clock: Clock, key: Buffer, code: string): number | null {
  if (!isAppCode(code)) return null;
  const token = code.replaceAll(/\s/g, '');
  const secret = new Secret({ buffer: new Uint8Array(key).buffer });
  const timestamp = clock.now().getTime();
  const off = TOTP.validate({ ...rules, secret, token, timestamp, window: drift });
  return off === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + off;
}

type UsedCode = { key: Buffer; earlier: Buffer[]; until: Date };

const insertCode = statement<UsedCode, { key: Buffer }>('claimAppCode')`
  insert into used_codes (key, until) select ${'key'}, ${'until'}
  where not exists (select from used_codes where key = any (${'earlier'}::bytea[]))
  on conflict do nothing returning key`;

/** True for the first who comes with the code of this step. */
export async function claimCode(platform: Platform, accountId: string, step: number): Promise<boolean> {
  const parts = [accountId, String(step)];
  const key = platform.keys.mac('used-code', parts);
  const earlier = platform.keys.macs('used-code', parts);
  const until = new Date((step + drift + 2) * periodSeconds * 1000);
  return (await insertCode(platform.db, { key, earlier, until })).length === 1;
}

const deleteCodes = statement<{ now: Date }, never>('deleteUsedCodes')`
  delete from used_codes where until <= ${'now'}`;

/** Codes that count no more need not be remembered. */
export async function sweepUsedCodes(platform: Platform): Promise<void> {
  await deleteCodes(platform.db, { now: platform.clock.now() });
}
