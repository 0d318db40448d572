import { generateAtomFeed, generateRssFeed } from 'feedsmith';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { replaceUnprintable, truncate } from '../../platform/text.ts';
import type { Site } from '../../ui/site.tsx';
import { seriesFeed, urls } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import type { Series, SeriesVideo } from './series.ts';

type FeedSite = Pick<Site, 'baseUrl' | 'communityName'>;

/** Atom 1.0 with each video enclosed; the same series gives the same bytes. */
export function seriesAtom(series: Series, site: FeedSite): Buffer {
  const { baseUrl } = site;
  const page = baseUrl + urls.series(series);
  const xml = generateAtomFeed({
    id: page,
    title: { value: plain(series.name) },
    ...(series.summary ? { subtitle: { value: plain(series.summary) } } : {}),
    updated: newest(series),
    links: [
      { rel: 'self', href: baseUrl + seriesFeed(series, 'atom'), type: 'application/atom+xml' },
      { rel: 'alternate', href: page, type: 'text/html' },
    ],
    xml: { base: `${baseUrl}/`, lang: 'en' },
    entries: series.videos.map((video) => ({
      id: baseUrl + urls.video(video),
      title: { value: plain(video.title) },
      updated: new Date(video.at),
      published: new Date(video.at),
      authors: [{ name: plain(video.name ?? site.communityName) }],
      links: [
        { rel: 'alternate', href: baseUrl + urls.video(video), type: 'text/html' },
        ...enclosed(video, baseUrl),
      ],
      summary: { value: aboutOf(video) },
    })),
  });
  return tidy(xml);
}

/** RSS 2.0 as programs for podcasts want it, in the order of the series. */
export function seriesRss(series: Series, site: FeedSite): Buffer {
  const { baseUrl, communityName } = site;
  const about = plain(series.summary) || plain(series.name);
  const author = plain(series.maker?.name ?? communityName);
  const xml = generateRssFeed({
    title: plain(series.name),
    link: baseUrl + urls.series(series),
    description: about,
    language: 'en',
    lastBuildDate: newest(series),
    atom: {
      links: [{ rel: 'self', href: baseUrl + seriesFeed(series, 'rss'), type: 'application/rss+xml' }],
    },
    itunes: {
      type: 'serial',
      author,
      summary: about,
      explicit: false,
      categories: [{ text: 'Business', categories: [{ text: 'Careers' }] }],
    },
    items: series.videos.map((video, place) => {
      const [enclosure] = enclosed(video, baseUrl);
      return {
        title: plain(video.title),
        link: baseUrl + urls.video(video),
        description: aboutOf(video),
        guid: { value: baseUrl + urls.video({ ...video, slug: '' }).replace(/\/$/, ''), isPermaLink: false },
        pubDate: new Date(video.at),
        ...(enclosure
          ? { enclosures: [{ url: enclosure.href, length: enclosure.length, type: enclosure.type }] }
          : {}),
        itunes: {
          episode: place + 1,
          episodeType: 'full',
          ...(video.durationMs === null ? {} : { duration: Math.round(video.durationMs / 1000) }),
          explicit: false,
        },
      };
    }),
  });
  return tidy(xml);
}

/** The file itself, where everybody may fetch it. */
function enclosed(
  { audience, ready, folder, file, fileType, fileBytes }: SeriesVideo,
  baseUrl: string,
): { rel: string; href: string; type: string; length: number }[] {
  if (audience !== 'everybody' || !ready || !folder || !file) return [];
  const href = baseUrl + urls.media({ grant: 'open', folder, file });
  return [{ rel: 'enclosure', href, type: fileType ?? 'video/mp4', length: fileBytes ?? 0 }];
}

function aboutOf({ summary, bodyHtml, durationMs, title }: SeriesVideo): string {
  const words = plain(summary) || truncate(plain(textOfHtml(bodyHtml)), 280) || plain(title);
  return durationMs === null ? words : `${words} (${clockTime(durationMs)})`;
}

function newest({ videos }: Series): Date {
  return new Date(Math.max(0, ...videos.map(({ at }) => new Date(at).getTime())));
}

function plain(text: string): string {
  return replaceUnprintable(text, ' ').replace(/\s+/gu, ' ').trim();
}

// Set on lines of their own, texts would begin and end with a line break.
function tidy(xml: string): Buffer {
  return Buffer.from(xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></'));
}
