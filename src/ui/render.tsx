import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Head } from './head.tsx';
import { Layout } from './layout.tsx';
import type { PageProps } from './page.ts';
import { SiteContext, type Site } from './site.tsx';

/** A whole page as UTF-8 bytes: a Buffer is sent as it is, a string would be encoded on every request. */
export function renderPage(site: Site, page: PageProps): Buffer {
  return renderFragment(
    site,
    <html lang="en">
      <Head site={site} page={page} />
      <Layout page={page} />
    </html>,
    '<!doctype html>',
  );
}

/** A part of a page, for a form that swaps it in: the same markup that the page itself uses. */
export function renderFragment(site: Site, node: ComponentChildren, before = ''): Buffer {
  return Buffer.from(before + renderMarkup(site, node));
}

/** The same as text, to be put into a page that is rendered later. */
export function renderMarkup(site: Site, node: ComponentChildren): string {
  return renderToString(<SiteContext.Provider value={site}>{node}</SiteContext.Provider>);
}
