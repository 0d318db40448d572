import type { JSX } from 'preact';
import { momentUrl, threadUrl } from '../../urls.ts';
import { clockTime, spokenTime } from '../captions/timestamps.ts';
import type { MomentOfVideo } from '../moments/moments.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { WatchPageProps } from './watch-props.ts';

const width = 1000;

/** The whole video as a line: its chapters, and where something was asked. A picture of the lists below it. */
export function TimeLine({ video, moments, playable }: WatchPageProps): JSX.Element | null {
  const { durationMs, chapters } = video;
  if (durationMs === null || (chapters.length < 2 && moments.length === 0)) return null;
  const x = (atMs: number) => ((Math.min(atMs, durationMs) / durationMs) * width).toFixed(1);
  const sprite = playable?.sprite;
  return (
    <div class="time-line" id="time-line" data-sprite={sprite ? JSON.stringify(sprite) : undefined}>
      <svg viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="time-line-whole" x="0" y="7" width={width} height="6" />
        <rect class="time-line-seen" id="time-line-seen" x="0" y="7" width="0" height="6" />
        {chapters.slice(1).map(({ startsMs }) => (
          <rect key={startsMs} class="time-line-cut" x={x(startsMs)} y="5" width="2.5" height="10" />
        ))}
        {moments.map(({ atMs, questionId }) => (
          <line
            key={questionId}
            class="time-line-asked"
            data-seek={atMs}
            x1={x(atMs)}
            x2={x(atMs + 1)}
            y1="10"
            y2="10"
          />
        ))}
      </svg>
      <div class="time-line-preview" id="time-line-preview" hidden aria-hidden="true">
        <div class="time-line-still" />
        <span />
      </div>
    </div>
  );
}

/** What was asked at moments of the video, and what it answers, in the order of the time line. */
export function AskedHere({ thread, moments }: WatchPageProps): JSX.Element {
  return (
    <section class="section" id="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">
        {moments.length === 0 ? 'No questions yet' : counted(moments.length, 'question')}
      </h2>
      {moments.length === 0 && (
        <p>Pause where you would raise your hand, and ask there. Your question links back to that second.</p>
      )}
      <ol class="asked-here">
        {moments.map((moment) => (
          <li key={moment.questionId}>
            <a class="said-at" href={momentUrl(thread, moment.atMs)} data-seek={moment.atMs}>
              <span aria-hidden="true">{clockTime(moment.atMs)}</span>
              <span class="hidden-text">Play at {spokenTime(moment.atMs)}</span>
            </a>
            <div>
              <a class="asked-here-title" href={threadUrl({ ...moment, id: moment.questionId })} dir="auto">
                {moment.title}
              </a>
              <p class="label">{whatItIs(moment)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function whatItIs({ asked, answers }: MomentOfVideo): string {
  const count = answers === 0 ? 'no answers yet' : counted(answers, 'answer');
  return asked ? `Asked here, ${count}` : `Points here, ${count}`;
}
