import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { Tag } from '../../ui/tag.tsx';
import { momentUrl, seriesFeed, urls } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import { counted } from '../posts/thread-entry.tsx';
import { VideoStill } from '../videos/video-still.tsx';
import type { Watched } from '../videos/watched.ts';
import type { Series, SeriesVideo } from './series.ts';

export interface SeriesPageProps {
  series: Series;
  /** How far this viewer is; null for who is signed out. */
  watched: readonly Watched[] | null;
  mayEdit: boolean;
}

/** Videos in their order, with how far one is. */
export function SeriesPage(props: SeriesPageProps): JSX.Element {
  const { series, watched, mayEdit } = props;
  const { videos, maker } = series;
  return (
    <>
      <header class="page-head">
        <p class="label">Series</p>
        <h1 dir="auto">{series.name}</h1>
        {series.summary && (
          <p class="lede" dir="auto">
            {series.summary}
          </p>
        )}
        <p class="link-row">
          <span>{counted(videos.length, 'video')}</span>
          {wholeLength(videos) > 0 && <span>{clockTime(wholeLength(videos))} in all</span>}
          {maker && <a href={urls.person({ name: maker.slug })}>{maker.name}</a>}
          {mayEdit && <a href={urls.editSeries(series)}>Edit</a>}
        </p>
      </header>
      <Columns rail={<Follow series={series} />}>
        {watched && <Progress videos={videos} watched={watched} />}
        <h2 class="hidden-text">The videos</h2>
        {videos.length === 0 && (
          <EmptyState title="Nothing in it yet">
            <p>Its first video is still to come.</p>
          </EmptyState>
        )}
        <ol class="series-videos">
          {videos.map((video) => (
            <li key={video.id}>
              <Part video={video} watched={watched?.find((entry) => entry.video === video.id)} />
            </li>
          ))}
        </ol>
      </Columns>
    </>
  );
}

function wholeLength(videos: readonly SeriesVideo[]): number {
  return videos.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
}

/** What to watch next: the first that is begun and not done, else the first that is not done. */
function nextOf(videos: readonly SeriesVideo[], watched: readonly Watched[]): SeriesVideo | undefined {
  const entryOf = ({ id }: SeriesVideo) => watched.find((entry) => entry.video === id);
  const left = videos.filter((video) => entryOf(video)?.done !== true);
  return left.find((video) => (entryOf(video)?.atMs ?? 0) > 0) ?? left[0];
}

function Progress({
  videos,
  watched,
}: {
  videos: readonly SeriesVideo[];
  watched: readonly Watched[];
}): JSX.Element | null {
  const done = videos.filter(({ id }) => watched.some((entry) => entry.video === id && entry.done)).length;
  const next = nextOf(videos, watched);
  if (videos.length === 0) return null;
  if (!next) return <p class="series-progress">You have watched all of it. Thank you for staying.</p>;
  const atMs = watched.find((entry) => entry.video === next.id)?.atMs ?? 0;
  return (
    <div class="series-progress">
      <progress max={videos.length} value={done} aria-label="Watched" />
      <p>
        {done === 0 ? 'Nothing watched yet.' : `${done} of ${videos.length} watched.`} Next up:{' '}
        <a href={atMs > 0 ? momentUrl(next, atMs) : urls.video(next)} dir="auto">
          {next.title}
        </a>
        {atMs > 0 && `, from ${clockTime(atMs)} on`}
      </p>
    </div>
  );
}

function Part({ video, watched }: { video: SeriesVideo; watched: Watched | undefined }): JSX.Element {
  return (
    <article class="series-video">
      <VideoStill video={video} />
      <div>
        <h3 class="entry-title" dir="auto">
          <a href={urls.video(video)}>{video.title}</a>
        </h3>
        {video.summary && <p dir="auto">{video.summary}</p>}
        <p class="link-row">
          {video.name && <span>{video.name}</span>}
          {video.audience === 'members' && <Tag>members</Tag>}
          {watched?.done ? (
            <Tag tone="done">
              <Icon name="check" /> watched
            </Tag>
          ) : (
            watched && watched.atMs > 0 && <span>at {clockTime(watched.atMs)}</span>
          )}
        </p>
      </div>
    </article>
  );
}

function Follow({ series }: { series: Series }): JSX.Element {
  return (
    <RailBlock title="Follow it">
      <ul>
        <li>
          <a href={seriesFeed(series, 'rss')}>Podcast feed</a>
        </li>
        <li>
          <a href={seriesFeed(series, 'atom')}>Atom feed</a>
        </li>
        <li>
          <a href={urls.allSeries()}>All series</a>
        </li>
      </ul>
    </RailBlock>
  );
}
