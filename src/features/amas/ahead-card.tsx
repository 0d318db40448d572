import type { JSX } from 'preact';
import { Tag } from '../../ui/tag.tsx';
import { urls } from '../../urls.ts';
import { counted } from '../posts/thread-entry.tsx';
import { printTime } from '../../platform/time-zones.ts';
import type { AmaAhead } from './ahead.ts';
import { Countdown } from './ama-times.tsx';

/** AMAs to come, each with its time: picked up as a whole, so in a box. */
export function AmasAhead(props: {
  title: string;
  amas: readonly AmaAhead[];
  now: Date;
}): JSX.Element | null {
  const { title, amas, now } = props;
  if (amas.length === 0) return null;
  return (
    <section class="amas-ahead" aria-labelledby="amas-ahead-title">
      <h2 class="label" id="amas-ahead-title">
        {title}
      </h2>
      <ul>
        {amas.map((ama) => (
          <li key={ama.id} class={ama.state === 'live' ? 'ama-ahead ama-ahead-live' : 'ama-ahead'}>
            <AmaAheadCard ama={ama} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AmaAheadCard({ ama, now }: { ama: AmaAhead; now: Date }): JSX.Element {
  const { startsAt, endsAt, zone } = ama;
  const start = printTime(startsAt, zone);
  return (
    <article>
      <h3 class="entry-title" dir="auto">
        <a href={urls.ama(ama)}>{ama.title}</a>
      </h3>
      <p class="ama-ahead-hosts">With {ama.hosts.map(({ name }) => name).join(' and ')}</p>
      <p class="ama-ahead-time">
        {ama.state === 'live' ? (
          <Tag tone="live">live now</Tag>
        ) : (
          <b>
            <Countdown ama={ama} now={now} />
          </b>
        )}{' '}
        <time dateTime={startsAt.toISOString()}>
          {start.day}, {start.time}–{printTime(endsAt, zone).time} {start.zone}
        </time>
        {ama.questions > 0 && <> · {counted(ama.questions, 'question')}</>}
      </p>
    </article>
  );
}
