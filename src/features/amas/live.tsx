import type { Frame, Part } from '../../platform/live/frames.ts';
import type { Source } from '../../platform/live/channel.ts';
import type { Platform } from '../../platform/platform.ts';
import { renderMarkup } from '../../ui/render.tsx';
import type { Site } from '../../ui/site.tsx';
import type { QuestionCard } from './cards.ts';
import { findPublicCards } from './cards.ts';
import type { ReadEvent } from './live-events.ts';
import { lastEventOf, readEvents } from './live-events.ts';
import type { QueueHead } from './live-queue.ts';
import { findQueueHead } from './live-queue.ts';
import { GrowingAnswer, QuestionCardView } from './question-card.tsx';

/** What the script of an AMA's page is told to do. */
export type LiveOp =
  /** The card is put where it belongs, in place of the one that is there. */
  | { op: 'put'; id: string; list: 'now' | 'queue' | 'answered'; html: string }
  | { op: 'remove'; id: string }
  /** It is new or reads anew, on a later page: who has that open loads it again. */
  | { op: 'later'; id: string }
  /** What waits, in its order, as far as the page shows it, and what is being answered. */
  | { op: 'order'; now: string | null; ids: string[] }
  | { op: 'tally'; id: string; tally: number }
  /** The answer as far as it was written. */
  | { op: 'draft'; id: string; html: string }
  /** Words of the element with this `data-live`; none hides it. */
  | { op: 'text'; target: 'queued' | 'answered' | 'audience'; text: string }
  /** Those who decide look again. */
  | { op: 'held' }
  /** The page as a whole reads anew. */
  | { op: 'refresh' };

/** What happens in an AMA, for everybody who has its page open. */
export class AmaSource implements Source {
  readonly #platform: Pick<Platform, 'db' | 'clock'>;
  readonly #site: Site;
  readonly #amaId: string;
  /** As it was when the last frames were made. */
  #head: QueueHead | null = null;

  constructor(platform: Pick<Platform, 'db' | 'clock'>, site: Site, amaId: string) {
    this.#platform = platform;
    this.#site = site;
    this.#amaId = amaId;
  }

