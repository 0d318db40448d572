import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Chapter } from '../captions/chapters.ts';
import type { Track } from '../captions/tracks.ts';
import { mediaAddress } from './media-addresses.ts';

/** What a video's page knows of it beside its thread. */
export interface VideoRow {
  id: string;
  audience: 'everybody' | 'members';
  state: 'uploading' | 'waiting' | 'processing' | 'ready' | 'failed' | 'refused';
  reason: string;
  profileId: string | null;
  folder: string | null;
  durationMs: number | null;
  width: number | null;
  height: number | null;
  hasPicture: boolean;
  language: string;
  playlist: string | null;
  file: string | null;
  fileType: string | null;
  poster: string | null;
  sprite: string | null;
  spriteColumns: number | null;
  spriteTiles: number | null;
  spriteTileWidth: number | null;
  spriteTileHeight: number | null;
  spriteEveryMs: number | null;
  speakers: { name: string; slug: string; title: string | null; portrait: string | null }[];
  chapters: Chapter[];
  tracks: Track[];
  series: SeriesPlace[];
}

/** Where a video stands in a series. */
export interface SeriesPlace {
  slug: string;
  name: string;
  /** Counted from 1. */
  place: number;
  count: number;
  next: { id: string; slug: string; title: string } | null;
}

const findVideoRow = statement<{ id: string }, { video: VideoRow }>('findWatchedVideo')`
  select jsonb_build_object(
    'id', id, 'audience', audience, 'state', state, 'reason', reason, 'profileId', profile_id, 'folder', folder,
    'durationMs', duration_ms, 'width', width, 'height', height, 'hasPicture', has_picture, 'language', language,
    'playlist', playlist, 'file', file, 'fileType', file_type, 'poster', poster,
    'sprite', sprite, 'spriteColumns', sprite_columns, 'spriteTiles', sprite_tiles,
    'spriteTileWidth', sprite_tile_width, 'spriteTileHeight', sprite_tile_height, 'spriteEveryMs', sprite_every_ms,
    'speakers', coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'slug', slug, 'title', title, 'portrait', portrait_id) order by position)
      from speakers join profiles on profiles.id = speakers.profile_id where video_id = videos.id
    ), '[]'),
    'chapters', coalesce((
      select jsonb_agg(jsonb_build_object('startsMs', starts_ms, 'title', title) order by starts_ms)
      from chapters where video_id = videos.id
    ), '[]'),
    'tracks', coalesce((
      select jsonb_agg(jsonb_build_object('id', id, 'lang', lang, 'kind', kind, 'revision', revision, 'source', source)
        order by lang = videos.language desc, kind, lang)
      from caption_tracks where video_id = videos.id
    ), '[]'),
    'series', coalesce((
      select jsonb_agg(jsonb_build_object('slug', series.slug, 'name', series.name, 'place', place, 'count', count,
        'next', case when next_id is not null then jsonb_build_object('id', next_id, 'slug', next_slug, 'title', next_title) end)
        order by series.name, series.slug)
      from (
        select series_slug, video_id, row_number() over way as place, count(*) over (partition by series_slug) as count,
          lead(threads.id) over way as next_id, lead(threads.slug) over way as next_slug, lead(threads.title) over way as next_title
        from series_videos
        join threads on threads.id = series_videos.video_id
        where exists (select from public_posts where public_posts.id = threads.id) and series_slug in (
          select series_slug from series_videos as own where own.video_id = videos.id
        )
        window way as (partition by series_slug order by position)
      ) as listed join series on series.slug = listed.series_slug
      where listed.video_id = videos.id
    ), '[]')
  ) as video
  from videos where id = ${'id'} and thread_id is not null`;

export async function findWatchedVideo(db: Queryable, id: string): Promise<VideoRow | null> {
  const [row] = await findVideoRow(db, { id });
  return row?.video ?? null;
}

/** Addresses of what there is to play, for somebody who may watch. */
export interface Playable {
  file: string | null;
  fileType: string;
  playlist: string | null;
  poster: string | null;
  sprite: Sprite | null;
}

/** One picture of small frames, from left to right and then down. */
export interface Sprite {
  address: string;
  columns: number;
  tiles: number;
  width: number;
  height: number;
  everyMs: number;
}

/** Null while there is nothing to play. */
export function playableOf(platform: Pick<Platform, 'keys' | 'clock'>, video: VideoRow): Playable | null {
  const { folder, audience, file, playlist, poster } = video;
  if (!folder || video.state !== 'ready') return null;
  const place = { folder, isOpen: audience === 'everybody' };
  const addressOf = (name: string | null) => (name === null ? null : mediaAddress(platform, place, name));
  return {
    file: addressOf(file),
    fileType: video.fileType ?? 'video/mp4',
    playlist: addressOf(playlist),
    poster: addressOf(poster),
    sprite: spriteOf(video, addressOf(video.sprite)),
  };
}

function spriteOf(video: VideoRow, address: string | null): Sprite | null {
  const { spriteColumns, spriteTiles, spriteTileWidth, spriteTileHeight, spriteEveryMs } = video;
  if (!address || !spriteColumns || !spriteTiles || !spriteTileWidth || !spriteTileHeight || !spriteEveryMs)
    return null;
  const size = { width: spriteTileWidth, height: spriteTileHeight };
  return { address, columns: spriteColumns, tiles: spriteTiles, everyMs: spriteEveryMs, ...size };
}
