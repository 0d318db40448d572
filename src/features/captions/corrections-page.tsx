import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextArea } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { momentUrl, urls } from '../../urls.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { addressOfVideo } from '../videos/watch-access.ts';
import { atOnce } from './corrections.ts';
import { clockTime } from './timestamps.ts';
import type { StoredCue, Track } from './tracks.ts';

/** Some cues, each in a field of its own. */
export function CorrectionsPage({
  track,
  video,
  cues,
  errors,
  typed,
}: {
  track: Track;
  video: AccessedVideo;
  cues: readonly StoredCue[];
  errors: Record<string, string>;
  /** What was sent and came back, by position. */
  typed: ReadonlyMap<number, string>;
}): JSX.Element {
  const first = cues[0]?.position ?? 0;
  const stretchFrom = (from: number) => `${urls.captionCorrections({ track: track.id })}?from=${from}`;
  return (
    <div class="narrow stack">
      <Breadcrumb
        crumbs={[
          { name: video.title, href: addressOfVideo(video) },
          video.thread
            ? { name: 'Transcript', href: urls.transcript(video) }
            : { name: 'Captions and chapters', href: urls.captions(video) },
        ]}
      />
      <h1>{video.mayEdit ? 'Correct the transcript' : 'Suggest a correction'}</h1>
      {!video.mayEdit && (
        <p>Write what is really said. The author of the video decides, and is not told who you are.</p>
      )}
      <ErrorSummary errors={errors} />
      <PostForm action={urls.captionCorrections({ track: track.id })} class="form">
        <input type="hidden" name="revision" value={track.revision} />
        {cues.map(({ position, startsMs, text }) => (
          <TextArea
            key={position}
            name={`cue-${position}`}
            label={
              <>
                At{' '}
                {video.thread ? (
                  <a href={momentUrl(video, startsMs)}>{clockTime(startsMs)}</a>
                ) : (
                  clockTime(startsMs)
                )}
              </>
            }
            value={typed.get(position) || text}
            rows={2}
            error={errors[`cue-${position}`]}
          />
        ))}
        <div class="form-actions">
          <Button>{video.mayEdit ? 'Save' : 'Suggest'}</Button>
        </div>
      </PostForm>
      <p class="link-row">
        {first > 0 && <a href={stretchFrom(Math.max(0, first - atOnce))}>What is said before</a>}
        {cues.length === atOnce && <a href={stretchFrom(first + atOnce)}>What is said next</a>}
      </p>
    </div>
  );
}