  async open(): Promise<number> {
    const { db } = this.#platform;
    // In this order: what comes in between is sent once too often rather than never.
    this.#head = await findQueueHead(db, this.#amaId);
    return await lastEventOf(db, this.#amaId);
  }

  async read(number: number, isNext: boolean): Promise<{ frames: Frame[]; upTo: number } | null> {
    const { db } = this.#platform;
    const read = await readEvents(db, this.#amaId, number);
    if (!read) return null;
    const { slug, events } = read;
    const upTo = events.at(-1)?.number ?? number;
    if (events.length === 0) return { frames: [], upTo };
    const head = events.some(({ kind }) => moves.has(kind)) ? await findQueueHead(db, this.#amaId) : null;
    const telling = new Telling(events);
    if (head) this.#tellOrder(telling, head, isNext ? this.#head : null, upTo);
    await this.#tellQuestions(telling, { head: head ?? this.#head, slug });
    if (isNext && head) this.#head = head;
    return { frames: telling.frames(), upTo };
  }

  #tellOrder(telling: Telling, head: QueueHead, before: QueueHead | null, upTo: number): void {
    telling.put(upTo, 'order', { op: 'order', now: head.now, ids: head.ids.filter((id) => id !== head.now) });
    for (const target of ['queued', 'answered'] as const) {
      if (before?.[target] !== head[target])
        telling.put(upTo, target, { op: 'text', target, text: String(head[target]) });
    }
    for (const id of entered(head, before)) telling.wantCard(id, upTo);
  }

  async #tellQuestions(telling: Telling, at: { head: QueueHead | null; slug: string }): Promise<void> {
    const wanted = [...telling.wanted];
    if (wanted.length === 0) return;
    const ids = wanted.map(([id]) => id);
    const found = await findPublicCards(this.#platform.db, this.#amaId, ids);
    const cards = new Map(found.map((card) => [card.id, card]));
    for (const [id, { number, isDraft }] of wanted) {
      const op = this.#cardOp(cards.get(id), { ...at, id, isDraft });
      telling.put(number, isDraft ? `question ${id} draft` : `question ${id}`, op);
      // What was shown of an answer in the making goes with its question.
      if (op.op === 'remove') telling.put(number, `question ${id} draft`, { op: 'draft', id, html: '' });
    }
  }

  #cardOp(
    card: QuestionCard | undefined,
    { id, head, slug, isDraft }: { id: string; head: QueueHead | null; slug: string; isDraft: boolean },
  ): LiveOp {
    if (!card || card.state === 'merged') return { op: 'remove', id };
    if (isDraft) {
      const html = card.growing ? renderMarkup(this.#site, <GrowingAnswer text={card.growing} />) : '';
      return { op: 'draft', id, html };
    }
    const list = head?.now === id ? 'now' : card.state === 'answered' ? 'answered' : 'queue';
    if (list === 'queue' && head && !head.ids.includes(id)) return { op: 'later', id };
    const view = (
      <QuestionCardView card={card} ama={{ id: this.#amaId, slug }} now={this.#platform.clock.now()} />
    );
    return { op: 'put', id, list, html: renderMarkup(this.#site, view) };
  }
}

/** What may change the order of what waits. */
const moves: ReadonlySet<string> = new Set([
  ...['question', 'gone', 'tallies', 'pinned', 'answering', 'answered', 'state'],
]);

/** What readers may not have: what has come up from later pages since. */
function entered(head: QueueHead, before: QueueHead | null): string[] {
  if (before) return head.ids.filter((id) => !before.ids.includes(id));
  return head.queued > head.ids.length ? head.ids : [];
}

/** Frames in the making: by number, what is told there. What is told twice is told once, the last time. */
class Telling {
  readonly #parts = new Map<string, { number: number; op: LiveOp }>();
  readonly wanted = new Map<string, { number: number; isDraft: boolean }>();

  constructor(events: readonly ReadEvent[]) {
    for (const event of events) this.#read(event);
  }

  put(number: number, subject: string, op: LiveOp): void {
    this.#parts.delete(subject);
    this.#parts.set(subject, { number, op });
  }

  wantCard(id: string, number: number): void {
    this.wanted.set(id, { number, isDraft: false });
  }

  frames(): Frame[] {
    const byNumber = new Map<number, Part[]>();
    for (const [subject, { number, op }] of this.#parts) {
      const parts = byNumber.get(number) ?? [];
      byNumber.set(number, [...parts, { subject, json: JSON.stringify(op) }]);
    }
    return [...byNumber]
      .toSorted(([one], [other]) => one - other)
      .map(([number, parts]) => ({ number, parts: parts.toSorted(orderLast) }));
  }

  #read({ number, kind, questionId, facts }: ReadEvent): void {
    switch (kind) {
      case 'question':
      case 'gone':
      case 'pinned':
      case 'answering':
      case 'answered':
        if (questionId) this.wantCard(questionId, number);
        return;
      case 'draft':
        if (questionId && !this.wanted.has(questionId))
          this.wanted.set(questionId, { number, isDraft: true });
        return;
      case 'tallies':
        for (const [id, tally] of Object.entries(facts))
          this.put(number, `tally ${id}`, { op: 'tally', id, tally: Number(tally) });
        return;
      case 'audience':
        return this.put(number, 'audience', audienceOp(Number(facts['readers'])));
      case 'held':
        return this.put(number, 'held', { op: 'held' });
      case 'state':
        return this.put(number, 'refresh', { op: 'refresh' });
    }
  }
}

function audienceOp(readers: number): LiveOp {
  return { op: 'text', target: 'audience', text: readers > 0 ? `${readers}+ read along` : '' };
}

/** Cards first, then where they stand. */
function orderLast(one: Part, other: Part): number {
  return Number(one.subject === 'order') - Number(other.subject === 'order');
}
