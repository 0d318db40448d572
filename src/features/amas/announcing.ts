import { z } from 'zod';
import { Forbidden, Invalid } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { slugify } from '../../platform/text.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import { bodyField, titleField, topicsField } from '../posts/fields.ts';
import { insertPost, rememberOwnPost } from '../posts/posts.ts';
import { publishNew } from '../posts/publishing.ts';
import { requireTopics } from '../topics/topics.ts';
import type { Guest } from './hosts.ts';
import { addGuestProfile, addHost, guestSchema } from './hosts.ts';
import { endOfHosting, issueInvitation } from './invitations.ts';
import { scheduleReminders } from './reminders.ts';
import type { Schedule } from './schedule.ts';
import { parseSchedule, scheduleSchema } from './schedule.ts';
import { enqueueAdvance } from './states.ts';

const ticked = z.literal('1', 'Tick it or leave it.').optional().transform(Boolean);

export const announcementSchema = z.strictObject({
  title: titleField,
  body: bodyField,
  topics: topicsField,
  approveFirst: ticked,
  showsDrafts: ticked,
  guestName: z.string().max(500).default(''),
  guestTitle: z.string().max(500).default(''),
  ...scheduleSchema.shape,
});

export type Announcement = Omit<z.output<typeof announcementSchema>, 'guestName' | 'guestTitle'>;

/** What came of announcing: the address's parts, and the secret of the link for a host without an account. */
export interface Announced {
  id: string;
  slug: string;
  invitation: string | null;
}

const insertThread = statement<
  { id: string; title: string; slug: string; topicIds: string[] } & Pick<Schedule, 'startsAt' | 'endsAt'>,
  never
>('insertAmaThread')`
  with thread as (
    insert into threads (id, kind, title, slug, starts_at, ends_at)
    values (${'id'}, 'ama', ${'title'}, ${'slug'}, ${'startsAt'}, ${'endsAt'})
  )
  insert into thread_topics (thread_id, topic_id, position)
  select ${'id'}, topic_id, position from unnest(${'topicIds'}::text[]) with ordinality as chosen (topic_id, position)`;

const insertAma = statement<{ id: string; zone: string; approveFirst: boolean; showsDrafts: boolean }, never>(
  'insertAma',
)`
  insert into amas (thread_id, zone, approve_first, shows_drafts)
  values (${'id'}, ${'zone'}, ${'approveFirst'}, ${'showsDrafts'})`;

/**
 * Announces an AMA: one's own, under one's profile, or as a moderator one of somebody without an account. Throws Invalid
 * for times, topics and names that cannot be, Forbidden for who has no profile to host with.
 */
export async function announceAma(
  platform: Platform,
  account: Account,
  { guestName, guestTitle, ...announcement }: z.output<typeof announcementSchema>,
): Promise<Announced> {
  const guest = readGuest(account, { name: guestName, title: guestTitle });
  if (!guest && !account.profile) {
    throw new Invalid({
      form: 'An AMA is hosted under a name. Make a profile first; what you write here is kept.',
    });
  }
  const schedule = parseSchedule(platform, announcement);
  if (!schedule.ok) throw new Invalid(schedule.errors);
  const topics = await requireTopics(platform.db, announcement.topics);
  const id = newId(platform.random);
  const slug = slugify(announcement.title);
  const write = { id, slug, guest, topicIds: topics.map((topic) => topic.id), ...schedule.value };
  const invitation = await platform.db.transaction(
    async (tx) => await writeAma(platform, tx, account, { ...announcement, ...write }),
  );
  return { id, slug, invitation };
}

async function writeAma(
  platform: Platform,
  tx: Tx,
  account: Account,
  ama: Announcement & Schedule & { id: string; slug: string; topicIds: string[]; guest: Guest | null },
): Promise<string | null> {
  const { id, guest, body, topicIds, startsAt, endsAt } = ama;
  const profileId = guest ? await addGuestProfile(platform, tx, guest) : (account.profile?.id ?? null);
  await insertThread(tx, ama);
  const at = platform.clock.now();
  await insertPost(tx, { id, threadId: id, kind: 'ama', onId: null, body, at, authorId: null, profileId });
  await insertAma(tx, ama);
  await addHost(tx, { amaId: id, profileId: profileId ?? '' });
  const expiresAt = endOfHosting({ endsAt, promisedOn: null });
  const invitation =
    guest && (await issueInvitation(platform, tx, { amaId: id, ...guest, profileId, expiresAt }));
  await publishNew(platform, tx, { threadId: id, lists: topicIds });
  await enqueueAdvance(platform, tx, { id, startsAt, endsAt });
  await scheduleReminders(platform, tx, { id, startsAt, state: 'announced' });
  if (!guest) await rememberOwnPost(platform, tx, account, id);
  return invitation;
}

/** The host without an account that a moderator has named, or null. */
function readGuest(account: Account, typed: { name: string; title: string }): Guest | null {
  if (typed.name.trim() === '') return null;
  if (!isModerator(account)) throw new Forbidden('Only moderators announce an AMA for somebody else.');
  const guest = guestSchema.safeParse(typed);
  if (guest.success) return guest.data;
  const [issue] = guest.error.issues;
  throw new Invalid({
    [issue?.path[0] === 'title' ? 'guestTitle' : 'guestName']: issue?.message ?? 'Say who.',
  });
}
