import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { challengeMinutes, issueChallenge, redeemChallenge } from './challenges.ts';
import type { AssertionJson } from './credential-json.ts';
import { readAssertion, readChallenge } from './credential-json.ts';
import type { StoredPasskey } from './passkeys.ts';
import { relyingParty } from './relying-party.ts';

/** What the browser is asked for: any passkey of this site that it has, unlocked. Says nothing of accounts. */
export async function signInOptions(
  platform: Platform,
  browser: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return {
    challenge: await issueChallenge(platform, 'passkey-sign-in', { accountId: null, browser }),
    rpId: relyingParty(platform.config).id,
    timeout: challengeMinutes * 60_000,
    userVerification: 'required',
  };
}

type Found = Omit<StoredPasskey, 'name' | 'credentialId'> & { handle: Buffer };

const findByCredential = statement<{ credentialId: Buffer }, Found>('findPasskey')`
  select passkeys.id, account_id as "accountId", public_key as "publicKey", counter, passkey_handle as handle
  from passkeys join accounts on accounts.id = passkeys.account_id
  where credential_id = ${'credentialId'}`;

/** The account whose passkey has answered this browser's challenge; null for everything else. */
export async function checkPasskey(
  platform: Platform,
  { response, browser }: { response: string; browser: string },
): Promise<string | null> {
  const assertion = readAssertion(response);
  const challenge = assertion && readChallenge(assertion);
  const challenged = { accountId: null, browser };
  if (!challenge || !(await redeemChallenge(platform, 'passkey-sign-in', { ...challenged, challenge })))
    return null;
  const [found] = await findByCredential(platform.db, {
    credentialId: Buffer.from(assertion.id, 'base64url'),
  });
  if (!found || !Buffer.from(assertion.response.userHandle, 'base64url').equals(found.handle)) return null;
  const counter = await verify(platform, { assertion, challenge, found });
  if (counter === null || !(await advance(platform, found, counter))) return null;
  return found.accountId;
}

type Answer = { assertion: AssertionJson; challenge: string; found: Found };

/** The authenticator's count of its uses, or null where it is not what we asked for, or runs backwards. */
async function verify(
  { config, log }: Platform,
  { assertion, challenge, found }: Answer,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty(config);
  const publicKey = new Uint8Array(found.publicKey);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response: assertion, expectedChallenge: challenge, expectedRPID, expectedOrigin },
      credential: { id: assertion.id, publicKey, counter: found.counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    // Its messages name what the browser sent.
    log.debug({ refused: error instanceof Error ? error.name : 'unknown' }, 'a passkey was refused');
    return null;
  }
}

const setCounter = statement<{ id: string; earlier: number; counter: number }, { id: string }>(
  'advancePasskey',
)`
  update passkeys set counter = ${'counter'} where id = ${'id'} and counter = ${'earlier'} returning id`;

/** False where another sign-in has counted meanwhile: one of the two is a copy. Many count nothing, and stay at 0. */
async function advance({ db }: Platform, { id, counter: earlier }: Found, counter: number): Promise<boolean> {
  if (counter === earlier) return counter === 0;
  return (await setCounter(db, { id, earlier, counter })).length === 1;
}
