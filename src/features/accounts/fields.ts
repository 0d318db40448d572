import { z } from 'zod';
import { countCharacters } from '../../platform/text.ts';
import { parseEmail } from './emails.ts';
import { passwordLength } from './passwords.ts';

const emailWords = 'Give one e-mail address, like name@example.com.';

export const emailField = z.string(emailWords).transform((text, context) => {
  const email = parseEmail(text.slice(0, 400));
  if (email !== null) return email;
  context.addIssue({ code: 'custom', message: emailWords });
  return z.NEVER;
});

const { min, max } = passwordLength;

/** A password as it is chosen. The bytes are left as they are: spaces at its ends belong to it. */
export const newPasswordField = z
  .string('Choose one password.')
  .refine((text) => countCharacters(text) >= min, `A password needs at least ${min} characters.`)
  .refine((text) => countCharacters(text) <= max, `A password can have up to ${max} characters.`);

/** The same where one may go without: an empty field is null. */
export const optionalPasswordField = z
  .union([z.literal('').transform(() => null), newPasswordField], 'Choose one password.')
  .default(null);

/** A password as it is tried; the length is capped so that nobody makes us hash a novel. */
export const passwordField = z
  .string('Enter your password.')
  .min(1, 'Enter your password, or have a link mailed to you.')
  .max(max * 4, 'That is longer than any password here.');
