import type { IDToken } from 'openid-client';
import type { Platform } from '../../platform/platform.ts';
import { describeError } from '../../platform/logger.ts';
import { urls } from '../../urls.ts';
import { parseEmail } from '../accounts/emails.ts';
import { discover } from './discovery.ts';
import { readGitHubAccount } from './github.ts';
import { ProviderTrouble } from './provider-fetch.ts';
import type { Provider, ProviderAccount } from './providers.ts';
import { isGoogle, isMicrosoft } from './providers.ts';
import type { Visit } from './visits.ts';

/** Where a provider sends people back to: always at the configured origin. */
function returnAddress({ config }: Pick<Platform, 'config'>, provider: Provider): string {
  return config.origin + urls.providerReturn({ provider: provider.id });
}

/** The provider's page for this visit. Throws ProviderTrouble when the provider does not answer. */
export async function addressOfVisit(
  platform: Platform,
  provider: Provider,
  { visit, state }: { visit: Visit; state: string },
): Promise<string> {
  const client = await import('openid-client');
  const configuration = await discover(provider);
  const asked = {
    redirect_uri: returnAddress(platform, provider),
    state,
    code_challenge: await client.calculatePKCECodeChallenge(visit.verifier),
    code_challenge_method: 'S256',
  };
  const more =
    provider.kind === 'github'
      ? { scope: 'user:email' }
      : { scope: 'openid email', nonce: visit.nonce, ...promptOf(provider, visit) };
  return client.buildAuthorizationUrl(configuration, { ...asked, ...more }).href;
}

/**
 * Whoever is signed in and signs in again is to show the provider too that it is they. Google takes no such wish, and
 * asks which of one's accounts it shall be, as Microsoft does.
 */
function promptOf(provider: Provider, { errand, session }: Visit): { prompt?: string } {
  if (errand === 'sign-in' && session !== null && !isGoogle(provider)) return { prompt: 'login' };
  return isGoogle(provider) || isMicrosoft(provider) ? { prompt: 'select_account' } : {};
}

/** What came of a visit. */
export type Arrival =
  | { outcome: 'arrived'; account: ProviderAccount }
  /** Whoever went there said no, or the provider did. */
  | { outcome: 'refused' }
  /** The provider does not answer, or not as it should: then the log says more. */
  | { outcome: 'unavailable' };

/** Reads who came back with these parameters. `search`: the query of the address that they came back to. */
export async function readArrival(
  platform: Platform,
  provider: Provider,
  { visit, state, search }: { visit: Visit; state: string; search: string },
): Promise<Arrival> {
  const params = new URLSearchParams(search);
  if (params.has('error')) return { outcome: 'refused' };
  try {
    const account = await exchange(platform, provider, { visit, state, search });
    return { outcome: 'arrived', account };
  } catch (error) {
    // Not the error itself: it may hold the provider's answer, in which there are addresses and tokens.
    const told = { provider: provider.id, error: describeError(error) };
    platform.log.warn(told, 'a provider could not be asked who has signed in');
    return { outcome: 'unavailable' };
  }
}

async function exchange(
  platform: Platform,
  provider: Provider,
  { visit, state, search }: { visit: Visit; state: string; search: string },
): Promise<ProviderAccount> {
  const client = await import('openid-client');
  const configuration = await discover(provider);
  const came = new URL(returnAddress(platform, provider) + search);
  const checks = { expectedState: state, pkceCodeVerifier: visit.verifier };
  if (provider.kind === 'github') {
    const { access_token: token } = await client.authorizationCodeGrant(configuration, came, checks);
    return await readGitHubAccount(provider, token);
  }
  const tokens = await client.authorizationCodeGrant(configuration, came, {
    ...checks,
    expectedNonce: visit.nonce,
  });
  const claims = tokens.claims();
  if (!claims) throw new ProviderTrouble(`${provider.name} sent no token that says who has signed in.`);
  const stated = claims.email === undefined ? await askForEmail(provider, claims, tokens.access_token) : {};
  return accountOf(provider, { ...claims, ...stated });
}

type Claims = Pick<IDToken, 'iss' | 'sub'> & { [claim: string]: unknown };

/** Not every provider puts the address into its token. */
async function askForEmail(provider: Provider, { sub }: Claims, token: string): Promise<object> {
  const client = await import('openid-client');
  const configuration = await discover(provider);
  if (!configuration.serverMetadata().userinfo_endpoint) return {};
  const { email, email_verified } = await client.fetchUserInfo(configuration, token, sub);
  return { email, email_verified };
}

function accountOf(provider: Provider, claims: Claims): ProviderAccount {
  const { iss: issuer, sub: subject, email, hd } = claims;
  if (subject.length > 255 || issuer.length > 500)
    throw new ProviderTrouble(`${provider.name} breaks its own rules.`);
  // At Microsoft anybody may write any address into their account, unless its domain's owner was verified.
  const verified = isMicrosoft(provider) ? claims['xms_edov'] : claims['email_verified'];
  return {
    issuer,
    subject,
    email: typeof email === 'string' ? parseEmail(email) : null,
    emailVerified: verified === true,
    hostedDomain: typeof hd === 'string' ? hd.toLowerCase() : null,
  };
}
