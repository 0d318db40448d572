import { getCookie, setCookie } from 'hono/cookie';
import type { Asking } from '../features/amas/hosting.ts';
import { mostSecrets } from '../features/amas/hosting.ts';
import type { Platform } from '../platform/platform.ts';
import type { EdgeContext } from './context.ts';
import { cookieName, cookieOptions } from './session.ts';

/** Whoever asks: the account, and the guest whose browser it is. */
export function askingOf(platform: Platform, c: EdgeContext): Asking {
  return { account: c.var.account, guest: getCookie(c, cookieName(platform, 'guest')) };
}

/** From now on this browser is a guest's in one more AMA; of many, the oldest goes. */
export function keepGuest(
  platform: Platform,
  c: EdgeContext,
  { token, expiresAt }: { token: string; expiresAt: Date },
): void {
  const known = askingOf(platform, c).guest?.split('.') ?? [];
  const kept = [token, ...known].slice(0, mostSecrets).join('.');
  setCookie(c, cookieName(platform, 'guest'), kept, { ...cookieOptions(platform), expires: expiresAt });
}
