import type { JSX } from 'preact';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Notice } from './notice.tsx';
import type { PageProps } from './page.ts';

export function Layout({ page }: { page: PageProps }): JSX.Element {
  return (
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header page={page} />
      {page.html === undefined ? (
        <main id="main" class="wrap" tabIndex={-1}>
          {page.notice && <Notice>{page.notice}</Notice>}
          {page.children}
        </main>
      ) : (
        <main id="main" class="wrap" tabIndex={-1} dangerouslySetInnerHTML={{ __html: page.html }} />
      )}
      <Footer feed={page.feed} />
      <div id="announcer" class="hidden-text" aria-live="polite" />
    </body>
  );
}
