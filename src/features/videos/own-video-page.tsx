import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { WordsNews } from '../captions/recognitions.ts';
import { WordsNewsSection } from '../captions/words-news.tsx';
import { PosterChoice } from './poster-choice.tsx';
import { VideoFields } from './video-fields.tsx';
import { VideoStatus } from './video-status.tsx';
import type { OwnVideo } from './videos.ts';

export interface OwnVideoPageProps {
  video: OwnVideo;
  fields: RawForm;
  errors: FieldErrors;
  /** Bytes that have arrived of the file under way. */
  arrived: number;
  mostMegabytes: number;
  /** The address of one of its files, where there are any. */
  address: (file: string) => string;
  words: WordsNews;
}

/** A video, for its author: how far it is, its picture, what is said of it, and its end. */
export function OwnVideoPage(props: OwnVideoPageProps): JSX.Element {
  const { video, fields, errors, address } = props;
  const isPublished = video.threadId !== null;
  return (
    <div class="narrow stack">
      <h1>{video.title}</h1>
      <ErrorSummary errors={errors} />
      <VideoStatus {...props} />
      {props.words && <WordsNewsSection video={video} news={props.words} />}
      {video.state === 'ready' && <PosterChoice {...{ video, errors, address }} />}
      <p>
        <a href={urls.captions({ id: video.id })}>Captions and chapters</a> have a page of their own
        {isPublished ? '.' : ', also before it is published.'}
      </p>
      <section class="stack" aria-labelledby="about-video">
        <h2 id="about-video">About it</h2>
        <PostForm action={urls.ownVideoDetails({ id: video.id })} class="form">
          <VideoFields {...{ fields, errors, isPublished }} />
          <div class="form-actions">
            <Button tone="quiet">Save</Button>
            {isPublished && (
              <p>
                Title, notes and topics are edited <a href={urls.editPost({ id: video.id })}>with the post</a>
                .
              </p>
            )}
          </div>
        </PostForm>
      </section>
      <Deletion video={video} />
    </div>
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
        <p>The file and all that was made of it are gone then.</p>
      )}
      <PostForm action={urls.ownVideoDeletion({ id: video.id })}>
        <Button tone="danger">Delete this video</Button>
      </PostForm>
    </section>
  );
}
