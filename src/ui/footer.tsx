import type { JSX } from 'preact';
import type { PageProps } from './page.ts';
import { useSite } from './site.tsx';

export function Footer({ feed }: { feed: PageProps['feed'] }): JSX.Element {
  return (
    <footer class="site-footer">
      <div class="wrap">
        <p>{useSite().communityName}: career answers from people who have been there.</p>
        <nav aria-label="About this site">
          <a href="/topics">Topics</a>
          <a href="/privacy">Privacy</a>
          <a href="/api">API</a>
          <a href={feed?.href ?? '/feed.atom'}>Feed</a>
        </nav>
      </div>
    </footer>
  );
}
