import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { discover } from '../features/identities/discovery.ts';
import { addressOfVisit } from '../features/identities/provider-account.ts';
import type { Provider } from '../features/identities/providers.ts';
import type { Errand, Visit } from '../features/identities/visits.ts';
import { beginVisit, endVisit, visitMinutes } from '../features/identities/visits.ts';
import { hashSecret } from '../platform/keys.ts';
import type { Platform } from '../platform/platform.ts';
import type { EdgeContext } from './context.ts';
import { cookieName, cookieOptions, sessionToken } from './session.ts';

/**
 * Where this browser goes for that errand; it is known by a cookie when it is back. Throws ProviderTrouble when the
 * provider does not answer.
 */
export async function departFor(
  platform: Platform,
  c: EdgeContext,
  { provider, errand, memo }: { provider: Provider; errand: Errand; memo: string | null },
): Promise<string> {
  // First, so that nothing is written for one that does not answer.
  await discover(provider);
  const session = c.var.account ? hashOfSession(platform, c) : null;
  const begun = await beginVisit(platform, { provider: provider.id, errand, session, memo });
  const address = await addressOfVisit(platform, provider, begun);
  const maxAge = visitMinutes * 60;
  setCookie(c, cookieName(platform, 'visit'), begun.browser, { ...cookieOptions(platform), maxAge });
  return address;
}

/** The visit that this browser is back from, which ends with it; null for none of its own. */
export async function returnFrom(
  platform: Platform,
  c: EdgeContext,
  provider: Provider,
): Promise<{ visit: Visit; state: string } | null> {
  const state = c.req.query('state') ?? '';
  const browser = getCookie(c, cookieName(platform, 'visit')) ?? '';
  deleteCookie(c, cookieName(platform, 'visit'), cookieOptions(platform));
  const visit = await endVisit(platform, { state, browser });
  return visit?.provider === provider.id ? { visit, state } : null;
}

/** Whether the session that asked is still the one of this browser. */
export function isSameSession(platform: Platform, c: EdgeContext, visit: Visit): boolean {
  return visit.session !== null && visit.session === hashOfSession(platform, c);
}

function hashOfSession(platform: Platform, c: EdgeContext): string {
  return hashSecret(sessionToken(platform, c) ?? '').toString('hex');
}
