import type { JSX } from 'preact';
import { Icon } from './icon.tsx';

export type PaginationProps = {
  page: number;
  pages: number;
  /** The address of page n; page 1 is the list's own address. */
  hrefOf: (page: number) => string;
};

export function Pagination({ page, pages, hrefOf }: PaginationProps): JSX.Element | null {
  if (pages < 2) return null;
  return (
    <nav class="pagination" aria-label="Pages">
      {page > 1 && (
        <a class="pagination-step" rel="prev" href={hrefOf(page - 1)}>
          <Icon name="arrow-left" /> Previous
        </a>
      )}
      <ol>
        {pageWindow(page, pages).map((shown, place) => (
          <li key={place}>{shown === '…' ? <span>…</span> : <PageLink {...{ shown, page, hrefOf }} />}</li>
        ))}
      </ol>
      {page < pages && (
        <a class="pagination-step" rel="next" href={hrefOf(page + 1)}>
          Next <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  );
}

type PageLinkProps = { shown: number; page: number; hrefOf: (page: number) => string };

function PageLink({ shown, page, hrefOf }: PageLinkProps): JSX.Element {
  return (
    <a href={hrefOf(shown)} aria-current={shown === page ? 'page' : undefined}>
      <span class="hidden-text">Page </span>
      {shown}
    </a>
  );
}

/** First, last, and the neighbours of the current page; a gap of one page is filled rather than skipped. */
export function pageWindow(page: number, pages: number): (number | '…')[] {
  const near = [1, page - 1, page, page + 1, pages].filter((shown) => shown >= 1 && shown <= pages);
  const window: (number | '…')[] = [];
  let last = 0;
  for (const shown of [...new Set(near)].toSorted((a, b) => a - b)) {
    if (shown - last === 2) window.push(shown - 1);
    if (shown - last > 2) window.push('…');
    window.push(shown);
    last = shown;
  }
  return window;
}

/** `?page=` added to an address with or without parameters; page 1 has none. */
export function pageHref(address: string, page: number): string {
  if (page <= 1) return address;
  return `${address}${address.includes('?') ? '&' : '?'}page=${page}`;
}
