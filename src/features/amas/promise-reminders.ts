import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { momentOf, printTime } from '../../platform/time-zones.ts';
import { urls } from '../../urls.ts';
import { findAccount } from '../accounts/accounts.ts';
import { isSuspended } from '../accounts/standing.ts';

interface Promised {
  amaId: string;
  title: string;
  zone: string;
  /** A day, as in 2026-05-04. */
  promisedOn: string;
  profileId: string;
  accountId: string;
  open: number;
}

const listPromised = statement<{ now: Date }, Promised>('listPromisedAnswers')`
  select amas.thread_id as "amaId", threads.title, amas.zone, to_char(amas.promised_on, 'YYYY-MM-DD') as "promisedOn",
    ama_hosts.profile_id as "profileId", profiles.account_id as "accountId", (
      select count(*) from ama_questions where ama_questions.thread_id = amas.thread_id and ama_questions.state = 'queued'
        and not is_ama_answered(ama_questions.post_id) and not exists (select from removals where removals.post_id = ama_questions.post_id)
    ) as open
  from amas
  join threads on threads.id = amas.thread_id
  join ama_hosts on ama_hosts.thread_id = amas.thread_id
  join profiles on profiles.id = ama_hosts.profile_id
  where amas.state = 'overflow' and ama_hosts.reminded_of is distinct from amas.promised_on
    and profiles.account_id is not null
    and amas.promised_on between (${'now'}::timestamptz at time zone 'UTC')::date - 1
      and (${'now'}::timestamptz at time zone 'UTC')::date + 2
    and not exists (select from removals where removals.post_id = amas.thread_id)`;

const claim = statement<Pick<Promised, 'amaId' | 'profileId' | 'promisedOn'>, object>('claimPromiseReminder')`
  update ama_hosts set reminded_of = ${'promisedOn'}::date
  where thread_id = ${'amaId'} and profile_id = ${'profileId'} and reminded_of is distinct from ${'promisedOn'}::date
  returning profile_id`;

const putBack = statement<Pick<Promised, 'amaId' | 'profileId'>, never>('putBackPromiseReminder')`
  update ama_hosts set reminded_of = null where thread_id = ${'amaId'} and profile_id = ${'profileId'}`;

/**
 * Reminds hosts by mail of the day by which they have promised what was left over: from nine in the morning of the day
 * before, by the AMA's clock. Once for each day that they promise; marked first, as reminders are.
 */
export async function remindHosts(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  for (const promised of await listPromised(platform.db, { now })) {
    if (!isDue(promised, now) || (await claim(platform.db, promised)).length === 0) continue;
    try {
      await mailHost(platform, promised);
    } catch (error) {
      platform.log.warn({ error }, 'a host could not be reminded');
      await putBack(platform.db, promised);
    }
  }
}

const day = 24 * 60 * 60 * 1000;

function isDue({ promisedOn, zone }: Promised, now: Date): boolean {
  const [dayBefore = ''] = new Date(Date.parse(promisedOn) - day).toISOString().split('T');
  const [dayAfter = ''] = new Date(Date.parse(promisedOn) + day).toISOString().split('T');
  return now >= hourOf(dayBefore, '09:00', zone) && now < hourOf(dayAfter, '12:00', zone);
}

/** No clock is changed at nine or at noon. */
function hourOf(dayThere: string, time: string, zone: string): Date {
  const moment = momentOf({ day: dayThere, time, zone });
  if (moment?.kind !== 'once') throw new Error(`there is no ${time} on ${dayThere} in ${zone}`);
  return moment.at;
}

async function mailHost(
  platform: Platform,
  { accountId, amaId, title, promisedOn, open }: Promised,
): Promise<void> {
  const account = await findAccount(platform, accountId);
  if (!account?.email || !account.mailWanted || (await isSuspended(platform, account))) return;
  const { COMMUNITY_NAME: communityName, origin } = platform.config;
  const text = [
    `In “${title}” ${open === 1 ? 'one question is' : `${open} questions are`} left, and you have promised answers ` +
      `by ${printTime(new Date(promisedOn), 'UTC').day}.`,
    `Answer them, or promise another day: ${origin}${urls.amaStage({ id: amaId })}`,
    [
      '-- ',
      `You get this because you are a host at ${communityName}.`,
      `To switch mail off: ${origin}${urls.settingsAccount()}`,
    ].join('\n'),
  ];
  const subject = `What you promised at ${communityName}`;
  await platform.mail.send({ to: account.email, subject, text: `${text.join('\n\n')}\n` });
}
