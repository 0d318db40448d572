import type { Platform } from '../../platform/platform.ts';
import type { AppSecret } from './app-codes.ts';
import { claimCode, findStep, newSecretKey, showSecret } from './app-codes.ts';
import { renewRecoveryCodes } from './recovery-codes.ts';
import { saveSecondFactor } from './second-factors.ts';

export interface SettingUp extends AppSecret {
  /** The secret, sealed for this account: it comes back with the form, and no row holds it until then. */
  sealed: string;
}

type Holder = { id: string; email: string | null };

export function beginSettingUp(platform: Platform, holder: Holder): SettingUp {
  const key = newSecretKey(platform);
  const sealed = platform.keys.seal('totp-set-up', key, holder.id).toString('base64url');
  return { ...show(platform, holder, key), sealed };
}

/** The same once more, for a form that comes back; null when the field was not made for this account. */
export function resumeSettingUp(platform: Platform, holder: Holder, sealed: string): SettingUp | null {
  const key = openKey(platform, holder, sealed);
  return key && { ...show(platform, holder, key), sealed };
}

/** Turns the second factor on, once a code shows that the app has the secret. The recovery codes, or null. */
export async function finishSettingUp(
  platform: Platform,
  holder: Holder,
  { sealed, code }: { sealed: string; code: string },
): Promise<string[] | null> {
  const secret = openKey(platform, holder, sealed);
  const step = secret && findStep(platform.clock, secret, code);
  if (!secret || !step || !(await claimCode(platform, holder.id, step))) return null;
  return await platform.db.transaction(async (tx) => {
    await saveSecondFactor(platform, tx, { accountId: holder.id, secret });
    return await renewRecoveryCodes(platform, tx, holder.id);
  });
}

function show({ config }: Platform, { email }: Holder, key: Buffer): AppSecret {
  const issuer = config.COMMUNITY_NAME;
  return showSecret(key, { issuer, account: email ?? 'Account' });
}

function openKey({ keys }: Platform, { id }: Holder, sealed: string): Buffer | null {
  try {
    return keys.open('totp-set-up', Buffer.from(sealed, 'base64url'), id);
  } catch {
    return null;
  }
}
