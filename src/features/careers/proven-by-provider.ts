import { Invalid } from '../../errors.ts';
import { urls } from '../../urls.ts';
import type { OnAddressProven } from '../identities/prove-address.ts';
import { verifyByAddress } from './verification.ts';
import { readWorkAddress } from './work-address.ts';

/** What the page may say after an employer's sign-in that verified nobody; an address in it would tell more. */
export const proofTroubles = {
  unproven: 'That sign-in proves no address at a company. Sign in there with your account at work.',
  unknown: 'You have signed in there, but no company on our map has its mail at the domain of your address.',
  taken: 'You have signed in there, but that mailbox has verified another account. End it there first.',
} as const;

/** Takes the address that an employer's own sign-in has proven, and forgets it. */
export const onAddressProven: OnAddressProven = async (platform, account, { email }) => {
  const page = urls.settingsVerification();
  if (email === null || !readWorkAddress(email).ok) return `${page}?trouble=unproven`;
  try {
    await verifyByAddress(platform, account, email);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return `${page}?trouble=${'code' in error.fields ? 'taken' : 'unknown'}`;
  }
  return `${page}?done=verified`;
};
