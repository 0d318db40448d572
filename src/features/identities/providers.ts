import { NotFound } from '../../errors.ts';
import type { Config } from '../../platform/config.ts';
import type { ProviderSettings } from '../../platform/provider-settings.ts';

export type Provider = ProviderSettings;

/** Who came back, as the provider says. */
export interface ProviderAccount {
  issuer: string;
  subject: string;
  /** As we would write to it; null where there is none, or none that we would. */
  email: string | null;
  /** The provider says that whoever has signed in there reads this mailbox. */
  emailVerified: boolean;
  /** Google: the organisation that owns the account, and with it the address. */
  hostedDomain: string | null;
}

type Configured = { config: Pick<Config, 'providers'> };

export function listProviders({ config }: Configured): readonly Provider[] {
  return config.providers;
}

/** Throws NotFound where no such provider is configured. */
export function accessProvider({ config }: Configured, id: string): Provider {
  const provider = config.providers.find((each) => each.id === id);
  if (!provider) throw new NotFound('There is nothing at this address.');
  return provider;
}

const google = 'https://accounts.google.com';
const microsoft = 'https://login.microsoftonline.com';

export function isGoogle({ issuer }: Provider): boolean {
  return new URL(issuer).origin === google;
}

export function isMicrosoft({ issuer }: Provider): boolean {
  return new URL(issuer).origin === microsoft;
}

/**
 * The issuer as it signs, of this provider: at Microsoft's `common` address each organisation signs with an
 * address of its own.
 */
export function isIssuerOf(provider: Provider, issuer: string): boolean {
  if (!isMicrosoft(provider)) return provider.issuer === issuer;
  return URL.canParse(issuer) && new URL(issuer).origin === microsoft;
}
