import type { Queryable } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { findPasswordHash, setPassword } from '../accounts/accounts.ts';
import { revokeAllApiTokens } from '../accounts/api-tokens.ts';
import { hashPassword, matchesPassword } from '../accounts/passwords.ts';
import { endAllSessions } from './sessions.ts';
import { voidTokens } from './tokens.ts';

/** True where the account has no password, or this is it. */
export async function confirmPassword(
  platform: Platform,
  accountId: string,
  password: string,
): Promise<boolean> {
  const hash = await findPasswordHash(platform.db, accountId);
  return hash === null || (await matchesPassword(hash, password));
}

export interface NewPassword {
  current: string;
  password: string;
  /** The session that goes on. */
  kept: string | undefined;
  /** The programs that it gave a token to go on too. */
  keepsTokens: boolean;
}

/**
 * Sets the password, ends every session but the `kept` one, every link and whatever has begun to sign in. False
 * when `current` is wrong.
 */
export async function changePassword(
  platform: Platform,
  accountId: string,
  { current, password, kept, keepsTokens }: NewPassword,
): Promise<boolean> {
  if (!(await confirmPassword(platform, accountId, current))) return false;
  const passwordHash = await hashPassword(password);
  await platform.db.transaction(async (tx) => {
    await setPassword(tx, accountId, passwordHash);
    await endWhatBegan(platform, tx, { accountId, kept });
    if (!keepsTokens) await revokeAllApiTokens(tx, accountId);
  });
  await endWhatBegan(platform, platform.db, { accountId, kept });
  return true;
}

/**
 * Once with the change, and once after it: whoever was let in with the old password meanwhile (`beginSignIn`) has
 * either seen the new one, or is found now.
 */
async function endWhatBegan(
  platform: Platform,
  db: Queryable,
  { accountId, kept }: { accountId: string; kept?: string | undefined },
): Promise<void> {
  await endAllSessions(platform, db, accountId, kept);
  await voidTokens(db, accountId);
}

/** For who has forgotten it and can read the mailbox: from now on they sign in by link, until they set a new one. */
export async function removePassword(platform: Platform, accountId: string): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await setPassword(tx, accountId, null);
    await endWhatBegan(platform, tx, { accountId });
    await revokeAllApiTokens(tx, accountId);
  });
  await endWhatBegan(platform, platform.db, { accountId });
}
