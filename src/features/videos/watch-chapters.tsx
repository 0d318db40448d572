import type { JSX } from 'preact';
import { momentUrl } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import type { WatchPageProps } from './watch-props.ts';

/** The parts of a video, each leading to where it begins. */
export function Chapters({ thread, video }: WatchPageProps): JSX.Element | null {
  if (video.chapters.length === 0) return null;
  return (
    <section class="watch-chapters" aria-labelledby="chapters-title">
      <h2 class="label" id="chapters-title">
        Chapters
      </h2>
      <ul class="chapters">
        {video.chapters.map(({ startsMs, title }) => (
          <li key={startsMs}>
            <a href={momentUrl(thread, startsMs)} data-seek={startsMs}>
              <span class="chapter-at">{clockTime(startsMs)}</span> <span dir="auto">{title}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
