import { timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { SignInAgain } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { EdgeContext } from './context.ts';
import { cookieName, cookieOptions, sessionToken } from './session.ts';

/** For so long after signing in one may change how one signs in. */
const minutes = 15;

// A cookie that is bound to the session, and no row: a row would say when somebody signed in.

/** Notes in this browser that its session has just begun. */
export function markFresh(platform: Platform, c: EdgeContext, session: string): void {
  const options = { ...cookieOptions(platform), maxAge: minutes * 60 };
  setCookie(c, cookieName(platform, 'fresh'), freshMark(platform, session), options);
}

/** What the cookie of a session holds that begins now. */
export function freshMark(platform: Pick<Platform, 'keys' | 'clock'>, session: string): string {
  const until = platform.clock.now().getTime() + minutes * 60_000;
  return `${until}.${proof(platform, session, until)}`;
}

/** True where this very session has begun a few minutes ago, with all the factors that its account has. */
export function isFresh(platform: Platform, c: EdgeContext): boolean {
  const [time = '', given = ''] = (getCookie(c, cookieName(platform, 'fresh')) ?? '').split('.');
  const until = Number(time);
  if (!/^\d{1,15}$/.test(time) || until <= platform.clock.now().getTime()) return false;
  const right = Buffer.from(proof(platform, sessionToken(platform, c) ?? '', until));
  const tried = Buffer.from(given);
  return tried.length === right.length && timingSafeEqual(tried, right);
}

/**
 * For changes to how one signs in, which somebody who found a browser open must not make. Throws SignInAgain,
 * which leads to the page `back` after signing in.
 */
export function requireFresh(platform: Platform, c: EdgeContext, back: string): void {
  if (!isFresh(platform, c)) throw new SignInAgain(back);
}

function proof({ keys }: Pick<Platform, 'keys'>, session: string, until: number): string {
  return keys.mac('fresh', [session, String(until)]).toString('base64url');
}
