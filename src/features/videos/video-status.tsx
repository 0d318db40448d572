import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Field, fieldAttributes } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { WordsNews } from '../captions/recognitions.ts';
import { WordsNewsSection } from '../captions/words-news.tsx';
import { PosterChoice } from './poster-choice.tsx';
import type { OwnVideo, VideoState } from './videos.ts';

export interface VideoStatusProps {
  video: OwnVideo;
  words: WordsNews;
  errors: FieldErrors;
  arrived: number;
  mostMegabytes: number;
  address: (file: string) => string;
}

/** Whether a process is to do something next, and its author can wait. */
export function isUnderWay({ state }: Pick<OwnVideo, 'state'>): boolean {
  return state === 'waiting' || state === 'processing';
}

const headings: Record<VideoState, string> = {
  uploading: 'Send the file',
  refused: 'Send another file',
  waiting: 'Waiting for its turn',
  processing: 'Being made ready',
  failed: 'It could not be made ready',
  ready: 'Ready to be published',
};

/** How far it is, and what its author can do next; a script puts it in place of itself. */
export function VideoNow(props: VideoStatusProps): JSX.Element {
  const { video, words, errors, address } = props;
  return (
    <div id="video-now" class="video-now">
      <section class="stack" aria-labelledby="video-status">
        <h2 id="video-status" tabIndex={-1}>
          {video.threadId && video.state === 'ready' ? 'Published' : headings[video.state]}
        </h2>
        {statusOf(video, props)}
      </section>
      {words && <WordsNewsSection video={video} news={words} />}
      {video.state === 'ready' && <PosterChoice {...{ video, errors, address }} />}
    </div>
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
      return (
        <Working
          words="The file is here. Videos are made ready one after the other."
          value={video.progress}
        />
      );
    case 'processing':
      return (
        <Working
          words={`${video.progress} % done. It becomes several sizes, so that it plays on slow connections too.`}
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

function Working({ words, value }: { words: string; value: number }): JSX.Element {
  return (
    <>
      <video-progress>
        <p>{words}</p>
        <progress max={100} value={value} aria-labelledby="video-status" />
      </video-progress>
      <p class="field-help">
        It goes on when you close this page.
        <noscript> This page loads itself anew every ten seconds.</noscript>
      </p>
    </>
  );
}

function Ready({ video, address }: VideoStatusProps): JSX.Element {
  const sizes = video.renditions.filter((height) => height > 0).map((height) => `${height}p`);
  return (
    <>
      {video.threadId ? (
        <p>
          <a href={urls.video({ id: video.id, slug: video.slug })}>Watch it on its page</a>
          {sizes.length > 0 && `, in ${sizes.join(', ')}`}.
        </p>
      ) : (
        <p>Until you publish it, only you can see it.</p>
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
      {!video.threadId && (
        <PostForm action={urls.ownVideoPublication({ id: video.id })}>
          <Button>Publish it</Button>
        </PostForm>
      )}
    </>
  );
}

function FileForm({ video, errors, arrived, mostMegabytes }: VideoStatusProps): JSX.Element {
  const props = {
    name: 'file',
    label: 'Video or sound file',
    help: `MP4, MOV, WebM, MKV or audio, up to ${mostMegabytes} MB. Its name, places, times and devices are not kept, and neither is the file once it is ready.`,
    error: errors['file'],
  };
  const percent = video.uploadBytes ? Math.floor((100 * arrived) / video.uploadBytes) : 0;
  return (
    <PostForm action={urls.ownVideoFile({ id: video.id })} class="form" upload>
      <Field {...props}>
        <input {...fieldAttributes(props)} type="file" accept="video/*,audio/*" />
      </Field>
      <video-upload data-uploads={urls.ownVideoUploads({ id: video.id })} data-arrived={String(percent)} />
      <noscript>
        <p class="field-help">
          Without JavaScript it is sent in one piece, and begins anew when the connection breaks.
        </p>
      </noscript>
      <div class="form-actions">
        <Button>Upload it</Button>
      </div>
    </PostForm>
  );
}
