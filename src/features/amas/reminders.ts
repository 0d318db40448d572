import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccount } from '../accounts/accounts.ts';
import { isSuspended } from '../accounts/standing.ts';
import type { Ama } from './amas.ts';
import type { Reminder } from './reminder-mail.ts';
import { reminderMail } from './reminder-mail.ts';
import { reminderTimes } from './reminder-times.ts';
import { openRsvpToRemind } from './rsvp-seals.ts';

export const remindJob = 'remind-of-amas';

/**
 * Sees to it that those who want to come are reminded on time: called in the transaction in which an AMA is announced,
 * moved or cancelled, with what it is from then on. What it leaves undone the sweep of each minute does.
 */
export async function scheduleReminders(
  platform: Platform,
  tx: Tx,
  { id, state, startsAt }: Pick<Ama, 'id' | 'state' | 'startsAt'>,
): Promise<void> {
  const now = platform.clock.now();
  const times = startsAt && state === 'announced' ? Object.values(reminderTimes(startsAt)) : [];
  const due = new Set([...times, ...(state === 'cancelled' ? [now] : [])].filter((time) => time >= now));
  for (const startAfter of due) {
    await platform.jobs.send(tx, remindJob, {}, { key: `${id} ${startAfter.getTime()}`, startAfter });
  }
}

/** Of an RSVP that nobody has been reminded by yet, though it is time. */
interface Claimed extends Reminder {
  key: Buffer;
  sealed: Buffer;
}

// Which one it is, is decided as it is claimed, so that an AMA that moves meanwhile is told of as it then is. Who comes
// second waits for nobody.
const claimNext = statement<{ after: Buffer; now: Date }, Claimed>('claimNextRsvp')`
  with due as (
    select rsvp_key, thread_id, threads.starts_at, threads.title, threads.slug, amas.cancelled_because,
      case when amas.state = 'cancelled' then 'cancelled'
        when threads.starts_at <= ${'now'}::timestamptz + interval '10 minutes' then 'soon' else 'day' end as what
    from ama_rsvps
    join amas using (thread_id)
    join threads on threads.id = thread_id
    where rsvp_key > ${'after'}
      and case amas.state
        when 'cancelled' then not told_cancelled
        when 'announced' then threads.starts_at > ${'now'}
          and reminded_soon is distinct from threads.starts_at
          and (threads.starts_at <= ${'now'}::timestamptz + interval '10 minutes'
            or (threads.starts_at <= ${'now'}::timestamptz + interval '1 day'
              and reminded_day is distinct from threads.starts_at))
        else false end
      and not exists (select from removals where removals.post_id = thread_id)
    order by rsvp_key limit 1 for update of ama_rsvps skip locked
  )
  update ama_rsvps set told_cancelled = told_cancelled or due.what = 'cancelled',
    reminded_day = case when due.what = 'cancelled' then reminded_day else due.starts_at end,
    reminded_soon = case when due.what = 'soon' then due.starts_at else reminded_soon end
  from due where ama_rsvps.rsvp_key = due.rsvp_key
  returning due.rsvp_key as key, sealed, due.thread_id as "amaId", due.starts_at as "startsAt", due.title, due.slug,
    due.cancelled_because as because, due.what`;

const putBack = statement<{ key: Buffer; what: Reminder['what']; startsAt: Date }, never>('putBackRsvp')`
  update ama_rsvps set told_cancelled = told_cancelled and ${'what'} <> 'cancelled',
    reminded_day = case when ${'what'} = 'cancelled' then reminded_day else nullif(reminded_day, ${'startsAt'}) end,
    reminded_soon = case when ${'what'} = 'soon' then nullif(reminded_soon, ${'startsAt'}) else reminded_soon end
  where rsvp_key = ${'key'}`;

const lanes = 4;
const mostFailures = 5;

/**
 * Sends what is due, and what was due while nobody worked, as long as its AMA has not begun. Each RSVP is marked before
 * its mail is handed over: a crash in between costs one person one reminder, and nobody gets it twice. What the mail
 * server does not take now is tried again the next time. Safe to run twice and at the same time.
 */
export async function sendReminders(platform: Platform): Promise<void> {
  const run: { after: Buffer; failures: number } = { after: Buffer.alloc(0), failures: 0 };
  const work = async () => {
    while (run.failures < mostFailures) {
      const [claimed] = await claimNext(platform.db, { after: run.after, now: platform.clock.now() });
      if (!claimed) return;
      if (claimed.key.compare(run.after) > 0) run.after = claimed.key;
      if (!(await remind(platform, claimed))) run.failures += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
}

async function remind(platform: Platform, claimed: Claimed): Promise<boolean> {
  try {
    const account = await findRecipient(platform, claimed);
    if (account?.email) await mailReminder(platform, account.email, claimed);
    return true;
  } catch (error) {
    platform.log.warn({ error }, 'a reminder could not be handed over');
    if (!isRefused(error)) await putBack(platform.db, claimed);
    return false;
  }
}

async function mailReminder(platform: Platform, to: string, reminder: Reminder): Promise<void> {
  const { COMMUNITY_NAME: communityName, origin } = platform.config;
  const mail = reminderMail({ communityName, origin }, reminder, platform.clock.now());
  // Who wants to come where stands in no row, so it must not stand in a mail that is kept.
  await platform.mail.send({ to, ...mail, aboutMaskedPost: true });
}

async function findRecipient(platform: Platform, claimed: Claimed): Promise<Account | null> {
  const accountId = openRsvpToRemind(platform, claimed);
  const account = accountId ? await findAccount(platform, accountId) : null;
  return account && account.mailWanted && !(await isSuspended(platform, account)) ? account : null;
}

/** For good: a mailbox that is no more would be tried every minute. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500;
}
