import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { urls } from '../../urls.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { ListedSeries } from './series.ts';

export function SeriesListPage({ series }: { series: readonly ListedSeries[] }): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>Series</h1>
        <p class="lede">Videos that belong together, in the order to watch them.</p>
        <p class="link-row">
          <a href={urls.newSeries()}>Start a series</a>
          <a href={urls.videos()}>All videos</a>
        </p>
      </header>
      {series.length === 0 && (
        <EmptyState title="No series yet">
          <p>When several videos make a whole, they stand here together.</p>
        </EmptyState>
      )}
      <ul class="directory">
        {series.map(({ slug, name, summary, videos }) => (
          <li key={slug}>
            <a href={urls.series({ slug })} dir="auto">
              {name}
            </a>
            <p>
              {counted(videos, 'video')}
              {summary && `. ${summary}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
