import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { addAccount, findAccountByEmail } from '../accounts/accounts.ts';
import { matchesPassword } from '../accounts/passwords.ts';
import { redeemToken } from './tokens.ts';

/** Whose password it is, or null. An unknown address costs the same work as a wrong password. */
export async function checkPassword(
  platform: Platform,
  { email, password }: { email: string; password: string },
): Promise<{ accountId: string; passwordHash: string } | null> {
  const found = await findAccountByEmail(platform, email);
  const passwordHash = found?.passwordHash ?? null;
  const right = await matchesPassword(passwordHash, password);
  return found && passwordHash !== null && right ? { accountId: found.account.id, passwordHash } : null;
}

/** Uses up a sign-in link; null when it cannot be used. */
export async function redeemSignInLink(platform: Platform, secret: string): Promise<string | null> {
  const token = await redeemToken(platform, platform.db, 'sign-in', secret);
  return token?.accountId ?? null;
}

/**
 * Uses up a sign-up link and makes its account; null when it cannot be used. A password that was chosen in
 * another browser is not taken: somebody may have asked with an address that is not theirs.
 */
export async function redeemSignUpLink(
  platform: Platform,
  secret: string,
  browser: string | undefined,
): Promise<{ accountId: string; passwordDropped: boolean } | null> {
  return await platform.db.transaction(async (tx) => {
    const token = await redeemToken(platform, tx, 'sign-up', secret);
    if (!token?.email) return null;
    const { email, passwordHash, browserHash } = token;
    const sameBrowser = browserHash !== null && hashSecret(browser ?? '').equals(browserHash);
    const accountId = await addAccount(tx, { email, passwordHash: sameBrowser ? passwordHash : null });
    return { accountId, passwordDropped: passwordHash !== null && !sameBrowser };
  });
}
