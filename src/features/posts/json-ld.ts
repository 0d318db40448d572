import { truncate } from '../../platform/text.ts';
import type { Crumb } from '../../ui/breadcrumb.tsx';
import type { Site } from '../../ui/site.tsx';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import { urls } from '../../urls.ts';

export type LdSite = Pick<Site, 'baseUrl' | 'communityName'>;

export const ldContext = 'https://schema.org';

/** On one line, and as much of it as search engines show of a description. */
export function brief(text: string): string {
  return truncate(text.replace(/\s+/gu, ' ').trim(), 160);
}

/** A named author with their page; a masked one by the byline that the page prints, and nothing else. */
export function authorLd(row: BylineRow, { baseUrl, communityName }: LdSite): object {
  const byline = printByline(row);
  const name = bylineText(byline, communityName);
  if (byline.form !== 'named') return { '@type': 'Person', name };
  return { '@type': 'Person', name: byline.name, url: baseUrl + urls.person({ name: byline.slug }) };
}

/** As exact as the page itself shows it: masked posts by the day. */
export function timeLd(at: string, row: Pick<BylineRow, 'name'>): string {
  const iso = new Date(at).toISOString();
  return row.name === null ? iso.slice(0, 10) : iso;
}

/** The way from the front page to this one, which comes last. */
export function breadcrumbJsonLd(crumbs: readonly Crumb[], { baseUrl }: Pick<Site, 'baseUrl'>): object {
  return {
    '@context': ldContext,
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, href }, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      name,
      item: baseUrl + href,
    })),
  };
}
