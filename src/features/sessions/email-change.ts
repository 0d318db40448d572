import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccountByEmail, setEmail } from '../accounts/accounts.ts';
import { emailChangeMail, emailChangedMail, emailTakenMail } from './email-change-mail.ts';
import { give, tellOwner } from './link-mail.ts';
import { endOfLink, voidTokens } from './tokens.ts';

/**
 * Longer than other links: there are two mailboxes to look into, and mail to a new one is often held back for a
 * quarter of an hour. It can be, because these links open nothing: they count only in the account's own session.
 */
export const emailChangeMinutes = 60;

type Change = {
  accountId: string;
  email: string;
  newHash: Buffer;
  presentHash: Buffer | null;
  expiresAt: Date;
};

const putChange = statement<Change, never>('putEmailChange')`
  insert into email_changes (account_id, email, new_hash, present_hash, expires_at)
  values (${'accountId'}, ${'email'}, ${'newHash'}, ${'presentHash'}, ${'expiresAt'})
  on conflict (account_id) do update set email = excluded.email, new_hash = excluded.new_hash,
    present_hash = excluded.present_hash, expires_at = excluded.expires_at`;

/** What the two links hold; those of an earlier change are void. Without a present address the second one is for nothing. */
export async function issueEmailLinks(
  platform: Platform,
  account: Account,
  email: string,
): Promise<{ new: string; present: string; until: Date }> {
  const secrets = { new: newSecret(platform.random), present: newSecret(platform.random) };
  const until = endOfLink(platform, emailChangeMinutes);
  await putChange(platform.db, {
    ...{ accountId: account.id, email, expiresAt: until },
    newHash: hashSecret(secrets.new),
    presentHash: account.email === null ? null : hashSecret(secrets.present),
  });
  return { ...secrets, until };
}

/**
 * Mails a link to the new address and one to the present one; the change takes effect when both were opened. Where the
 * new one has an account already, it gets a mail that says so, and nothing else differs: who asked learns nothing.
 * False when a mail could not be given away.
 */
export async function beginEmailChange(
  platform: Platform,
  account: Account,
  email: string,
): Promise<boolean> {
  const { config } = platform;
  const found = await findAccountByEmail(platform, email);
  const { until, ...secrets } = await issueEmailLinks(platform, account, email);
  const words = (secret: string) => ({
    ...{ community: config.COMMUNITY_NAME, minutes: emailChangeMinutes, both: account.email !== null },
    link: config.origin + urls.settingsEmailToken({ token: secret }),
  });
  const toNew = found ? emailTakenMail(words('')) : emailChangeMail(words(secrets.new), 'new');
  const given = [await give(platform, email, { ...toNew, until })];
  if (account.email !== null) {
    const toPresent = emailChangeMail(words(secrets.present), 'present');
    given.push(await give(platform, account.email, { ...toPresent, until }));
  }
  return given.every(Boolean);
}

/** Which of the two mailboxes a link was sent to. */
export type Mailbox = 'new' | 'present';

const findChange = statement<
  { accountId: string; hash: Buffer; now: Date },
  { email: string; mailbox: Mailbox }
>('findEmailChange')`
  select email, case when new_hash = ${'hash'} then 'new' else 'present' end as mailbox from email_changes
  where account_id = ${'accountId'} and expires_at > ${'now'}
    and (new_hash = ${'hash'} or present_hash = ${'hash'})`;

/** For the page that asks before a link is used; null for one that cannot be used by this account. Uses nothing up. */
export async function findEmailLink(
  platform: Platform,
  account: Account,
  secret: string,
): Promise<{ email: string; mailbox: Mailbox } | null> {
  const asked = { accountId: account.id, hash: hashSecret(secret), now: platform.clock.now() };
  const [change] = await findChange(platform.db, asked);
  return change ?? null;
}

// An update, so that of two links that are opened at once the second sees the first.
const useLink = statement<
  { accountId: string; hash: Buffer; now: Date },
  { email: string; missing: Mailbox | null }
>('useEmailLink')`
  update email_changes set new_hash = nullif(new_hash, ${'hash'}), present_hash = nullif(present_hash, ${'hash'})
  where account_id = ${'accountId'} and expires_at > ${'now'} and (new_hash = ${'hash'} or present_hash = ${'hash'})
  returning email, case when new_hash is not null then 'new' when present_hash is not null then 'present' end as missing`;

/**
 * Uses up a link. `missing`: the mailbox whose link is still to be opened; null when the change is done. Null for a link
 * that cannot be used by this account, and where somebody else has taken the address since.
 */
export async function useEmailLink(
  platform: Platform,
  account: Account,
  secret: string,
): Promise<{ email: string; missing: Mailbox | null } | null> {
  const { db, config, clock } = platform;
  const [used] = await useLink(db, { accountId: account.id, hash: hashSecret(secret), now: clock.now() });
  if (!used || used.missing) return used ?? null;
  const changed = await setEmail(db, account.id, used.email);
  await voidTokens(db, account.id);
  if (!changed) return null;
  await tellOwner(platform, account.email, emailChangedMail(config.COMMUNITY_NAME));
  return used;
}

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredEmailChanges')`
  delete from email_changes where expires_at <= ${'now'}`;

export async function sweepEmailChanges(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
