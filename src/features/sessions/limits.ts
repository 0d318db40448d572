import type { Platform } from '../../platform/platform.ts';

/** The name under which uses of an address are counted: it leads back to none. */
export function emailKey(platform: Platform, email: string): string {
  return platform.keys.mac('limit', [email]).toString('hex');
}

export const mailTrouble = {
  email: 'We could not send the mail just now. Please try again in a few minutes.',
};
