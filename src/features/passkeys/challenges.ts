import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { issueToken, redeemToken } from '../sessions/tokens.ts';

type Ceremony = 'passkey' | 'passkey-sign-in';

/** Who is challenged: the account where one is signed in, and the secret that the browser keeps. */
export interface Challenged {
  accountId: string | null;
  browser: string;
}

export const challengeMinutes = 5;

/** 256 random bits in base64url, for one use. */
export async function issueChallenge(
  platform: Platform,
  ceremony: Ceremony,
  { accountId, browser }: Challenged,
): Promise<string> {
  const holder = { accountId, browserHash: hashSecret(browser), minutes: challengeMinutes };
  return await issueToken(platform, platform.db, ceremony, holder);
}

/** Uses the challenge up; true where it was made for this, for this account and for this browser. */
export async function redeemChallenge(
  platform: Platform,
  ceremony: Ceremony,
  { accountId, browser, challenge }: Challenged & { challenge: string },
): Promise<boolean> {
  const token = await redeemToken(platform, platform.db, ceremony, challenge);
  if (!token?.browserHash) return false;
  return token.accountId === accountId && token.browserHash.equals(hashSecret(browser));
}
