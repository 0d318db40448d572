import { EventStream } from './event-stream.ts';
import { parseFragment } from './trusted-html.ts';

const restOfTyping = 1000;
const restOfNews = 500;

/** The stage of an AMA: follows what comes in, sends the answer as it grows, and works by keyboard. */
export function runStage(stage: HTMLElement): void {
  follow(stage);
  stage.addEventListener(
    'input',
    later(restOfTyping, () => void sendDraft(stage)),
  );
  document.addEventListener('keydown', (event) => onKey(stage, event));
}

function follow(stage: HTMLElement): void {
  const { events = '', lastEvent = '0' } = stage.dataset;
  const look = soon(restOfNews, () => void refresh(stage));
  new EventStream(events, lastEvent, { onMessage: look, onReload: look, onLine: () => undefined }).follow();
}

/** The lists anew; what is being written, chosen or read stays as it is until it is done with. */
async function refresh(stage: HTMLElement): Promise<void> {
  if (isBusy()) {
    setTimeout(() => void refresh(stage), 2000);
    return;
  }
  const answer = await fetch(stage.dataset['stage'] ?? '', { headers: { 'x-fragment': '1' } }).catch(
    () => null,
  );
  if (!answer?.ok || isBusy()) return;
  const fresh = parseFragment(await answer.text());
  const focused = rowOf(document.activeElement)?.dataset['question'];
  for (const id of ['stage-bar', 'stage-lists']) swap(id, fresh);
  const present = document.getElementById('stage-current');
  const coming = fresh.querySelector<HTMLElement>('#stage-current');
  if (present?.dataset['question'] !== coming?.dataset['question']) swap('stage-current', fresh);
  if (focused) document.querySelector<HTMLElement>(`[data-question="${CSS.escape(focused)}"]`)?.focus();
}

/** A reason is being typed, or a question to merge with chosen. */
function isBusy(): boolean {
  return document.querySelector('#stage-lists .comment-box[open]') !== null;
}

function swap(id: string, fresh: DocumentFragment): void {
  const coming = fresh.querySelector(`#${id}`);
  const present = document.getElementById(id);
  if (coming && present) present.replaceWith(coming);
}

async function sendDraft(stage: HTMLElement): Promise<void> {
  const action = stage.querySelector<HTMLElement>('[data-draft-action]')?.dataset['draftAction'];
  const field = stage.querySelector<HTMLTextAreaElement>('#stage-current textarea');
  if (!action || !field) return;
  await fetch(action, { method: 'POST', body: new URLSearchParams({ body: field.value }) }).catch(() => null);
}

/** Keys act on the row that has the focus; never while one types. */
function onKey(stage: HTMLElement, event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]')) return;
  if (key === 'j' || key === 'k') return move(stage, event, key === 'j' ? 1 : -1);
  const row = rowOf(document.activeElement);
  if (!row || (key === 'Enter' && document.activeElement !== row)) return;
  const button = row.querySelector<HTMLElement>(`button[data-key="${CSS.escape(key)}"]`);
  const dismissal = key === 'd' ? row.querySelector<HTMLDetailsElement>('details[data-key="d"]') : null;
  if (!button && !dismissal) return;
  event.preventDefault();
  button?.click();
  if (!dismissal) return;
  dismissal.open = true;
  dismissal.querySelector('input')?.focus();
}

function move(stage: HTMLElement, event: KeyboardEvent, step: number): void {
  const rows = [...stage.querySelectorAll<HTMLElement>('.stage-row')].filter(
    (row) => row.offsetParent !== null,
  );
  const present = rowOf(document.activeElement);
  const place = present ? rows.indexOf(present) + step : 0;
  const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('.stage-row') ?? null;
}

/** Once in so long, though what happens does not rest. */
function soon(pause: number, act: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      act();
    }, pause);
  };
}

/** Once what happens again and again rests for a while. */
function later(pause: number, act: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, pause);
  };
}
