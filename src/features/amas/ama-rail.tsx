import type { JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { truncate } from '../../platform/text.ts';
import { RailBlock } from '../../ui/rail.tsx';
import { urls } from '../../urls.ts';
import { TopicLinks } from '../topics/topic-links.tsx';
import type { AmaThread } from './ama-thread.ts';

/** Who reads along, what was answered, and where to put it into one's calendar. */
export function AmaRail({ thread }: { thread: AmaThread }): JSX.Element {
  const { ama, root, answered } = thread;
  return (
    <>
      {ama.state === 'live' && (
        <p class="ama-audience" data-live="audience" hidden={ama.audience === 0}>
          {ama.audience}+ read along
        </p>
      )}
      {answered.length > 1 && (
        <RailBlock title="Answered">
          <ol>
            {answered.slice(0, 12).map((card) => (
              <li key={card.id} dir="auto">
                <a href={urls.amaQuestion({ ...ama, question: card.id })}>
                  {truncate(textOfHtml(card.bodyHtml), 80)}
                </a>
              </li>
            ))}
          </ol>
        </RailBlock>
      )}
      {ama.state !== 'closed' && (
        <RailBlock title="In your calendar">
          <ul>
            <li>
              <a href={urls.oneAmaCalendar(ama)}>This AMA</a>
            </li>
            <li>
              <a href={urls.amaCalendar()}>All AMAs, as a feed</a>
            </li>
          </ul>
        </RailBlock>
      )}
      {root.topics.length > 0 && (
        <RailBlock title="More on this">
          <TopicLinks topics={root.topics} />
        </RailBlock>
      )}
    </>
  );
}
