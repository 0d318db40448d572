import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { momentUrl, urls } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import { writeMoment } from '../moments/moment.ts';
import type { WatchPageProps } from './watch-props.ts';

const speeds = ['0.75', '1', '1.25', '1.5', '1.75', '2'];

/** Below the player: where one left, asking, and what only a script can do, which a script shows. */
export function WatchBar({ thread, video, watched, startSeconds }: WatchPageProps): JSX.Element {
  const atMs = (startSeconds ?? 0) * 1000;
  const left = watched && watched.atMs > 5000 && startSeconds === null ? watched.atMs : null;
  return (
    <div class="watch-bar">
      <p class="watch-left" id="watch-left" hidden={left === null}>
        You were at{' '}
        <a href={momentUrl(thread, left ?? 0)} data-seek={left ?? 0} id="watch-resume">
          {clockTime(left ?? 0)}
        </a>
        <span id="watch-again" hidden>
          {' · '}
          <a href={urls.video(thread)} data-seek={0}>
            Start over
          </a>
        </span>
      </p>
      <a
        class="action"
        id="watch-ask"
        data-video={video.id}
        href={`${urls.newQuestion()}?moment=${encodeURIComponent(writeMoment({ videoId: video.id, atMs }))}`}
      >
        <Icon name="message-circle-question-mark" />
        <span>
          Ask at <span id="watch-ask-time">{clockTime(atMs)}</span>
        </span>
      </a>
      <a class="action" id="watch-link" href={momentUrl(thread, atMs)} hidden>
        <Icon name="link" /> <span>Link here</span>
      </a>
      <span class="watch-tools" id="watch-tools" hidden>
        <label class="action">
          <span>Speed</span>{' '}
          <select id="watch-speed">
            {speeds.map((speed) => (
              <option key={speed} value={speed} selected={speed === '1'}>
                {speed}×
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="action" id="watch-picture" hidden>
          <Icon name="picture-in-picture-2" /> <span>Small window</span>
        </button>
      </span>
      <Keys />
    </div>
  );
}

const keys = [
  ['Space or K', 'play, pause'],
  ['J, L', 'back, on by 10 seconds'],
  ['← →', 'back, on by 5 seconds'],
  ['0 to 9', 'to a tenth of the whole'],
  ['C', 'captions: on, other language, off'],
  ['F', 'full screen'],
] as const;

/** Single keys can be turned off, as WCAG 2.1.4 asks: who speaks to their computer presses many by accident. */
function Keys(): JSX.Element {
  return (
    <details class="menu watch-keys" id="watch-keys" hidden>
      <summary class="action">Keys</summary>
      <div class="menu-panel">
        <dl>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label class="watch-keys-on">
          <input type="checkbox" id="watch-keys-on" checked /> Use these keys
        </label>
      </div>
    </details>
  );
}
