import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { tellOfLink } from './arriving.ts';
import { addIdentity, findIdentityAccount, listIdentities } from './identities.ts';
import type { Provider, ProviderAccount } from './providers.ts';
import { isIssuerOf } from './providers.ts';

/** `taken`: it signs in to somebody else's account. `another`: this account has another one of the provider. */
export type Linking = 'linked' | 'already' | 'taken' | 'another';

/** Lets an account at a provider sign in to this one from now on. Its address need not be the same, nor proven. */
export async function linkIdentity(
  platform: Platform,
  account: Account,
  { provider, came }: { provider: Provider; came: ProviderAccount },
): Promise<Linking> {
  const { issuer, subject } = came;
  const owner = await findIdentityAccount(platform.db, came);
  if (owner) return owner === account.id ? 'already' : 'taken';
  const own = await listIdentities(platform.db, account.id);
  if (own.some((each) => isIssuerOf(provider, each.issuer))) return 'another';
  if (!(await addIdentity(platform, platform.db, { issuer, subject, accountId: account.id }))) return 'taken';
  await tellOfLink(platform, provider, account.email);
  return 'linked';
}
