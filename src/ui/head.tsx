import type { JSX } from 'preact';
import { jsonForScript } from './json-for-script.ts';
import type { PageProps } from './page.ts';
import type { Site } from './site.tsx';

/** The same paper as in tokens.css, for the browser's own bars. */
const paper = { light: '#fcfaf6', dark: '#171411' };

export function Head({ site, page }: { site: Site; page: PageProps }): JSX.Element {
  const { assetUrl } = site;
  return (
    <head>
      <meta charset="utf-8" />
      <title>{fullTitle(site, page)}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={paper.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={paper.dark} />
      <link
        rel="preload"
        href={assetUrl('source-serif-roman.woff2')}
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
      />
      <link rel="stylesheet" href={assetUrl('app.css')} />
      <script type="module" src={assetUrl(scriptOf(page))} />
      {page.compose && <script type="module" src={assetUrl('giveaways.js')} />}
      {page.refresh && (
        <noscript>
          <meta http-equiv="refresh" content={String(page.refresh)} />
        </noscript>
      )}
      {page.video && <script type="module" src={assetUrl('video.js')} />}
      {page.passkeys && <script type="module" src={assetUrl('passkeys.js')} />}
      <link rel="icon" type="image/svg+xml" href={assetUrl('favicon.svg')} />
      <About site={site} page={page} />
    </head>
  );
}

/** One script a page: its policy of trusted types can be made once. */
function scriptOf({ compose, live }: PageProps): string {
  if (live) return compose ? 'compose-live.js' : 'live.js';
  return compose ? 'compose.js' : 'boot.js';
}

function About({ site, page }: { site: Site; page: PageProps }): JSX.Element {
  const address = site.baseUrl + page.path;
  const { description } = page;
  return (
    <>
      {description && <meta name="description" content={description} />}
      {page.robots && <meta name="robots" content={page.robots} />}
      <link rel="canonical" href={address} />
      {page.feed && (
        <link rel="alternate" type="application/atom+xml" href={page.feed.href} title={page.feed.title} />
      )}
      <meta property="og:site_name" content={site.communityName} />
      <meta property="og:type" content={page.ogType ?? 'website'} />
      <meta property="og:title" content={page.title} />
      <meta property="og:url" content={address} />
      {description && <meta property="og:description" content={description} />}
      {Object.entries(page.openGraph ?? {}).map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
      <meta name="twitter:card" content="summary" />
      {page.jsonLd && (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonForScript(page.jsonLd) }} />
      )}
    </>
  );
}

function fullTitle(site: Site, page: PageProps): string {
  return page.title === site.communityName ? page.title : `${page.title} · ${site.communityName}`;
}
