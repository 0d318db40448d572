import type { JSX } from 'preact';

export type TimeAgoProps = {
  at: Date | string;
  now: Date;
  /** For masked posts: nothing in the markup is finer than a day. */
  coarse?: boolean;
};

export function TimeAgo({ at, now, coarse }: TimeAgoProps): JSX.Element {
  const when = new Date(at);
  const iso = when.toISOString();
  return (
    <time dateTime={coarse ? iso.slice(0, 10) : iso} title={coarse ? longDate(when) : longTime(when)}>
      {timeAgo(when, now, coarse)}
    </time>
  );
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "2 hours ago", "yesterday", "3 weeks ago"; coarse: "today" is the finest. Days are those of UTC. */
export function timeAgo(at: Date, now: Date, coarse = false): string {
  const passed = now.getTime() - at.getTime();
  if (!coarse && passed < day) return withinADay(passed);
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return ago(days, 'day');
  if (days < 61) return ago(Math.floor(days / 7), 'week');
  if (days < 365) return ago(Math.floor(days / 30.44), 'month');
  return ago(Math.floor(days / 365.25) || 1, 'year');
}

function withinADay(passed: number): string {
  if (passed < minute) return 'just now';
  if (passed < hour) return ago(Math.floor(passed / minute), 'minute');
  return ago(Math.floor(passed / hour), 'hour');
}

function ago(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function dayNumber(at: Date): number {
  return Math.floor(at.getTime() / day);
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** "3 May 2026" */
function longDate(at: Date): string {
  return dateFormat.format(at);
}

export function longTime(at: Date): string {
  return `${longDate(at)}, ${timeFormat.format(at)} UTC`;
}
