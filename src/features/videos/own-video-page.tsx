import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { VideoFields } from './video-fields.tsx';
import type { VideoStatusProps } from './video-status.tsx';
import { isUnderWay, VideoNow } from './video-status.tsx';
import type { OwnVideo } from './videos.ts';

export interface OwnVideoPageProps extends VideoStatusProps {
  fields: RawForm;
  /** Its author changes what is said of it: then the page does not load itself anew. */
  isEdited: boolean;
}

/** A video, for its author: how far it is, its picture, what is said of it, and its end. */
export function OwnVideoPage(props: OwnVideoPageProps): JSX.Element {
  const { video, errors, isEdited } = props;
  const isPublished = video.threadId !== null;
  return (
    <div class="narrow own-video-page">
      <h1>{video.title}</h1>
      <ErrorSummary errors={errors} />
      <VideoNow {...props} />
      <section class="stack" aria-labelledby="video-words">
        <h2 id="video-words">Captions and chapters</h2>
        <p>
          <a href={urls.captions({ id: video.id })}>Add or correct what is said in it</a>
          {isPublished ? '.' : ', also before it is published.'}
        </p>
      </section>
      <section class="stack" id="about" aria-labelledby="about-video">
        <h2 id="about-video">About it</h2>
        {isUnderWay(video) && !isEdited ? (
          <p>
            <a href={`${urls.ownVideo({ id: video.id })}?edit=1#about`}>Change what is said about it</a>
          </p>
        ) : (
          <About {...props} isPublished={isPublished} />
        )}
      </section>
      <Deletion video={video} />
    </div>
  );
}

function About({
  video,
  fields,
  errors,
  isPublished,
}: OwnVideoPageProps & { isPublished: boolean }): JSX.Element {
  return (
    <PostForm action={urls.ownVideoDetails({ id: video.id })} class="form">
      <VideoFields {...{ fields, errors, isPublished }} />
      <div class="form-actions">
        <Button tone="quiet">Save</Button>
        {isPublished && (
          <p>
            Title, notes and topics are edited <a href={urls.editPost({ id: video.id })}>with the post</a>.
          </p>
        )}
      </div>
    </PostForm>
  );
}

function Deletion({ video }: { video: OwnVideo }): JSX.Element {
  return (
    <section class="stack" aria-labelledby="delete-video">
      <h2 id="delete-video">Delete it</h2>
      {video.threadId ? (
        <p>
          Take <a href={urls.post({ id: video.id })}>its post</a> down first; then what there is to watch can
          be deleted for good.
        </p>
      ) : (
        <p>Its file and everything that was made of it are deleted for good.</p>
      )}
      <PostForm action={urls.ownVideoDeletion({ id: video.id })}>
        <Button tone="danger">Delete this video</Button>
      </PostForm>
    </section>
  );
}
