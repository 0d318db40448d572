import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Conflict } from '../errors.ts';
import { findAccount, findPasswordHash } from '../features/accounts/accounts.ts';
import { requireActive } from '../features/accounts/standing.ts';
import { hasSecondFactor } from '../features/second-factor/second-factors.ts';
import { tellOfChange } from '../features/sessions/change-mail.ts';
import { removePassword } from '../features/sessions/password-change.ts';
import { placeAfter } from '../features/sessions/return-path.ts';
import { beginSession, endSession } from '../features/sessions/sessions.ts';
import type { Token } from '../features/sessions/tokens.ts';
import { issueToken, linkLifetimeMinutes, redeemToken } from '../features/sessions/tokens.ts';
import type { Platform } from '../platform/platform.ts';
import { newSecret } from '../platform/random.ts';
import { urls, withReturn } from '../urls.ts';
import type { EdgeContext } from './context.ts';
import { markFresh } from './freshness.ts';
import { cookieName, cookieOptions, sessionToken, setSessionCookie } from './session.ts';

/** What somebody has shown who wants to sign in. */
export interface Shown {
  accountId: string;
  /** `both`: a passkey that was unlocked. Anything else (a password, a link, another site's word) is one. */
  factors: 'one' | 'both';
  /** Where they wanted to go, or null. */
  to: string | null;
  /** They have forgotten the password, and want it removed once they are in. */
  forgetsPassword?: boolean;
  /** Of those who came with the password: as it was stored when it was compared. */
  passwordHash?: string;
}

/**
 * The one way in, whatever was shown: signs this browser in, or sends it on to give its second factor. Returns
 * the address to redirect to. Throws Forbidden for an account that is suspended, Conflict where the password has
 * been changed meanwhile.
 */
export async function beginSignIn(platform: Platform, c: EdgeContext, shown: Shown): Promise<string> {
  const { accountId, factors, to, forgetsPassword = false, passwordHash } = shown;
  await requireActive(platform, await findAccount(platform, accountId));
  if (factors === 'both' || !(await hasSecondFactor(platform.db, accountId))) {
    return await signInHere(platform, c, { accountId, to, forgetsPassword, passwordHash });
  }
  const half = await issueToken(platform, platform.db, 'second-factor', { accountId, forgetsPassword });
  await requireSamePassword(platform, { accountId, passwordHash }, () =>
    redeemToken(platform, platform.db, 'second-factor', half),
  );
  const maxAge = linkLifetimeMinutes * 60;
  setCookie(c, cookieName(platform, 'half'), half, { ...cookieOptions(platform), maxAge });
  return withReturn(urls.signInSecondFactor(), to);
}

/**
 * Signs this browser in after both factors: uses up what `beginSignIn` has given it. Null when that was used
 * meanwhile, is too old, or was made void.
 */
export async function finishSignIn(
  platform: Platform,
  c: EdgeContext,
  to: string | null,
): Promise<string | null> {
  const half = getCookie(c, cookieName(platform, 'half')) ?? '';
  const token = await redeemToken(platform, platform.db, 'second-factor', half);
  forgetHalf(platform, c);
  if (!token?.accountId) return null;
  const { accountId, forgetsPassword } = token;
  await requireActive(platform, await findAccount(platform, accountId));
  return await signInHere(platform, c, { accountId, to, forgetsPassword });
}

export function halfToken(platform: Platform, c: EdgeContext): string | undefined {
  return getCookie(c, cookieName(platform, 'half'));
}

function forgetHalf(platform: Platform, c: EdgeContext): void {
  deleteCookie(c, cookieName(platform, 'half'), cookieOptions(platform));
}

type Entry = Pick<Token, 'forgetsPassword'> & Passed & { to: string | null };

/** Always a new session, and the one that this browser had is over. */
async function signInHere(platform: Platform, c: EdgeContext, entry: Entry): Promise<string> {
  const { accountId, to, forgetsPassword } = entry;
  if (forgetsPassword) await forgetPassword(platform, accountId);
  const earlier = sessionToken(platform, c);
  if (earlier) await endSession(platform.db, earlier);
  const session = await beginSession(platform, accountId, c.req.header('user-agent'));
  await requireSamePassword(platform, entry, () => endSession(platform.db, session.token));
  setSessionCookie(platform, c, session);
  markFresh(platform, c, session.token);
  return placeAfter(to);
}

type Passed = { accountId: string; passwordHash?: string | undefined };

/**
 * Asked once something has begun, because a change of the password ends what has begun before it. `undo` takes that
 * back. Without a lock: it would leave a mark on the account's row, and in the log of the database.
 */
async function requireSamePassword(
  { db }: Platform,
  { accountId, passwordHash }: Passed,
  undo: () => Promise<unknown>,
): Promise<void> {
  if (passwordHash === undefined || (await findPasswordHash(db, accountId)) === passwordHash) return;
  await undo();
  throw new Conflict('The password of this account was changed just now. Please sign in with the new one.');
}

async function forgetPassword(platform: Platform, accountId: string): Promise<void> {
  await removePassword(platform, accountId);
  const account = await findAccount(platform, accountId);
  await tellOfChange(platform, account?.email ?? null, 'the password was removed');
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
