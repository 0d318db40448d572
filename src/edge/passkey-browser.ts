import { getCookie, setCookie } from 'hono/cookie';
import { challengeMinutes } from '../features/passkeys/challenges.ts';
import type { Platform } from '../platform/platform.ts';
import { newSecret } from '../platform/random.ts';
import type { EdgeContext } from './context.ts';
import { cookieName, cookieOptions } from './session.ts';

/** The secret that ties a challenge to this browser; the same for all its windows while one is open. */
export function markPasskeyBrowser(platform: Platform, c: EdgeContext): string {
  const kept = passkeyBrowser(platform, c);
  const secret = /^[\w-]{43}$/.test(kept) ? kept : newSecret(platform.random);
  const maxAge = challengeMinutes * 60;
  setCookie(c, cookieName(platform, 'passkey'), secret, { ...cookieOptions(platform), maxAge });
  return secret;
}

export function passkeyBrowser(platform: Platform, c: EdgeContext): string {
  return getCookie(c, cookieName(platform, 'passkey')) ?? '';
}
