import type { JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { truncate } from '../../platform/text.ts';
import { urls } from '../../urls.ts';
import type { CardPost } from './cards.ts';

/** What sounds like the question that is being written: voting for it helps more than asking again. */
export function SimilarQuestions({
  ama,
  similar,
}: {
  ama: { id: string; slug: string };
  similar: readonly CardPost[];
}): JSX.Element {
  return (
    <div class="similar">
      <p class="label">Asked already? A vote moves it up.</p>
      <ul>
        {similar.map((post) => (
          <li key={post.id} dir="auto">
            <a href={urls.amaQuestion({ ...ama, question: post.id })}>
              {truncate(textOfHtml(post.bodyHtml), 140)}
            </a>{' '}
            <span class="faint">· {post.up} found it helpful</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
