import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Field, fieldAttributes } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { OwnVideo } from './videos.ts';

export interface VideoStatusProps {
  video: OwnVideo;
  errors: FieldErrors;
  arrived: number;
  mostMegabytes: number;
  address: (file: string) => string;
}

/** How far it is, and what its author can do next. */
export function VideoStatus(props: VideoStatusProps): JSX.Element {
  const { video } = props;
  return (
    <section class="stack" id="video-status" aria-labelledby="video-status-title" aria-live="polite">
      <h2 id="video-status-title" class="hidden-text">
        How far it is
      </h2>
      {statusOf(video, props)}
    </section>
  );
}

function statusOf(video: OwnVideo, props: VideoStatusProps): JSX.Element {
  switch (video.state) {
    case 'uploading':
      return <FileForm {...props} />;
    case 'refused':
      return (
        <>
          <Notice trouble>{video.reason}</Notice>
          <FileForm {...props} />
        </>
      );
    case 'waiting':
      return <Working id={video.id} words="The file is here and waits for its turn." value={0} />;
    case 'processing':
      return (
        <Working
          id={video.id}
          words={`It is being made ready: ${video.progress} %.`}
          value={video.progress}
        />
      );
    case 'failed':
      return (
        <>
          <Notice trouble>{video.reason}</Notice>
          <PostForm action={urls.ownVideoAttempt({ id: video.id })}>
            <Button>Try again</Button>
          </PostForm>
        </>
      );
    case 'ready':
      return <Ready {...props} />;
  }
}

function Working({ id, words, value }: { id: string; words: string; value: number }): JSX.Element {
  return (
    <video-progress data-from={urls.ownVideo({ id })}>
      <p>
        {words} You can close this page; <a href={urls.ownVideo({ id })}>look again</a> when you like.
      </p>
      <progress max={100} value={value} aria-label="Made ready" />
    </video-progress>
  );
}

function Ready({ video, address }: VideoStatusProps): JSX.Element {
  const sizes = video.renditions.filter((height) => height > 0).map((height) => `${height}p`);
  return (
    <>
      {video.threadId ? (
        <p>
          It is published: <a href={urls.video({ id: video.id, slug: video.slug })}>watch it</a>
          {sizes.length > 0 && ` in ${sizes.join(', ')}`}. Its{' '}
          <a href={urls.captions({ id: video.id })}>captions and chapters</a> have a page of their own.
        </p>
      ) : (
        <PostForm action={urls.ownVideoPublication({ id: video.id })}>
          <p>It is ready, and only you can see it.</p>
          <div class="form-actions">
            <Button>Publish it</Button>
          </div>
        </PostForm>
      )}
      {video.playsFrom && video.hasPicture && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a first look, before there are captions
        <video
          class="own-video"
          controls
          preload="none"
          src={address(video.playsFrom)}
          poster={video.poster ? address(video.poster) : undefined}
        />
      )}
      {video.playsFrom && !video.hasPicture && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a first look, before there are captions
        <audio controls preload="none" src={address(video.playsFrom)} />
      )}
    </>
  );
}

function FileForm({ video, errors, arrived, mostMegabytes }: VideoStatusProps): JSX.Element {
  const props = {
    name: 'file',
    label: 'The file',
    help: `MP4, MOV, WebM, MKV or audio, up to ${mostMegabytes} MB. Its name, places, times and devices are not kept, and neither is the file once it is ready.`,
    error: errors['file'],
  };
  const percent = video.uploadBytes ? Math.floor((100 * arrived) / video.uploadBytes) : 0;
  return (
    <PostForm action={urls.ownVideoFile({ id: video.id })} class="form" upload>
      <Field {...props}>
        <input {...fieldAttributes(props)} type="file" accept="video/*,audio/*" />
      </Field>
      <video-upload data-uploads={urls.ownVideoUploads({ id: video.id })} />
      {percent > 0 && <p>{percent} % of an upload have arrived; choose the same file to go on.</p>}
      <div class="form-actions">
        <Button>Upload it</Button>
      </div>
    </PostForm>
  );
}
