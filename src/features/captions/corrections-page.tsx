import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextArea } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { momentUrl, urls } from '../../urls.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
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
  return (
    <div class="narrow stack">
      <Breadcrumb
        crumbs={[
          { name: video.title, href: urls.video(video) },
          { name: 'Transcript', href: urls.transcript(video) },
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
                At <a href={momentUrl(video, startsMs)}>{clockTime(startsMs)}</a>
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
    </div>
  );
}
