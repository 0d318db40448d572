import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Provider, ProviderAccount } from './providers.ts';
import { isGoogle, listProviders } from './providers.ts';

/**
 * Proving a work address by the employer's own sign-in, without linking it, signing in with it or storing it.
 *
 * A page shows one form for each of `listProvingProviders`, posted to `urls.proveAddress({ provider: id })` with a
 * field `memo` of at most 200 characters, which comes back as it was. Whoever is signed in goes to the provider; when
 * they are back, in the same browser and session, the routes call the `OnAddressProven` that `app.ts` gives them.
 */
export interface AddressProof {
  /** Null where nothing was proven; then `refusal` says why, in a sentence for its owner. */
  email: string | null;
  refusal: string | null;
  /** The id of the provider. */
  provider: string;
  memo: string;
}

/** Takes what came of it; returns the path of this site to go on to. The address is gone when it has returned. */
export type OnAddressProven = (platform: Platform, account: Account, proof: AddressProof) => Promise<string>;

/** Those that can prove the addresses of an employer: Google for organisations, and those with domains of their own. */
export function listProvingProviders(
  platform: Parameters<typeof listProviders>[0],
): { id: string; name: string }[] {
  return listProviders(platform)
    .filter((provider) => isGoogle(provider) || provider.domains.length > 0)
    .map(({ id, name }) => ({ id, name }));
}

/**
 * The address that this account at a provider proves, or a sentence on why it proves none. That somebody once read a
 * mailbox is not enough: the provider must speak for the address's domain today, because the operator says so
 * (`OIDC_…_DOMAINS`), or because Google says that the organisation of this domain owns the account.
 */
export function provenAddress(
  provider: Provider,
  { email, emailVerified, hostedDomain }: ProviderAccount,
): { email: string; refusal: null } | { email: null; refusal: string } {
  const { name } = provider;
  if (email === null) return refuse(`${name} told us no address that we could use.`);
  if (!emailVerified) return refuse(`${name} does not say that this address is proven.`);
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const speaks = provider.domains.includes(domain) || (isGoogle(provider) && hostedDomain === domain);
  if (!speaks) return refuse(`${name} does not speak for addresses at ${domain} here.`);
  return { email, refusal: null };
}

function refuse(refusal: string): { email: null; refusal: string } {
  return { email: null, refusal };
}
