import { z } from 'zod';
import { Forbidden } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetRsvps } from '../amas/rsvps.ts';
import { releaseMailbox } from '../careers/mailboxes.ts';
import { discardAllDrafts } from '../drafts/drafts.ts';
import { dropReadMark } from '../notifications/read-mark.ts';
import { listOwnPosts } from '../posts/posts.ts';
import { tagOf } from '../posts/publishing.ts';
import { give } from '../sessions/link-mail.ts';
import { endAllSessions } from '../sessions/sessions.ts';
import { forgetNotes } from '../videos/video-notes.ts';
import { forgetWatched } from '../videos/watched.ts';
import { forgetAllWaiting } from '../waiting/waiting-posts.ts';
import type { Account } from './accounts.ts';
import { addDeparture } from './departures.ts';

const choice = z.enum(['stay', 'go'], 'Choose one of the two.');

export const deletionSchema = z.strictObject({
  masked: choice,
  named: choice.default('stay'),
  sure: z.literal('1', 'Say that you are sure: it cannot be taken back.'),
});

export type Deletion = Pick<z.output<typeof deletionSchema>, 'masked' | 'named'>;

/**
 * Ends the account: at once everything that names it, and what was kept unreadably for it. What it has posted stays
 * as it is, signed by nobody's masks, or goes piece by piece over 30 days. Votes stay, and so do the slots that say
 * which posts were its own: nobody can tell whose they were. Each slot was written together with its post, so those
 * that went with an account would tell whoever has a backup of the day before which posts were its. Throws Forbidden
 * for the only admin who could come back.
 */
export async function deleteAccount(platform: Platform, account: Account, what: Deletion): Promise<void> {
  const { db } = platform;
  await db.transaction(async (tx) => {
    await requireAnotherAdmin(tx, account);
    const own = await listOwnPosts(platform, tx, account.id);
    const going = await findGoing(tx, {
      ids: own,
      masked: what.masked === 'go',
      named: what.named === 'go',
    });
    await addDeparture(
      platform,
      tx,
      going.map(({ id }) => id),
    );
    await discardAllDrafts(platform, tx, account);
    await forgetWatched(platform, tx, account);
    await forgetNotes(platform, tx, account);
    await dropReadMark(platform, tx, account.id);
    await forgetAllWaiting(platform, tx, account);
    await forgetRsvps(platform, tx, account.id);
    await releaseMailbox(platform, tx, account.id);
    await leaveProfile(platform, tx, account.id);
    await endAllSessions(platform, tx, account.id);
    if (account.email) await dropKeptMails(tx, { email: account.email });
    await deleteRow(tx, { id: account.id });
  });
  await sayGoodbye(platform, account);
}

const findGoing = statement<{ ids: string[]; masked: boolean; named: boolean }, { id: string }>(
  'findPostsThatGo',
)`
  select id from posts
  where id = any (${'ids'}) and case when author_id is null then ${'named'}::boolean else ${'masked'}::boolean end
    and not exists (select from removals where post_id = posts.id and withdrawn)`;

const lockAdmins = statement<object, { id: string; email: string | null }>('lockAdmins')`
  select id, email from accounts where role = 'admin' order by id for update`;

/** Two who leave at the same time take turns here. */
async function requireAnotherAdmin(tx: Tx, { id, role }: Account): Promise<void> {
  if (role !== 'admin') return;
  const admins = await lockAdmins(tx, {});
  if (admins.some((other) => other.id !== id && other.email !== null)) return;
  throw new Forbidden(
    'You are the only admin. Make somebody else one first (npx cairn admin EMAIL), then this account can go.',
  );
}

const deleteProfile = statement<{ accountId: string }, { id: string }>('deleteUnusedProfile')`
  delete from profiles where account_id = ${'accountId'}
    and not exists (select from posts where profile_id = profiles.id)
    and not exists (select from ama_hosts where profile_id = profiles.id)
  returning id`;

const emptyProfile = statement<{ accountId: string; slug: string }, { id: string }>('leaveProfile')`
  update profiles set account_id = null, former = true, slug = ${'slug'}, name = 'Former member', title = null,
    bio = '', bio_html = '', links = '[]', role = null, level = null, native_level = null, company = null
  where account_id = ${'accountId'} returning id`;

/** What was posted under the name is by a former member from now on; without any of it the profile is gone. */
async function leaveProfile(platform: Platform, tx: Tx, accountId: string): Promise<void> {
  const slug = `former-${platform.random.bytes(8).toString('hex')}`;
  const [gone] = await deleteProfile(tx, { accountId });
  const [left] = gone ? [gone] : await emptyProfile(tx, { accountId, slug });
  if (left) await platform.changes.announce(tx, [tagOf.profile(left.id), '*']);
}

const dropKeptMails = statement<{ email: string }, never>('dropMailsOfAccount')`
  delete from kept_mails where recipient = ${'email'}`;

const deleteRow = statement<{ id: string }, never>('deleteAccount')`
  delete from accounts where id = ${'id'}`;

/** By a real mail server only: mail that is kept here would keep the address. */
async function sayGoodbye(platform: Platform, { email }: Account): Promise<void> {
  const { SMTP_URL, COMMUNITY_NAME: community } = platform.config;
  if (!email || !SMTP_URL) return;
  await give(platform, email, {
    subject: `Your account at ${community} is deleted`,
    text:
      `The account at ${community} that had this address is deleted, as asked for in a browser that was signed in ` +
      'to it. If that was not you, write to the people who run the site. They cannot bring it back, but they ' +
      'should know. This address can sign up again, as somebody new.\n',
  });
}
