import { domainToASCII } from 'node:url';

/** Deliberately narrow: no quotes, comments, lists, encoded words or literals, one @, a dotted domain. */
const shape = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/;

/** The address as it is stored and written to, or null when it is not one we would send mail to. */
export function parseEmail(input: string): string | null {
  const [local = '', domain = '', ...rest] = input.trim().toLowerCase().split('@');
  // Before it is made lower case: the Kelvin sign would become a "k", and the mailbox another one.
  if (rest.length > 0 || !/^[\x21-\x7e]+@/.test(input.trim())) return null;
  const email = `${local}@${domainToASCII(domain)}`;
  const plainDots = !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
  return email.length <= 254 && plainDots && shape.test(email) ? email : null;
}
