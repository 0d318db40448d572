import type { JSX } from 'preact';
import { momentUrl } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import type { ShownMoment } from './moments.ts';

/** A moment of a video, small: it plays from that second where everybody may watch, and leads to the whole. */
export function MomentCard({ moment }: { moment: ShownMoment }): JSX.Element {
  const { title, atMs, words, asked, file, fileType, poster } = moment;
  const video = { id: moment.videoId, slug: moment.slug };
  const second = Math.floor(atMs / 1000);
  return (
    <figure class="moment-card">
      {file && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- the whole video, a link away, has captions and a transcript
        <video
          controls
          playsInline
          preload="none"
          poster={poster ?? undefined}
          aria-label={`${title}, from ${clockTime(atMs)} on`}
        >
          <source src={`${file}#t=${second}`} type={fileType ?? undefined} />
        </video>
      )}
      <figcaption>
        <p>
          {asked ? 'Asked at ' : 'At '}
          <a href={momentUrl(video, atMs)} dir="auto">
            {clockTime(atMs)} of {title}
          </a>
        </p>
        {words && (
          <q class="moment-words" dir="auto">
            {words}
          </q>
        )}
      </figcaption>
    </figure>
  );
}
