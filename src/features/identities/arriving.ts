import { Conflict } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { addAccount, findAccountByEmail } from '../accounts/accounts.ts';
import { requireActive } from '../accounts/standing.ts';
import { hasSecondFactor } from '../second-factor/second-factors.ts';
import { tellOwner } from '../sessions/link-mail.ts';
import { voidSignUps } from '../sessions/tokens.ts';
import { addIdentity, findIdentityAccount, listIdentities } from './identities.ts';
import type { Provider, ProviderAccount } from './providers.ts';
import { isIssuerOf } from './providers.ts';

/** What an account at a provider comes to here. */
export type SignIn =
  | { outcome: 'known' | 'linked' | 'new'; accountId: string }
  /** Nothing was made and nothing linked. */
  | { outcome: 'unproven' | 'no-address' | 'another' };

/**
 * Whose account it is that has signed in at the provider. An account is made or linked only where the provider
 * has proven the address; ours is proven by being there. Where the account has another one of this provider already,
 * the address may have changed hands, so its owner links the new one.
 */
export async function signInByProvider(
  platform: Platform,
  provider: Provider,
  came: ProviderAccount,
): Promise<SignIn> {
  const known = await findIdentityAccount(platform.db, came);
  if (known) return { outcome: 'known', accountId: known };
  const { email, emailVerified } = came;
  if (email === null) return { outcome: 'no-address' };
  if (!emailVerified) return { outcome: 'unproven' };
  const found = await findAccountByEmail(platform, email);
  if (found && (await hasOneOf(platform, provider, found.account.id))) {
    // Linked a moment ago, by the same person in another tab.
    const accountId = await findIdentityAccount(platform.db, came);
    return accountId ? { outcome: 'known', accountId } : { outcome: 'another' };
  }
  // Whoever has a second factor is to give it before anything is linked: then they do so in their settings.
  if (found && (await hasSecondFactor(platform.db, found.account.id))) {
    return { outcome: 'known', accountId: found.account.id };
  }
  if (found) await requireActive(platform, found.account);
  const accountId = await platform.db.transaction(async (tx) => await bind(platform, tx, { ...came, email }));
  if (!found) return { outcome: 'new', accountId };
  await tellOfLink(platform, provider, email);
  return { outcome: 'linked', accountId };
}

async function hasOneOf(platform: Platform, provider: Provider, accountId: string): Promise<boolean> {
  const identities = await listIdentities(platform.db, accountId);
  return identities.some(({ issuer }) => isIssuerOf(provider, issuer));
}

/**
 * The account of the address, made if there is none, now with this identity. A password that somebody has asked
 * for with this address before it was proven is not to come true. Throws Conflict where somebody was faster.
 */
async function bind(platform: Platform, tx: Tx, came: ProviderAccount & { email: string }): Promise<string> {
  const { email, issuer, subject } = came;
  const accountId = await addAccount(tx, { email });
  await voidSignUps(tx, email);
  const added = await addIdentity(platform, tx, { issuer, subject, accountId });
  // Of two that come at once the second one finds what the first has made.
  if (added || (await findIdentityAccount(tx, came)) === accountId) return accountId;
  throw new Conflict('Something about this account has changed just now. Please sign in once more.');
}

/** To the address of the account: whoever did not do this can undo it. */
export async function tellOfLink(
  platform: Platform,
  { name }: Pick<Provider, 'name'>,
  email: string | null,
): Promise<void> {
  const { COMMUNITY_NAME: community } = platform.config;
  await tellOwner(platform, email, {
    subject: `${name} now signs in to your account at ${community}`,
    text:
      `Your account at ${community} can now be signed in to with ${name}. You can unlink it in your settings, ` +
      'under linked accounts. If this was not you, do so at once, and change your password if you have one.\n',
  });
}
