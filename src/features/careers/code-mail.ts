import type { Mail } from '../../platform/mail.ts';
import { codeLifetimeMinutes } from './work-code.ts';

/**
 * The one mail that goes to somebody's work. Their employer may read it, so it says nothing of who asked, of
 * this community, or of what the code is for.
 */
export function codeMail(to: string, code: string): Mail {
  const text =
    `Your confirmation code is ${code.slice(0, 4)} ${code.slice(4)}.\n\n` +
    `It works once, within ${codeLifetimeMinutes} minutes. If you did not ask for it, do nothing.\n`;
  return { to, subject: 'Your confirmation code', text, neutral: true };
}

/** To a mailbox that has confirmed somebody already: only who reads it is told. */
export function takenMail(to: string): Mail {
  const text =
    'Somebody asked for a confirmation code for this address. It has confirmed somebody before, and can do so ' +
    'once at a time, so there is no code. If that was you, with another account, end it there first.\n';
  return { to, subject: 'Your confirmation code', text, neutral: true };
}
