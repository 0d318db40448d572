import type { CardList } from './ama-cards.ts';
import { findCard, isFirstPage, listOf, putCard, removeCard, setDraft, setTally } from './ama-cards.ts';
import type { Order } from './ama-order.ts';
import { AmaOrder } from './ama-order.ts';
import { announce } from './announce.ts';
import { EventStream } from './event-stream.ts';
import { keepFocus } from './move-smoothly.ts';
import { parseFragment } from './trusted-html.ts';

type Op =
  | { op: 'put'; id: string; list: CardList; html: string }
  | { op: 'remove'; id: string }
  | { op: 'later'; id: string }
  | ({ op: 'order' } & Order)
  | { op: 'tally'; id: string; tally: number }
  | { op: 'draft'; id: string; html: string }
  | { op: 'text'; target: string; text: string }
  | { op: 'held' }
  | { op: 'refresh' };

/** Milliseconds. Whoever hears the page is told of news now and then, not of each. */
const betweenWords = 20_000;
/** All who read along load the page anew within so long, not at once. */
const longestDelay = 4000;
/** A line that is back sooner was not worth a word. */
const patience = 3000;

/** What of the page may read otherwise when the AMA's state has changed. What one is writing stays. */
const parts = ['#ama-state', '.own-questions', '#questions'];

/** Follows an AMA that is live, or about to be. */
export function followAma(ama: HTMLElement): void {
  const { events = '', lastEvent = '0' } = ama.dataset;
  let refreshing = 0;
  const refreshSoon = () => {
    clearTimeout(refreshing);
    refreshing = window.setTimeout(() => void refresh(refreshSoon), Math.random() * longestDelay);
  };
  const order = new AmaOrder(refreshSoon);
  const line = lineOf(ama);
  const tell = teller();
  const apply = (op: Op): void => {
    switch (op.op) {
      case 'put':
        if (putCard(op.id, op.list, op.html) && op.list !== 'queue') tell(op.list);
        return;
      case 'remove': {
        const place = findCard(op.id);
        return place ? removeCard(place) : undefined;
      }
      case 'later':
        return isFirstPage() || !findCard(op.id) ? undefined : refreshSoon();
      case 'order':
        return order.set(op);
      case 'tally':
        return setTally(op.id, op.tally);
      case 'draft':
        return setDraft(op.id, op.html);
      case 'text':
        return setText(op.target, op.text);
      case 'held':
        return;
      case 'refresh':
        return refreshSoon();
    }
  };
  const onMessage = (data: string) => {
    keepFocus(() => (JSON.parse(data) as Op[]).forEach(apply));
    sayWhetherEmpty();
  };
  new EventStream(events, lastEvent, { onMessage, onReload: refreshSoon, onLine: line }).follow();
}

function setText(target: string, text: string): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-live="${CSS.escape(target)}"]`)) {
    place.textContent = text;
    place.hidden = text === '';
  }
}

function sayWhetherEmpty(): void {
  const words = document.getElementById('queue-empty');
  if (words) words.hidden = (listOf('queue')?.children.length ?? 0) > 0;
}

/** The page anew, for what stands still: while one points or types into it, it waits. */
async function refresh(again: () => void): Promise<void> {
  if (document.querySelector('#questions')?.contains(document.activeElement)) return again();
  const answer = await fetch(location.pathname + location.search).catch(() => null);
  if (!answer?.ok) return;
  const fresh = parseFragment(await answer.text());
  for (const part of parts) {
    const coming = fresh.querySelector(part);
    if (coming) document.querySelector(part)?.replaceWith(coming);
  }
  const state = fresh.querySelector<HTMLElement>('#ama')?.dataset['state'];
  const ama = document.getElementById('ama');
  if (ama && state) ama.dataset['state'] = state;
}

/** A quiet word while nothing comes in. */
function lineOf(ama: HTMLElement): (isUp: boolean) => void {
  const words = document.createElement('p');
  words.className = 'faint ama-line';
  words.role = 'status';
  ama.querySelector('#questions')?.before(words);
  let timer = 0;
  return (isUp) => {
    if (!isUp) {
      timer ||= window.setTimeout(() => {
        words.textContent = 'The connection is lost. What you miss appears when it is back.';
      }, patience);
      return;
    }
    clearTimeout(timer);
    timer = 0;
    words.textContent = '';
  };
}

/** Gathers what has come, and says it when enough time has passed. */
function teller(): (list: 'now' | 'answered') => void {
  let answers = 0;
  let hasTurned = false;
  let timer = 0;
  const say = () => {
    timer = 0;
    const counted = answers === 1 ? 'One new answer.' : answers > 0 ? `${answers} new answers.` : '';
    announce([counted, hasTurned ? 'Another question is being answered.' : ''].filter(Boolean).join(' '));
    answers = 0;
    hasTurned = false;
  };
  return (list) => {
    if (list === 'answered') answers += 1;
    else hasTurned = true;
    timer ||= window.setTimeout(say, betweenWords);
  };
}
