import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Forbidden, SignInRequired } from '../errors.ts';
import type { Account } from '../features/accounts/accounts.ts';
import { isModerator } from '../features/accounts/accounts.ts';
import { findSessionAccount } from '../features/sessions/sessions.ts';
import type { Platform } from '../platform/platform.ts';
import type { Edge, EdgeContext } from './context.ts';

/**
 * `session`: who is signed in. `browser`: who chose the password of a sign-up. `half`: who has signed in but for
 * the second factor. `passkey`: who was asked to use a passkey. `fresh`: who has signed in just now. `visit`: who
 * has gone to a provider. `guest`: who hosts an AMA without an account.
 */
type CookieName = 'session' | 'browser' | 'half' | 'passkey' | 'fresh' | 'visit' | 'guest';

/** Where the outside speaks TLS, no neighbouring site can set a cookie of this name. */
export function cookieName({ config }: Platform, name: CookieName): string {
  return config.secure ? `__Host-${name}` : name;
}

export function cookieOptions(platform: Platform) {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: platform.config.secure } as const;
}

export function sessionToken(platform: Platform, c: EdgeContext): string | undefined {
  return getCookie(c, cookieName(platform, 'session'));
}

export function setSessionCookie(
  platform: Platform,
  c: EdgeContext,
  session: { token: string; expiresAt: Date },
): void {
  setCookie(c, cookieName(platform, 'session'), session.token, {
    ...cookieOptions(platform),
    expires: session.expiresAt,
  });
}

export function clearSessionCookie(platform: Platform, c: EdgeContext): void {
  deleteCookie(c, cookieName(platform, 'session'), cookieOptions(platform));
}

/**
 * Puts the account of the session cookie, or null, into the context. A cookie that is none any more is taken
 * back. What another site's page asks for is answered as to a stranger: it shall not learn by the time that
 * takes what its reader has written here.
 */
export function loadAccount(platform: Platform): MiddlewareHandler<Edge> {
  return async (c, next) => {
    const token = isEmbeddedElsewhere(c) ? undefined : sessionToken(platform, c);
    const account = token ? await findSessionAccount(platform, token) : null;
    c.set('account', account);
    if (token && !account) clearSessionCookie(platform, c);
    await next();
  };
}

const second = 1000;

/** For an answer that goes on for a while: whether the session that it is for still is one, asked once a second. */
export function watchSession(platform: Platform, c: EdgeContext): () => Promise<boolean> {
  const token = sessionToken(platform, c) ?? '';
  const now = () => platform.clock.now().getTime();
  let asked = now();
  return async () => {
    if (now() - asked < second) return true;
    asked = now();
    return (await findSessionAccount(platform, token)) !== null;
  };
}

/** True for an image, a frame, a fetch of another site, of a neighbour too; false where its reader comes here. */
function isEmbeddedElsewhere(c: EdgeContext): boolean {
  const from = c.req.header('sec-fetch-site');
  if (from !== 'cross-site' && from !== 'same-site') return false;
  return c.req.header('sec-fetch-mode') !== 'navigate' || c.req.header('sec-fetch-dest') !== 'document';
}

export function requireAccount(c: EdgeContext): Account {
  const { account } = c.var;
  if (!account) throw new SignInRequired('Please sign in first.');
  return account;
}

export function requireModerator(c: EdgeContext): Account {
  const account = requireAccount(c);
  if (!isModerator(account)) throw new Forbidden('This page is for moderators.');
  return account;
}

export function requireAdmin(c: EdgeContext): Account {
  const account = requireAccount(c);
  if (account.role !== 'admin') throw new Forbidden('This page is for admins.');
  return account;
}
