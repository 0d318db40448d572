import { getCookie, setCookie } from 'hono/cookie';
import { beginSession, endSession } from '../features/sessions/sessions.ts';
import { linkLifetimeMinutes } from '../features/sessions/tokens.ts';
import type { Platform } from '../platform/platform.ts';
import { newSecret } from '../platform/random.ts';
import type { EdgeContext } from './context.ts';
import { cookieName, cookieOptions, sessionToken, setSessionCookie } from './session.ts';

/** Signs this browser in: always a new session, and the one that it had is over. */
export async function signInHere(platform: Platform, c: EdgeContext, accountId: string): Promise<void> {
  const earlier = sessionToken(platform, c);
  if (earlier) await endSession(platform.db, earlier);
  setSessionCookie(platform, c, await beginSession(platform, accountId));
}

/** Gives this browser a secret by which it is known when the link of a sign-up is opened. */
export function markBrowser(platform: Platform, c: EdgeContext): string {
  const secret = newSecret(platform.random);
  const maxAge = linkLifetimeMinutes * 60;
  setCookie(c, cookieName(platform, 'browser'), secret, { ...cookieOptions(platform), maxAge });
  return secret;
}

export function browserMark(platform: Platform, c: EdgeContext): string | undefined {
  return getCookie(c, cookieName(platform, 'browser'));
}
