import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { Invalid } from '../../errors.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import { challengeMinutes, issueChallenge, redeemChallenge } from './challenges.ts';
import type { RegistrationJson } from './credential-json.ts';
import { readChallenge, readRegistration } from './credential-json.ts';
import { addPasskey, listStoredPasskeys, mostPasskeys } from './passkeys.ts';
import { algorithms, relyingParty } from './relying-party.ts';

type Holder = Pick<Account, 'id' | 'email'>;

const setHandle = statement<{ accountId: string; handle: Buffer }, { handle: Buffer }>('setPasskeyHandle')`
  update accounts set passkey_handle = coalesce(passkey_handle, ${'handle'})
  where id = ${'accountId'} returning passkey_handle as handle`;

/** What the browser is asked for: a passkey that is found without a name, and unlocked each time. */
export async function registrationOptions(
  platform: Platform,
  { id: accountId, email }: Holder,
  browser: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { config, db, random } = platform;
  const { handle } = one(await setHandle(db, { accountId, handle: random.bytes(32) }));
  const known = await listStoredPasskeys(db, accountId);
  return {
    rp: { id: relyingParty(config).id, name: config.COMMUNITY_NAME },
    user: { id: handle.toString('base64url'), name: email ?? config.COMMUNITY_NAME, displayName: '' },
    challenge: await issueChallenge(platform, 'passkey', { accountId, browser }),
    pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
    timeout: challengeMinutes * 60_000,
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    excludeCredentials: known.map(({ credentialId }) => ({
      id: credentialId.toString('base64url'),
      type: 'public-key',
    })),
  };
}

const refusals = {
  passkey: 'Your browser’s answer does not fit what we asked for, or came too late. Please try again.',
  known: `This passkey is in use already, or you have ${mostPasskeys} of them, which is the most.`,
};

/** Adds what the browser has made. Throws Invalid with a sentence where it cannot be taken. */
export async function registerPasskey(
  platform: Platform,
  { id: accountId }: Holder,
  { name, response, browser }: { name: string; response: string; browser: string },
): Promise<void> {
  const registration = readRegistration(response);
  const challenge = registration && readChallenge(registration);
  const isOurs = challenge && (await redeemChallenge(platform, 'passkey', { accountId, browser, challenge }));
  const made = isOurs ? await verify(platform, registration, challenge) : null;
  if (!made) throw new Invalid({ name: refusals.passkey });
  const id = newId(platform.random);
  if (!(await addPasskey(platform, { id, accountId, name, ...made }))) {
    throw new Invalid({ name: refusals.known });
  }
}

type Made = { credentialId: Buffer; publicKey: Buffer; counter: number };

/** Loaded late: it is large, and few requests need it. */
async function verify(
  { config, log }: Platform,
  response: RegistrationJson,
  expectedChallenge: string,
): Promise<Made | null> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty(config);
  const supportedAlgorithmIDs = algorithms;
  const expected = { expectedChallenge, expectedRPID, expectedOrigin, supportedAlgorithmIDs };
  try {
    if (!(await vouchesForItself(response))) return null;
    const verified = await verifyRegistrationResponse({
      response,
      ...expected,
      requireUserVerification: true,
    });
    if (!verified.verified) return null;
    const { id, publicKey, counter } = verified.registrationInfo.credential;
    return { credentialId: Buffer.from(id, 'base64url'), publicKey: Buffer.from(publicKey), counter };
  } catch (error) {
    // Its messages name what the browser sent.
    log.debug({ refused: error instanceof Error ? error.name : 'unknown' }, 'a passkey was refused');
    return null;
  }
}

/** We ask for no certificate, and read none: checking one would fetch addresses that stand in it. */
async function vouchesForItself({ response }: RegistrationJson): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers');
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get('fmt');
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}
