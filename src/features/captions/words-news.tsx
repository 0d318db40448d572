import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { WordsNews } from './recognitions.ts';

/** What the author of a video is told of its words that a machine has written down, or is to. */
export function WordsNewsSection({
  video,
  news,
}: {
  video: { id: string };
  news: NonNullable<WordsNews>;
}): JSX.Element {
  return (
    <section class="stack" aria-labelledby="words-title">
      <h2 id="words-title">What is said in it</h2>
      {wordsOf(video, news)}
    </section>
  );
}

function wordsOf(video: { id: string }, news: NonNullable<WordsNews>): JSX.Element {
  const captions = urls.captions(video);
  switch (news.is) {
    case 'recognising':
      return (
        <p>
          A machine is writing down what is said. That takes a while:{' '}
          <a href={urls.ownVideo(video)}>look again</a> when you like. Captions that you{' '}
          <a href={captions}>bring yourself</a> go before.
        </p>
      );
    case 'recognised':
      return (
        <p>
          A machine has written down what is said, and readers are told so. Please{' '}
          <a href={captions}>read it over and correct it</a>.
        </p>
      );
    case 'failed':
      return (
        <>
          <Notice trouble>
            {news.reason} Try again later, or <a href={captions}>bring captions of your own</a>.
          </Notice>
          <Recognise video={video} />
        </>
      );
    case 'missing':
      return (
        <>
          <p>
            There are no captions. <a href={captions}>Bring your own</a>, or let a machine write them, to be
            read over by you.
          </p>
          <Recognise video={video} />
        </>
      );
  }
}

function Recognise({ video }: { video: { id: string } }): JSX.Element {
  return (
    <PostForm action={urls.ownVideoRecognition(video)}>
      <div class="form-actions">
        <Button tone="quiet">Recognise the words</Button>
      </div>
    </PostForm>
  );
}
