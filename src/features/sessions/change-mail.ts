import type { Platform } from '../../platform/platform.ts';
import { tellOwner } from './link-mail.ts';

/** What was changed, as the mail says it: "…, and now a passkey was added." */
type Change =
  | 'the password was changed'
  | 'the password was removed'
  | 'a passkey was added'
  | 'a passkey was removed'
  | 'a second step was set up'
  | 'the second step was turned off'
  | 'new recovery codes were made'
  | 'a recovery code was used'
  | 'an API token was made';

/** Tells the owner that how the account signs in has changed. */
export async function tellOfChange(platform: Platform, email: string | null, change: Change): Promise<void> {
  const { COMMUNITY_NAME: community } = platform.config;
  const text =
    `In your account at ${community} ${change}.\n\n` +
    'If that was you, there is nothing to do. If not, sign in, sign out everywhere else under "Sessions" in the ' +
    'settings, and look at what stands under "Sign-in" there.\n';
  await tellOwner(platform, email, { subject: `Your account at ${community}`, text });
}
