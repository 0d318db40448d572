import type { Platform } from '../../platform/platform.ts';
import { describeError } from '../../platform/logger.ts';
import { urls, withReturn } from '../../urls.ts';
import { findAccountByEmail } from '../accounts/accounts.ts';
import { endOfLink, issueToken, linkLifetimeMinutes } from './tokens.ts';

export interface LinkRequest {
  email: string;
  asked: 'sign-in' | 'sign-up';
  to: string | null;
  /** With sign-up: what was chosen, and the browser that chose it. */
  passwordHash?: string | null;
  browserHash?: Buffer | null;
}

/**
 * Mails a link: to sign in where there is an account, else to sign up. The work is the same for both, and
 * only the mail says which it was. False when the mail could not be given away.
 */
export async function sendLink(platform: Platform, request: LinkRequest): Promise<boolean> {
  const { email, asked, to, passwordHash = null, browserHash = null } = request;
  const found = await findAccountByEmail(platform, email);
  const purpose = found ? 'sign-in' : 'sign-up';
  const holder = found ? { accountId: found.account.id } : { email, passwordHash, browserHash };
  const token = await issueToken(platform, platform.db, purpose, holder);
  const path = found ? urls.signInToken({ token }) : urls.signUpToken({ token });
  const link = platform.config.origin + withReturn(path, to);
  const words = { community: platform.config.COMMUNITY_NAME, link };
  const letter = found ? signInMail(words, asked) : signUpMail(words, asked);
  return await give(platform, email, { ...letter, until: endOfLink(platform) });
}

type Letter = { subject: string; text: string; until?: Date };

/** For the form of the address, where `give` says false. */
export const mailTrouble = {
  email: 'We could not send the mail just now. Please try again in a few minutes.',
};

/** Tells the log, and nobody's address. */
export async function give(platform: Platform, to: string, letter: Letter): Promise<boolean> {
  try {
    await platform.mail.send({ to, ...letter });
    return true;
  } catch (error) {
    platform.log.error({ error: describeError(error) }, 'a mail could not be sent');
    return false;
  }
}

/** What is for its owner alone. Not where mail is only kept: the admin would read who did what when, and the owner would not. */
export async function tellOwner(platform: Platform, email: string | null, letter: Letter): Promise<void> {
  if (email && platform.config.SMTP_URL) await give(platform, email, letter);
}

type Words = { community: string; link: string };

function signInMail({ community, link }: Words, asked: LinkRequest['asked']): Letter {
  const known = asked === 'sign-up' ? 'You have an account with this address already. ' : '';
  return {
    subject: `Your link to ${community}`,
    text: `${known}This link signs you in to ${community}:\n\n${link}\n\n${onceOnly}\n`,
  };
}

function signUpMail({ community, link }: Words, asked: LinkRequest['asked']): Letter {
  const unknown = asked === 'sign-in' ? 'There is no account with this address yet. ' : '';
  return {
    subject: `Your link to ${community}`,
    text: `${unknown}This link makes your account at ${community}:\n\n${link}\n\n${onceOnly}\n`,
  };
}

const onceOnly =
  `It works once, within ${linkLifetimeMinutes} minutes. If you did not ask for it, do nothing: ` +
  'without the link nobody gets in.';
