import type { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Place } from '../api/pagination.ts';
import { publicByline, publisherOf } from '../api/public.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { mediaAddress } from './media-addresses.ts';
import type { videoSchema } from './video-api-schemas.ts';

// A time is a whole number of microseconds here, which a cursor can hold exactly.
const listPlaces = statement<{ key: number | null; id: string; most: number }, Place>('listVideoPlaces')`
  select thread_id as id, array[(extract(epoch from at) * 1000000)::float8] as keys from listings
  where list = 'everything' and kind = 'video'
    and at <= coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity')
    and (at < coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity') or thread_id > ${'id'})
  order by at desc, thread_id limit ${'most'}`;

/** The videos after `from`, newest first, as many as `most`. */
export async function listVideoPlaces(
  db: Queryable,
  { from, most }: { from: Place | null; most: number },
): Promise<Place[]> {
  return await listPlaces(db, { key: from?.keys[0] ?? null, id: from?.id ?? '', most });
}

/** A video that everybody may see the page of. What only members may watch comes without what there is to watch. */
export interface PublicVideo extends BylineRow {
  id: string;
  slug: string;
  title: string;
  threadTitle: string;
  body: string;
  bodyHtml: string;
  at: Date;
  revision: number;
  topics: { slug: string; name: string }[];
  audience: 'everybody' | 'members';
  language: string;
  isOpen: boolean;
  folder: string | null;
  durationMs: number | null;
  playlist: string | null;
  file: string | null;
  poster: string | null;
  captions: { id: string; lang: string; kind: string; revision: number }[];
  chapters: { at: number; title: string }[];
  speakers: { name: string; slug: string }[];
}

const findByIds = statement<{ ids: readonly string[] }, PublicVideo>('findPublicVideos')`
  select threads.id, threads.slug, threads.title as "threadTitle", posts.body, posts.body_html as "bodyHtml", posts.at, posts.revision,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title,
    coalesce((
      select jsonb_agg(jsonb_build_object('slug', topics.slug, 'name', topics.name) order by position)
      from thread_topics join topics on topics.id = topic_id where thread_topics.thread_id = threads.id
    ), '[]') as topics,
    videos.audience, videos.language, videos.state = 'ready' and videos.audience = 'everybody' as "isOpen",
    videos.folder, videos.duration_ms as "durationMs", videos.playlist, videos.file, videos.poster,
    coalesce((
      select jsonb_agg(jsonb_build_object('id', id, 'lang', lang, 'kind', kind, 'revision', revision) order by lang, kind)
      from caption_tracks where video_id = threads.id
    ), '[]') as captions,
    coalesce((
      select jsonb_agg(jsonb_build_object('at', starts_ms / 1000.0, 'title', chapters.title) order by starts_ms)
      from chapters where video_id = threads.id
    ), '[]') as chapters,
    coalesce((
      select jsonb_agg(jsonb_build_object('name', spoke.name, 'slug', spoke.slug) order by position)
      from speakers join profiles as spoke on spoke.id = speakers.profile_id where video_id = threads.id
    ), '[]') as speakers
  from unnest((select ${'ids'}::text[])) with ordinality as wanted (id, place)
  join public_posts as posts on posts.id = wanted.id and posts.kind = 'video'
  join threads on threads.id = posts.id
  join videos on videos.id = threads.id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  order by wanted.place`;

/** Those of them that everybody may see the page of, in their order. */
export async function findPublicVideos(db: Queryable, ids: readonly string[]): Promise<PublicVideo[]> {
  return await findByIds(db, { ids });
}

/** The only way out for what the API tells of videos: every field is named here. */
export function publicVideo(platform: Platform, video: PublicVideo): z.output<typeof videoSchema> {
  const publisher = publisherOf(platform);
  const { origin } = publisher;
  const { id, slug, body, bodyHtml, audience, language, isOpen, folder, durationMs } = video;
  const address = (file: string | null) =>
    isOpen && folder && file ? origin + mediaAddress(platform, { folder, isOpen }, file) : null;
  const mayRead = audience === 'everybody';
  return {
    ...{ id, url: origin + urls.video({ id, slug }), title: video.threadTitle, body, bodyHtml },
    byline: publicByline(publisher, video),
    topics: video.topics.map((topic) => ({ slug: topic.slug, name: topic.name })),
    at: video.at.toISOString(),
    revision: video.revision,
    ...{ audience, language, duration: durationMs === null ? null : durationMs / 1000 },
    ...{ playlist: address(video.playlist), file: address(video.file), poster: address(video.poster) },
    captions: (mayRead ? video.captions : []).map(({ id: track, lang, kind, revision }) => {
      return { lang, kind, url: origin + urls.captionTrack({ track, revision: String(revision) }) };
    }),
    chapters: (mayRead ? video.chapters : []).map(({ at, title }) => ({ at, title })),
    speakers: video.speakers.map((person) => {
      return { name: person.name, profile: origin + urls.person({ name: person.slug }) };
    }),
  };
}
