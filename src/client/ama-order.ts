import type { CardList } from './ama-cards.ts';
import { findCard, idOf, isFirstPage, listOf, removeCard } from './ama-cards.ts';
import { moveSmoothly } from './move-smoothly.ts';

/** What waits, first what comes next, and what is being answered. */
export interface Order {
  now: string | null;
  ids: readonly string[];
}

/** Keeps the queue in order, without moving it under the hand of somebody who is about to press something in it. */
export class AmaOrder {
  readonly #onMissing: () => void;
  #waiting: Order | null = null;
  #button: HTMLButtonElement | null = null;

  /** `onMissing`: something should stand there that never came. */
  constructor(onMissing: () => void) {
    this.#onMissing = onMissing;
    const settle = () => window.setTimeout(() => this.#settle(), 0);
    document.addEventListener('focusout', settle);
    document.addEventListener('pointerover', settle);
  }

  set({ now, ids }: Order): void {
    if (!isFirstPage()) return;
    turnTo(now);
    this.#waiting = { now, ids };
    this.#settle();
    if (ids.some((id) => !findCard(id))) this.#onMissing();
  }

  #settle(): void {
    const queue = listOf('queue');
    const order = this.#waiting;
    if (!queue || !order) return;
    const wanted = order.ids.flatMap((id) => findCard(id) ?? []);
    if (isSame([...queue.children], wanted)) return this.#done();
    if (isHeld(queue)) return this.#offer(queue);
    this.#apply(queue, wanted);
  }

  #apply(queue: HTMLElement, wanted: readonly HTMLElement[]): void {
    moveSmoothly(wanted, () => {
      const kept = new Set(wanted);
      for (const place of [...queue.children] as HTMLElement[]) if (!kept.has(place)) removeCard(place);
      wanted.forEach((place, at) => {
        if (queue.children[at] !== place) queue.insertBefore(place, queue.children[at] ?? null);
      });
    });
    this.#done();
  }

  #offer(queue: HTMLElement): void {
    if (this.#button?.isConnected) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-quiet ama-reorder';
    button.textContent = 'Order changed';
    button.addEventListener('click', () => {
      const order = this.#waiting;
      if (order)
        this.#apply(
          queue,
          order.ids.flatMap((id) => findCard(id) ?? []),
        );
    });
    queue.before(button);
    this.#button = button;
  }

  #done(): void {
    this.#waiting = null;
    const hadFocus = this.#button !== null && this.#button === document.activeElement;
    this.#button?.remove();
    this.#button = null;
    const title = document.getElementById('queue-title');
    if (!hadFocus || !title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }
}

/** Moves what is being answered to the top, and what was back to where it waits. */
function turnTo(now: string | null): void {
  const top = listOf('now');
  if (!top) return;
  for (const place of [...top.children] as HTMLElement[]) {
    if (idOf(place) !== now) listOf(restOf(place))?.append(place);
  }
  const place = now ? findCard(now) : null;
  if (place && place.parentElement !== top) top.append(place);
  const section = document.getElementById('ama-now');
  if (section) section.hidden = top.children.length === 0;
}

function restOf(place: Element): CardList {
  return place.querySelector('.host-answer:not(.growing-answer)') ? 'answered' : 'queue';
}

function isSame(present: readonly Element[], wanted: readonly Element[]): boolean {
  return present.length === wanted.length && present.every((place, at) => place === wanted[at]);
}

/** The reader points at something in it, or has the focus there. A finger that has left points at nothing. */
function isHeld(queue: HTMLElement): boolean {
  const points = matchMedia('(hover: hover)').matches && queue.matches(':hover');
  return points || queue.contains(document.activeElement);
}
