import type { JSX } from 'preact';
import { urls } from '../urls.ts';

/** The search box as a page's main thing. */
export function LargeSearch({ query }: { query?: string }): JSX.Element {
  return (
    <form class="large-search" action={urls.search()} method="get" role="search">
      <label for="large-search">Search questions and answers</label>
      <div>
        <input type="search" id="large-search" name="q" defaultValue={query} maxLength={200} />
        <button class="button" type="submit">
          Search
        </button>
      </div>
    </form>
  );
}
