import { parseFragment } from './trusted-html.ts';

export type CardList = 'now' | 'queue' | 'answered';

const selectors: Record<CardList, string> = {
  now: '#ama-now > ol',
  queue: '#ama-queue',
  answered: '#ama-answered',
};

export function listOf(name: CardList): HTMLElement | null {
  return document.querySelector(selectors[name]);
}

/** The place of a question on the page. */
export function findCard(id: string): HTMLElement | null {
  return document.querySelector(`[data-question="${CSS.escape(id)}"]`)?.closest('li') ?? null;
}

export function idOf(place: Element): string {
  return place.querySelector<HTMLElement>('[data-question]')?.dataset['question'] ?? '';
}

/** One's own votes on cards that have left the page, in case they come back. */
const votes = new Map<string, Element>();

/**
 * Puts a card that is the same for everybody in place of the one that stands here, or adds it to its list; what
 * is one's own in the present one stays. True where it was not in that list before.
 */
export function putCard(id: string, name: CardList, html: string): boolean {
  const list = listOf(name);
  const coming = parseFragment(html).firstElementChild;
  const present = findCard(id);
  // On later pages only what stands there already is kept up.
  if (!coming || !list || (!present && !isFirstPage())) return false;
  keepOwn(id, present, coming);
  const place = present ?? document.createElement('li');
  place.replaceChildren(coming);
  if (place.parentElement === list) return false;
  if (name === 'answered') list.prepend(place);
  else list.append(place);
  return true;
}

export function removeCard(place: HTMLElement): void {
  const vote = ownVote(place);
  if (vote) votes.set(idOf(place), vote);
  place.remove();
}

export function setTally(id: string, tally: number): void {
  const card = findCard(id)?.querySelector<HTMLElement>('[data-question]');
  if (!card) return;
  card.dataset['tally'] = String(tally);
  // A vote that is under way brings its own count.
  if (card.querySelector('form[aria-busy="true"]')) return;
  for (const count of card.querySelectorAll<HTMLElement>('.actions [data-count]')) {
    count.dataset['count'] = String(tally);
    count.textContent = String(tally);
  }
}

/** The answer as far as it was written; nothing takes it away. */
export function setDraft(id: string, html: string): void {
  const card = findCard(id)?.querySelector('[data-question]');
  const growing = parseFragment(html).firstElementChild;
  const present = card?.querySelector('.growing-answer');
  if (present && growing) present.replaceWith(growing);
  else if (present) present.remove();
  else if (growing) card?.querySelector(':scope > .actions')?.before(growing);
}

export function isFirstPage(): boolean {
  return Number(new URLSearchParams(location.search).get('page') ?? '1') === 1;
}

function keepOwn(id: string, present: Element | null, coming: Element): void {
  for (const details of present?.querySelectorAll('details[open]') ?? []) {
    const same = [...coming.querySelectorAll('details')].find(
      ({ className }) => className === details.className,
    );
    if (same) same.open = true;
  }
  const vote = present ? ownVote(present) : votes.get(id);
  const blank = coming.querySelector('.for-members');
  const tally = coming instanceof HTMLElement ? coming.dataset['tally'] : undefined;
  if (vote && blank) {
    blank.replaceWith(vote);
    for (const count of vote.querySelectorAll('[data-count]')) count.textContent = tally ?? '';
  } else if (isOwn(id)) blank?.replaceWith(...plainCount(tally));
  if (coming.querySelector('.for-members')) return;
  // Nobody votes on what is their own.
  coming.querySelector('.for-guests')?.remove();
}

/** What a card knows of its reader: the vote, or that the question is the reader's own. */
function ownVote(card: Element): Element | null {
  return (
    card.querySelector('.for-members') ?? card.querySelector('.actions > .action-plain:has([data-count])')
  );
}

function isOwn(id: string): boolean {
  return document.querySelector(`.own-questions a[href$="/${CSS.escape(id)}"]`) !== null;
}

function plainCount(tally = '0'): Element[] {
  const place = document.createElement('span');
  place.className = 'action action-plain';
  const count = document.createElement('span');
  count.dataset['count'] = tally;
  count.textContent = tally;
  place.append('Helpful · ', count);
  return [place];
}
