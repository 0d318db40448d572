import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { urls } from '../../urls.ts';
import type { StoredCue, Track } from '../captions/tracks.ts';
import type { ThreadPage } from '../posts/thread-page.ts';
import { ByMachine, Languages, Transcript } from './watch-transcript.tsx';
import type { VideoRow } from './watch-video.ts';

/** What is said in a video, to be read like any text. Whoever is signed in can mend it. */
export function TranscriptPage({
  thread,
  video,
  track,
  cues,
  correcting,
}: {
  thread: ThreadPage;
  video: VideoRow;
  track: Track;
  cues: readonly StoredCue[];
  correcting: 'author' | 'reader' | null;
}): JSX.Element {
  const correct = { author: 'Correct', reader: 'Suggest a correction' } as const;
  return (
    <div class="narrow">
      <header class="page-head">
        <Breadcrumb crumbs={[{ name: thread.title, href: urls.video(thread) }]} />
        <h1>Transcript</h1>
        <ByMachine track={track} />
        <Languages video={video} track={track} hrefOf={(lang) => `${urls.transcript(thread)}?lang=${lang}`} />
      </header>
      <h2 class="hidden-text">What is said</h2>
      <Transcript
        {...{ thread, video, track, cues }}
        correct={correcting === null ? undefined : correct[correcting]}
      />
    </div>
  );
}
