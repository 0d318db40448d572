import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import { ByMachine, Languages, Transcript } from './watch-transcript.tsx';
import type { WatchPageProps } from './watch-props.ts';

/** The transcript beside the player, in a place of its own that scrolls, and follows where a script is. */
export function WatchPanel({ thread, video, transcript }: WatchPageProps): JSX.Element | null {
  if (!transcript || transcript.cues.length === 0) return null;
  const { track, cues } = transcript;
  return (
    <section class="watch-panel" aria-labelledby="transcript-title">
      <header class="watch-panel-head">
        <h2 id="transcript-title">Transcript</h2>
        <a href={urls.transcript(thread)}>Read it as a page</a>
        <ByMachine track={track} />
        <Languages
          video={video}
          track={track}
          hrefOf={(lang) => `${urls.video(thread)}?lang=${lang}#transcript-title`}
        />
        <div class="watch-find" id="watch-find" hidden>
          <label class="hidden-text" for="watch-words">
            Find in the transcript
          </label>
          <input
            type="search"
            class="input"
            id="watch-words"
            placeholder="Find in the transcript"
            autoComplete="off"
          />
          <button type="button" class="action" id="watch-follow" aria-pressed="true">
            Follow
          </button>
        </div>
        <p class="label" id="watch-found" hidden />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div
        class="watch-scroll"
        id="watch-scroll"
        tabIndex={0}
        role="group"
        aria-labelledby="transcript-title"
      >
        <Transcript thread={thread} video={video} track={track} cues={cues} />
      </div>
    </section>
  );
}
