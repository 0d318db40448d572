import type { JSX } from 'preact';
import { RailBlock } from '../../ui/rail.tsx';
import { urls } from '../../urls.ts';
import { TopicLinks } from '../topics/topic-links.tsx';
import type { WatchPageProps } from './watch-props.ts';
import type { SeriesPlace } from './watch-video.ts';

export function WatchRail({ thread, video }: WatchPageProps): JSX.Element {
  return (
    <>
      {video.series.map((place) => (
        <InSeries key={place.slug} place={place} />
      ))}
      {video.speakers.length > 0 && (
        <RailBlock title={video.speakers.length === 1 ? 'Speaker' : 'Speakers'}>
          <ul>
            {video.speakers.map(({ name, slug, title }) => (
              <li key={slug}>
                <a href={urls.person({ name: slug })}>{name}</a>
                {title && <p>{title}</p>}
              </li>
            ))}
          </ul>
        </RailBlock>
      )}
      {thread.topics.length > 0 && (
        <RailBlock title="More on this">
          <TopicLinks topics={thread.topics} />
        </RailBlock>
      )}
    </>
  );
}

function InSeries({ place }: { place: SeriesPlace }): JSX.Element {
  return (
    <RailBlock title={`Part ${place.place} of ${place.count}`}>
      <p>
        <a href={urls.series(place)} dir="auto">
          {place.name}
        </a>
      </p>
      {place.next && (
        <p>
          Next:{' '}
          <a href={urls.video(place.next)} dir="auto">
            {place.next.title}
          </a>
        </p>
      )}
    </RailBlock>
  );
}

/** For those who may change it. */
export function EditorLinks({ thread, video, viewer }: WatchPageProps): JSX.Element {
  const isOwn = video.profileId !== null && video.profileId === viewer?.account.profile?.id;
  return (
    <p class="link-row">
      {isOwn && <a href={urls.ownVideo(thread)}>Your video</a>}
      <a href={urls.captions(thread)}>Captions and chapters</a>
      <a href={urls.captionSuggestions(thread)}>Suggested corrections</a>
    </p>
  );
}
