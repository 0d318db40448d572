import type { JSX } from 'preact';
import { printTime } from '../../platform/time-zones.ts';
import { urls } from '../../urls.ts';
import type { Ama } from './amas.ts';
import { countdown, countdownChangesAt } from './countdown.ts';

type Times = Pick<Ama, 'state' | 'startsAt' | 'endsAt' | 'zone'>;

/** When an AMA is or was: on the host's clock, by UTC, with a script on the reader's own, and how long it is to go. */
export function AmaTimes({ ama, now }: { ama: Times; now: Date }): JSX.Element | null {
  const { startsAt, endsAt, zone, state } = ama;
  if (!startsAt || !endsAt) return null;
  const from = startsAt.toISOString();
  const to = endsAt.toISOString();
  const there = printRange(startsAt, endsAt, zone);
  const universal = printRange(startsAt, endsAt, 'UTC');
  const isUniversal = there.replace(/ [^ ]+ \(UTC\)$/u, '') === universal.replace(/ UTC$/u, '');
  return (
    <div class="aside-note ama-times">
      <p>
        <time dateTime={from}>{there}</time>
        {!isUniversal && there !== universal && (
          <span class="ama-times-utc"> · {withoutDay(universal, there)}</span>
        )}
      </p>
      <p class="ama-times-own" data-from={from} data-to={to} data-zone={zone} hidden />
      {(state === 'announced' || state === 'live') && (
        <p>
          <b>
            <Countdown ama={{ startsAt, state }} now={now} />
          </b>
        </p>
      )}
    </div>
  );
}

/** "Starts in 3 days", "Live now"; goes on counting where there is a script, by the server's clock. */
export function Countdown(props: {
  ama: Pick<Times, 'state'> & { startsAt: Date };
  now: Date;
}): JSX.Element | null {
  const { ama, now } = props;
  if (ama.state === 'live') return <>Live now</>;
  if (ama.state !== 'announced') return null;
  return (
    <>
      Starts{' '}
      <time dateTime={ama.startsAt.toISOString()} data-clock={urls.health()}>
        {countdown(ama.startsAt, now)}
      </time>
    </>
  );
}

/** Until when a page that shows these countdowns is right: for its `until`. */
export function countdownsUntil(amas: readonly Pick<Times, 'state' | 'startsAt'>[], now: Date): Date | null {
  const changes = amas.flatMap(({ state, startsAt }) => {
    const change = state === 'announced' && startsAt ? countdownChangesAt(startsAt, now) : null;
    return change ? [change.getTime()] : [];
  });
  return changes.length > 0 ? new Date(Math.min(...changes)) : null;
}

/** "Monday, 4 May 2026, 17:00–18:00 CEST (UTC+2)"; with the day of the end where it is another one. */
function printRange(startsAt: Date, endsAt: Date, zone: string): string {
  const start = printTime(startsAt, zone);
  const end = printTime(endsAt, zone);
  const begins = `${start.day}, ${start.time}`;
  if (start.zone !== end.zone) return `${begins} ${start.zone} – ${end.day}, ${end.time} ${end.zone}`;
  if (start.day !== end.day) return `${begins} – ${end.day}, ${end.time} ${end.zone}`;
  return `${begins}–${end.time} ${end.zone}`;
}

/** What is said twice is left out. */
function withoutDay(range: string, said: string): string {
  const [day = ''] = /^\p{L}+, \d+ \p{L}+ \d+, /u.exec(said) ?? [];
  return range.startsWith(day) ? range.slice(day.length) : range;
}
