import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import type { Place } from '../../platform/place.ts';
import { placeText } from '../../platform/place.ts';
import { urls } from '../../urls.ts';
import { doneWords } from './act-words.ts';
import type { Act } from './acts.ts';
import { ModerationTabs } from './moderation-tabs.tsx';

export function LogPage({
  acts,
  older,
  isTop,
  now,
}: {
  acts: Act[];
  older: Place | null;
  isTop: boolean;
  now: Date;
}): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Moderation log</h1>
        <p class="lede">Who decided what, and why. Moderators and admins see it.</p>
      </div>
      <ModerationTabs current="log" />
      {acts.length === 0 ? (
        <EmptyState title={isTop ? 'Nothing was decided yet' : 'Nothing older'}>
          <p>Each act of a moderator is written down here, with its reason.</p>
        </EmptyState>
      ) : (
        <ActList acts={acts} now={now} />
      )}
      <nav class="link-row section" aria-label="More of the log">
        {!isTop && <a href={urls.moderationLog()}>Newest</a>}
        {older && (
          <a href={`${urls.moderationLog()}?before=${encodeURIComponent(placeText(older))}`} rel="next">
            Older <Icon name="arrow-right" />
          </a>
        )}
      </nav>
    </div>
  );
}

/** `here`: on the post's own page, which need not say where it was. */
export function ActList({ acts, now, here }: { acts: Act[]; now: Date; here?: boolean }): JSX.Element {
  return (
    <ul class="entries">
      {acts.map((act) => (
        <li key={act.id} class="entry entry-short">
          <p>
            <b>{doneWords[act.act].log}</b>
            {!here && (
              <>
                {' in '}
                <a href={urls.moderatePost({ id: act.postId })} dir="auto">
                  {act.threadTitle ?? 'a thread that its author took down'}
                </a>
              </>
            )}
          </p>
          {act.reason && <p dir="auto">“{act.reason}”</p>}
          <p class="entry-meta">
            <span>{moderatorWords(act)}</span>
            <TimeAgo at={act.at} now={now} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function moderatorWords({ moderatorName, byViewer }: Act): string {
  if (byViewer) return moderatorName ? `${moderatorName} (you)` : 'You';
  if (moderatorName) return moderatorName;
  return byViewer === null ? 'Somebody who was a moderator then' : 'A moderator without a profile';
}
