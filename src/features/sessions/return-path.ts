import { z } from 'zod';
import { urls } from '../../urls.ts';

const longest = 1000;

/**
 * The path to go on to after signing in, or null: one of this site, as a browser reads it. Two slashes or a
 * backslash at the start name another host, and control characters are dropped before the address is read.
 */
export function findReturnPath(to: string | undefined): string | null {
  if (!to || to.length > longest || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to)) return null;
  return to;
}

/** A form's `to`: what is not a path of this site counts as none. */
export const returnField = z.string('This field came more than once.').default('').transform(findReturnPath);

/** Pages about signing in are no place to come back to. */
export function placeAfter(to: string | null): string {
  return to && !to.startsWith('/sign-') ? to : urls.home();
}
