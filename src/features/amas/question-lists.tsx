import type { JSX } from 'preact';
import { Pagination, pageHref } from '../../ui/pagination.tsx';
import { urls } from '../../urls.ts';
import type { AmaReader } from './ama-reader.ts';
import type { AmaThread } from './ama-thread.ts';
import type { QuestionCard } from './cards.ts';
import { QuestionCardView } from './question-card.tsx';
import { momentOf } from './recording.ts';

interface ListsProps {
  thread: AmaThread;
  reader: AmaReader | null;
  now: Date;
}

/** What is being answered, what waits, and what was answered. The scripts of a live page know them by their ids. */
export function QuestionLists({ thread, reader, now }: ListsProps): JSX.Element {
  const { ama, recording, answering, queued, answered, counts, page, pages } = thread;
  const isOpen = ama.state === 'announced' || ama.state === 'live' || ama.state === 'overflow';
  const waiting = queued.filter(({ id }) => id !== answering?.id);
  const cards = (list: readonly QuestionCard[]) =>
    list.map((card) => (
      <li key={card.id}>
        <QuestionCardView
          {...{ card, ama, now }}
          moment={momentOf(recording, card.id)}
          {...ownOf(card, reader)}
        />
      </li>
    ));
  return (
    <div id="questions">
      <section class="ama-now" id="ama-now" aria-labelledby="now-title" hidden={!answering}>
        <h2 id="now-title">Being answered now</h2>
        <ol class="ama-list">{answering && cards([answering])}</ol>
      </section>
      {isOpen && (
        <section class="section" aria-labelledby="queue-title">
          <h2 id="queue-title">
            Waiting to be answered <span data-live="queued">{counts.queued}</span>
          </h2>
          <p class="faint" id="queue-empty" hidden={waiting.length > 0}>
            {counts.queued > 0 ? 'The others are on the first page.' : 'Nothing waits. Be the first to ask.'}
          </p>
          <ol class="ama-list" id="ama-queue">
            {cards(waiting)}
          </ol>
        </section>
      )}
      <section class="section" id="answers" aria-labelledby="answered-title">
        <h2 id="answered-title">
          Answered <span data-live="answered">{counts.answered}</span>
        </h2>
        <ol class="ama-list" id="ama-answered">
          {cards(answered)}
        </ol>
      </section>
      <Pagination page={page} pages={pages} hrefOf={(number) => pageHref(urls.ama(ama), number)} />
    </div>
  );
}

function ownOf(card: QuestionCard, reader: AmaReader | null) {
  if (!reader) return {};
  const isMine = reader.own.some(({ id }) => id === card.id);
  return { own: { isMine, vote: reader.votes.get(card.id) ?? 0 } as const };
}
