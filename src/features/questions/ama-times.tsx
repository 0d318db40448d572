import type { JSX } from 'preact';
import { urls } from '../../urls.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

export interface AmaTimesProps {
  startsAt: string;
  endsAt: string;
  hosts: { name: string; slug: string; title: string | null }[];
  now: Date;
}

/** When an AMA is or was, and with whom. */
export function AmaTimes({ startsAt, endsAt, hosts, now }: AmaTimesProps): JSX.Element {
  const start = new Date(startsAt);
  const end = new Date(endsAt);
  return (
    <div class="aside-note">
      <p>
        <b>{end < now ? 'This AMA is over; it stays to be read.' : 'Ask me anything.'}</b>{' '}
        <time dateTime={start.toISOString()}>{day.format(start)}</time>, {hour.format(start)}–
        {hour.format(end)} UTC
      </p>
      {hosts.length > 0 && (
        <p>
          With{' '}
          {hosts.map((host, index) => (
            <>
              {index > 0 && ', '}
              <a href={urls.person({ name: host.slug })}>{host.name}</a>
              {host.title && ` (${host.title})`}
            </>
          ))}
        </p>
      )}
    </div>
  );
}
