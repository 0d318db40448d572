import { generateAtomFeed } from 'feedsmith';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { replaceUnprintable, truncate } from '../../platform/text.ts';
import type { Site } from '../../ui/site.tsx';
import { threadUrl, urls } from '../../urls.ts';
import { printByline } from '../bylines/bylines.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import type { FeedThread } from './feed-threads.ts';

export interface Feed {
  title: string;
  subtitle: string;
  /** Of the feed itself, and of the page that it follows. */
  path: string;
  pagePath: string;
  threads: readonly FeedThread[];
}

type FeedSite = Pick<Site, 'baseUrl' | 'communityName'>;

const summaryLength = 280;

/** Atom 1.0 (RFC 4287) as UTF-8 bytes; the same threads give the same bytes. */
export function atomFeed(feed: Feed, site: FeedSite): Buffer {
  const { baseUrl } = site;
  const times = feed.threads.map(changedAt);
  const xml = generateAtomFeed({
    id: tagUri(baseUrl, feed.path),
    title: { value: plain(feed.title) || 'Cairn' },
    ...(feed.subtitle ? { subtitle: { value: plain(feed.subtitle) } } : {}),
    updated: new Date(Math.max(0, ...times.map(Number))),
    links: [
      { rel: 'self', href: baseUrl + feed.path, type: 'application/atom+xml' },
      { rel: 'alternate', href: baseUrl + feed.pagePath, type: 'text/html' },
    ],
    xml: { base: `${baseUrl}/`, lang: 'en' },
    entries: feed.threads.map((thread) => entryOf(thread, site)),
  });
  // Set on lines of their own, texts would begin and end with a line break.
  return Buffer.from(xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></'));
}

function entryOf(thread: FeedThread, site: FeedSite) {
  const { baseUrl, communityName } = site;
  const byline = printByline(thread);
  const uri = byline.form === 'named' ? { uri: baseUrl + urls.person({ name: byline.slug }) } : {};
  return {
    id: tagUri(baseUrl, `/threads/${thread.id}`),
    title: { value: plain(thread.threadTitle) || 'Untitled' },
    links: [{ rel: 'alternate', href: baseUrl + threadUrl(thread), type: 'text/html' }],
    published: thread.at,
    updated: changedAt(thread),
    authors: [{ name: plain(bylineText(byline, communityName)), ...uri }],
    categories: thread.topics.map((term) => ({ term: plain(term) })),
    summary: { value: truncate(plain(thread.tldr) || plain(textOfHtml(thread.bodyHtml)), summaryLength) },
    content: { type: 'html', value: replaceUnprintable(thread.bodyHtml, '\ufffd') },
  };
}

/** Stays the same when the title, the address or the scheme of the site changes (RFC 4151). */
function tagUri(baseUrl: string, path: string): string {
  return `tag:${new URL(baseUrl).hostname},2026:${path}`;
}

function changedAt({ at, editedAt }: FeedThread): Date {
  return editedAt ?? at;
}

function plain(text: string): string {
  return replaceUnprintable(text, ' ').replace(/\s+/gu, ' ').trim();
}
