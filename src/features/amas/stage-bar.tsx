import type { JSX } from 'preact';
import { PostForm } from '../../ui/post-form.tsx';
import { Tag } from '../../ui/tag.tsx';
import { urls } from '../../urls.ts';
import type { Ama } from './amas.ts';
import type { CardCounts } from './cards.ts';

/** Where the AMA stands, how much time is left, and what moves it on. */
export function StageBar({ ama, counts, now }: { ama: Ama; counts: CardCounts; now: Date }): JSX.Element {
  return (
    <header class="stage-bar" id="stage-bar">
      <p class="crumbs">
        <a href={urls.ama(ama)}>Back to the page</a> · <a href={urls.amaManagement(ama)}>Settings</a>
      </p>
      <h1 dir="auto">{ama.title}</h1>
      <div class="stage-facts">
        <Tag tone={ama.state === 'live' ? 'live' : 'quiet'}>{ama.state}</Tag>
        <span data-live="left">{timeLeft(ama, now)}</span>
        <span>{counts.answered} answered</span>
        {ama.audience > 0 && <span data-live="audience">{ama.audience}+ read along</span>}
        <StateActs ama={ama} />
      </div>
      <p class="faint stage-keys">
        Keys: <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> answers, <kbd>p</kbd> pins, <kbd>a</kbd> lets
        in, <kbd>d</kbd> turns down.
      </p>
    </header>
  );
}

const minute = 60_000;

function timeLeft({ state, startsAt, endsAt }: Ama, now: Date): string {
  const until = state === 'announced' ? startsAt : state === 'live' ? endsAt : null;
  if (!until) return '';
  const minutes = Math.max(0, Math.round((until.getTime() - now.getTime()) / minute));
  const hours = Math.floor(minutes / 60);
  const words =
    hours > 48 ? `${Math.round(hours / 24)} days` : hours > 1 ? `${hours} hours` : `${minutes} minutes`;
  return state === 'live' ? `${words} left` : `begins in ${words}`;
}

function StateActs({ ama }: { ama: Ama }): JSX.Element | null {
  const act = { announced: 'begin', live: 'end', overflow: 'close' }[ama.state as string];
  if (!act) return null;
  const word = { begin: 'Go live now', end: 'End it now', close: 'Close it' }[act];
  return (
    <PostForm action={urls.amaState(ama)}>
      <button class="action" name="act" value={act}>
        {word}
      </button>
    </PostForm>
  );
}
