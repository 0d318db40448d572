import type { Configuration } from 'openid-client';
import { isOnThisMachine } from '../../platform/provider-settings.ts';
import { ProviderTrouble, fetchFrom } from './provider-fetch.ts';
import type { Provider } from './providers.ts';

const hour = 60 * 60 * 1000;
const lifetime = 12 * hour;

type Known = { until: number; configuration: Promise<Configuration> };

const known = new WeakMap<Provider, Known>();

/**
 * What the provider says of itself, asked when somebody first goes there, then kept for half a day. Throws
 * ProviderTrouble when it does not answer as it should; then the next one asks again.
 */
export async function discover(provider: Provider): Promise<Configuration> {
  const kept = known.get(provider);
  const now = Date.now();
  const { until, configuration } =
    kept && kept.until > now ? kept : { until: now + lifetime, configuration: ask(provider) };
  known.set(provider, { until, configuration });
  try {
    return await configuration;
  } catch (cause) {
    known.delete(provider);
    throw new ProviderTrouble(`${provider.name} does not say where to sign in`, { cause });
  }
}

/** The library is loaded when it is needed: most processes never do. */
async function ask(provider: Provider): Promise<Configuration> {
  const client = await import('openid-client');
  const { clientId, clientSecret, issuer } = provider;
  const ways = {
    [client.customFetch]: (address: string, options: object) => fetchFrom(provider, address, options),
    timeout: 10,
    ...(isPlain(provider) ? { execute: [client.allowInsecureRequests] } : {}),
  };
  const authentication = client.ClientSecretPost(clientSecret);
  if (provider.kind === 'oidc') {
    return await client.discovery(new URL(issuer), clientId, undefined, authentication, ways);
  }
  const made = new client.Configuration(gitHub(issuer), clientId, undefined, authentication);
  made[client.customFetch] = ways[client.customFetch];
  if (isPlain(provider)) client.allowInsecureRequests(made);
  return made;
}

/** GitHub speaks plain OAuth 2, and says nothing of itself. */
function gitHub(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/login/oauth/authorize`,
    token_endpoint: `${issuer}/login/oauth/access_token`,
  };
}

function isPlain({ issuer }: Provider): boolean {
  return issuer.startsWith('http:') && isOnThisMachine(issuer);
}
