import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccountByEmail, setEmail } from '../accounts/accounts.ts';
import { give } from './link-mail.ts';
import { endOfLink, issueToken, linkLifetimeMinutes, redeemToken, voidTokens } from './tokens.ts';

/**
 * Mails a link to the new address, which takes effect when its owner opens it in this account. To an address
 * that has an account already goes a mail that says so; who asked learns nothing. False when no mail could go.
 */
export async function sendEmailLink(platform: Platform, account: Account, email: string): Promise<boolean> {
  const { db, config } = platform;
  const found = await findAccountByEmail(platform, email);
  const token = await issueToken(platform, db, 'email', { accountId: account.id, email });
  const community = config.COMMUNITY_NAME;
  const text = found
    ? `Somebody wanted to use this address for their account at ${community}. It has an account already, so nothing was changed.\n`
    : `This link makes this the address of your account at ${community}:\n\n` +
      `${config.origin}${urls.settingsEmailToken({ token })}\n\n` +
      `Open it in the browser in which you are signed in. It works once, within ${linkLifetimeMinutes} minutes. ` +
      'If you did not ask for it, do nothing.\n';
  return await give(platform, email, {
    subject: `Your address at ${community}`,
    text,
    until: endOfLink(platform),
  });
}

/** Uses up the link. Null when it cannot be used, belongs to another account, or the address was taken since. */
export async function confirmEmail(
  platform: Platform,
  account: Account,
  secret: string,
): Promise<string | null> {
  const { db, config } = platform;
  const token = await redeemToken(platform, db, 'email', secret);
  if (!token?.email || token.accountId !== account.id) return null;
  if (!(await setEmail(db, account.id, token.email))) return null;
  await voidTokens(db, account.id);
  if (account.email) {
    const text =
      `The address of your account at ${config.COMMUNITY_NAME} is another one now; this one no longer signs in. ` +
      'If that was not you, write to the people who run the site at once.\n';
    await give(platform, account.email, { subject: `Your address at ${config.COMMUNITY_NAME}`, text });
  }
  return token.email;
}
