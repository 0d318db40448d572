import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import type { OwnVideoLine, VideoState } from './videos.ts';

const words: Record<VideoState, string> = {
  uploading: 'waits for its file',
  waiting: 'waits for its turn',
  processing: 'is made ready',
  ready: 'ready, not published',
  failed: 'could not be made ready',
  refused: 'needs another file',
};

/** An author's videos, each with how far it is. */
export function OwnVideos({ videos }: { videos: OwnVideoLine[] }): JSX.Element {
  return (
    <ul class="directory">
      {videos.map(({ id, title, state, progress, threadId }) => (
        <li key={id}>
          <a href={urls.ownVideo({ id })}>{title}</a>
          <p>
            {threadId && state === 'ready' ? 'published' : words[state]}
            {state === 'processing' && `, ${progress} %`}
          </p>
        </li>
      ))}
    </ul>
  );
}
