import type { JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { truncate } from '../../platform/text.ts';
import { urls } from '../../urls.ts';
import type { OwnQuestion } from './ama-thread.ts';

/** What became of one's own questions: seen by oneself alone. */
export function OwnQuestions({
  ama,
  own,
}: {
  ama: { id: string; slug: string };
  own: readonly OwnQuestion[];
}): JSX.Element | null {
  const shown = own.filter(({ removedBy }) => removedBy !== 'author');
  if (shown.length === 0) return null;
  return (
    <section class="own-questions" aria-labelledby="own-title">
      <h2 class="label" id="own-title">
        What you asked, seen by you alone
      </h2>
      <ul>
        {shown.map((question) => (
          <li key={question.id} dir="auto">
            <a href={urls.amaQuestion({ ...ama, question: question.id })}>
              {truncate(textOfHtml(question.bodyHtml), 120)}
            </a>{' '}
            <span class="faint">· {becomes(question)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function becomes({ state, reason, removedBy }: OwnQuestion): string {
  if (removedBy === 'moderator') return `hidden by a moderator: “${reason}”`;
  switch (state) {
    case 'held':
      return 'waits for the hosts to let it in';
    case 'queued':
      return 'waits to be answered';
    case 'answered':
      return 'answered';
    case 'dismissed':
      return `turned down by the hosts: “${reason}”`;
    case 'merged':
      return 'counted with one that asks the same';
  }
}
