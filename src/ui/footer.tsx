import type { JSX } from 'preact';
import type { PageProps } from './page.ts';
import { useSite } from './site.tsx';
import { urls } from '../urls.ts';

export function Footer({ feed }: { feed: PageProps['feed'] }): JSX.Element {
  return (
    <footer class="site-footer">
      <div class="wrap">
        <p>{useSite().communityName}: career answers from people who have been there.</p>
        <nav aria-label="About this site">
          <a href={urls.topics()}>Topics</a>
          <a href={urls.levels()}>Levels</a>
          <a href={urls.privacy()}>Privacy</a>
          <a href={urls.api()}>API</a>
          <a href={feed?.href ?? urls.feed()}>Feed</a>
        </nav>
      </div>
    </footer>
  );
}
