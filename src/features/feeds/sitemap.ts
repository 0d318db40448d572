import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { replaceUnprintable } from '../../platform/text.ts';
import { threadUrl, urls } from '../../urls.ts';
import { brief } from '../posts/json-ld.ts';

/** Addresses in one part; the format allows 50,000. Bounds what is held in memory, too. */
export const partSize = 10_000;

/** Always there; they come before the others in the first part. */
const fixedPages = [
  urls.home(),
  urls.topics(),
  urls.questions(),
  urls.amas(),
  urls.videos(),
  urls.people(),
  urls.levels(),
];

interface Entry {
  kind: 'topic' | 'person' | 'question' | 'ama' | 'video' | 'amaQuestion';
  id: string;
  slug: string;
  /** The AMA that it was asked in. */
  ama: string | null;
  /** `2026-05-04`, or null where it is not known. */
  changed: string | null;
  /** Of a video that everybody may watch. */
  video: SitemapVideo | null;
}

interface SitemapVideo {
  title: string;
  bodyHtml: string;
  folder: string;
  poster: string;
  file: string;
  durationMs: number;
}

const countEntries = statement<object, { entries: number }>('countSitemapEntries')`
  select ((select count(*) from topics)
    + (select count(*) from profiles where not former and exists (select from public_posts where profile_id = profiles.id))
    + (select coalesce(sum(threads), 0) from listing_counts where list = 'everything')
    + (select count(*) from public_posts where kind = 'amaQuestion' and is_ama_answered(id)))::integer as entries`;

const findEntries = statement<{ limit: number; offset: number }, Entry>('findSitemapEntries')`
  with entries as materialized (
    select place, kind, id, slug, ama from (
      select 1 as place, 'topic' as kind, topics.id::text as id, topics.slug::text as slug, null::text as ama from topics
      union all
      select 2, 'person', profiles.id, profiles.slug, null from profiles
      where not former and exists (select from public_posts where profile_id = profiles.id)
      union all
      select 3, threads.kind, threads.id, threads.slug, null
      from listings join threads on threads.id = listings.thread_id where list = 'everything'
      union all
      select 4, 'amaQuestion', asked.id, threads.slug, threads.id
      from public_posts as asked join threads on threads.id = asked.thread_id
      where asked.kind = 'amaQuestion' and is_ama_answered(asked.id)
    ) as every
    order by place, id collate "C" limit ${'limit'} offset ${'offset'}
  )
  select kind, id, slug, ama, case kind
    when 'person' then null
    when 'topic' then (select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD') from listings where list = entries.id)
    when 'amaQuestion' then (
      select to_char(max(coalesce(edited_at, at)) at time zone 'UTC', 'YYYY-MM-DD')
      from public_posts where on_id = entries.id and kind = 'answer'
    )
    else (
      select to_char(max(coalesce(edited_at, at)) at time zone 'UTC', 'YYYY-MM-DD')
      from public_posts where thread_id = entries.id
    )
  end as changed,
  case when kind = 'video' then (
    select jsonb_build_object('title', threads.title, 'bodyHtml', posts.body_html, 'folder', folder, 'poster', poster,
      'file', file, 'durationMs', duration_ms)
    from videos join threads on threads.id = videos.id join posts on posts.id = videos.id
    where videos.id = entries.id and audience = 'everybody' and state = 'ready' and poster is not null and file is not null
  ) end as video
  from entries order by place, id collate "C"`;

/** Every public address as a sitemap, or as an index of its parts where there are more than `partSize`. */
export async function sitemap(db: Queryable, baseUrl: string): Promise<Buffer> {
  const [count] = await countEntries(db, {});
  const entries = count?.entries ?? 0;
  const parts = Math.ceil(entries / partSize);
  return parts > 1 ? sitemapIndex(baseUrl, parts) : await sitemapPart(db, baseUrl, 1);
}

/** The addresses of one part, counted from 1; null past the last. */
export async function findSitemapPart(db: Queryable, baseUrl: string, part: number): Promise<Buffer | null> {
  const [count] = await countEntries(db, {});
  const parts = Math.max(1, Math.ceil((count?.entries ?? 0) / partSize));
  return part <= parts ? await sitemapPart(db, baseUrl, part) : null;
}

async function sitemapPart(db: Queryable, baseUrl: string, part: number): Promise<Buffer> {
  const entries = await findEntries(db, { limit: partSize, offset: (part - 1) * partSize });
  const fixed = part === 1 ? fixedPages.map((path) => location(baseUrl + path, null)) : [];
  const locations = entries.map((entry) => {
    return (
      location(baseUrl + pathOf(entry), entry.changed) + (entry.video ? videoEntry(baseUrl, entry.video) : '')
    );
  });
  return document('urlset', [...fixed, ...locations], 'url');
}

function sitemapIndex(baseUrl: string, parts: number): Buffer {
  const addresses = Array.from(
    { length: parts },
    (_, index) => `${baseUrl}${urls.sitemap()}?part=${index + 1}`,
  );
  return document(
    'sitemapindex',
    addresses.map((address) => location(address, null)),
    'sitemap',
  );
}

function document(root: string, locations: readonly string[], element: string): Buffer {
  const lines = locations.map((text) => `<${element}>${text}</${element}>`);
  const open = `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">`;
  return Buffer.from(['<?xml version="1.0" encoding="UTF-8"?>', open, ...lines, `</${root}>`, ''].join('\n'));
}

function location(address: string, changed: string | null): string {
  const day = changed ? `<lastmod>${changed}</lastmod>` : '';
  // Paths are percent-encoded and slugs plain; what is left to escape is the operator's own address.
  return `<loc>${address.replaceAll('&', '&amp;').replaceAll("'", '&apos;')}</loc>${day}`;
}

/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps */
function videoEntry(baseUrl: string, video: SitemapVideo): string {
  const { title, bodyHtml, folder, poster, file, durationMs } = video;
  const address = (name: string) => escape(baseUrl + urls.media({ grant: 'open', folder, file: name }));
  const parts = {
    thumbnail_loc: address(poster),
    title: escape(title),
    description: escape(brief(textOfHtml(bodyHtml)) || title),
    content_loc: address(file),
    duration: String(Math.max(1, Math.min(28_800, Math.round(durationMs / 1000)))),
  };
  const elements = Object.entries(parts).map(([name, text]) => `<video:${name}>${text}</video:${name}>`);
  return `<video:video>${elements.join('')}</video:video>`;
}

const signs: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
};

function escape(text: string): string {
  return replaceUnprintable(text, ' ').replaceAll(/[&<>'"]/g, (sign) => signs[sign] ?? sign);
}

function pathOf({ kind, id, slug, ama }: Entry): string {
  if (kind === 'amaQuestion') return urls.amaQuestion({ id: ama ?? '', slug, question: id });
  if (kind === 'topic') return urls.topic({ slug });
  if (kind === 'person') return urls.person({ name: slug });
  return threadUrl({ id, slug, kind });
}
