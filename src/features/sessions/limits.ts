import type { Platform } from '../../platform/platform.ts';

/** The name under which tries with an address or for an account are counted: it leads back to neither. */
export function limitKey(platform: Platform, secret: string): string {
  return platform.keys.mac('limit', [secret]).toString('hex');
}

export const mailTrouble = {
  email: 'We could not send the mail just now. Please try again in a few minutes.',
};
