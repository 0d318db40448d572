import {
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import type { AmaState } from './amas.ts';

/** What anybody may put into their calendar: public fields alone. */
export interface CalendarEntry {
  id: string;
  title: string;
  slug: string;
  state: AmaState;
  startsAt: Date;
  endsAt: Date;
  sequence: number;
  /** When its text last changed. */
  changedAt: Date;
  cancelledBecause: string;
  hosts: { name: string; title: string | null }[];
}

type Asked = { id: string | null; since: Date; most: number };

const findEntries = statement<Asked, CalendarEntry>('listCalendarEntries')`
  select threads.id, threads.title, threads.slug, amas.state, threads.starts_at as "startsAt",
    threads.ends_at as "endsAt", amas.sequence, coalesce(posts.edited_at, posts.at) as "changedAt",
    amas.cancelled_because as "cancelledBecause", coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'title', profiles.title) order by position)
      from ama_hosts join profiles on profiles.id = ama_hosts.profile_id where ama_hosts.thread_id = threads.id
    ), '[]') as hosts
  from amas
  join threads on threads.id = amas.thread_id
  join public_posts as posts on posts.id = threads.id
  where (${'id'}::text is null or threads.id = ${'id'}) and threads.starts_at < threads.ends_at
    and threads.ends_at >= ${'since'}
  order by threads.starts_at desc, threads.id limit ${'most'}`;

const year = 366 * 24 * 60 * 60 * 1000;
const mostEntries = 1000;

/** The AMAs to come and those of the past year, latest first. */
export async function listCalendarEntries(db: Queryable, now: Date): Promise<CalendarEntry[]> {
  return await findEntries(db, { id: null, since: new Date(now.getTime() - year), most: mostEntries });
}

/** Throws NotFound, also for one that has no times. */
export async function accessCalendarEntry(db: Queryable, id: string): Promise<CalendarEntry> {
  const [entry] = await findEntries(db, { id, since: new Date(0), most: 1 });
  if (!entry) throw new NotFound('There is no such AMA.');
  return entry;
}

/** As an iCalendar file (RFC 5545). The same entries give the same bytes. */
export function calendarOf(
  { communityName, baseUrl }: Pick<Site, 'communityName' | 'baseUrl'>,
  entries: readonly CalendarEntry[],
  path: string,
): Buffer {
  const calendar = new ICalCalendar({
    name: `AMAs at ${escaped(communityName)}`,
    prodId: { company: 'Cairn', product: 'AMAs', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    source: baseUrl + path,
    ttl: 60 * 60,
  });
  for (const entry of entries) calendar.createEvent(eventOf(baseUrl, entry));
  // It leaves out the last line's end, which the format wants.
  return Buffer.from(`${calendar.toString()}\r\n`);
}

function eventOf(baseUrl: string, entry: CalendarEntry): ICalEventData {
  const { id, title, state, startsAt, endsAt, sequence, changedAt, cancelledBecause } = entry;
  const cancelled = state === 'cancelled';
  const page = baseUrl + urls.ama(entry);
  const words = [hostsOf(entry), cancelled ? `Cancelled. ${cancelledBecause}`.trim() : '', page];
  return {
    id: `ama-${id}@${new URL(baseUrl).hostname}`,
    sequence,
    // Of the text and not of the moment, so that nobody is sent the same thing as something new.
    stamp: changedAt,
    start: startsAt,
    end: endsAt,
    summary: title,
    description: words.filter(Boolean).join('\n\n'),
    url: page,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  };
}

/** Here and not as ORGANIZER, which would want an address to write to. */
function hostsOf({ hosts }: CalendarEntry): string {
  const names = hosts.map(({ name, title }) => (title ? `${name} (${title})` : name));
  return names.length > 0 ? `With ${new Intl.ListFormat('en').format(names)}` : '';
}

/** The name of a calendar, which is the one text that is put in as it comes. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').replaceAll(/[\\;,]/g, (sign) => `\\${sign}`);
}
