import { z } from 'zod';
import { Forbidden, Invalid, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { isDuplicate, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { slugify } from '../../platform/text.ts';
import type { Account } from '../accounts/accounts.ts';
import { tagOf } from '../posts/publishing.ts';
import { requireVideoAuthor } from '../videos/video-authors.ts';
import type { ListedVideo } from './series-lines.ts';
import { readLines } from './series-lines.ts';

export const seriesSchema = z.strictObject({
  name: textField({ min: 3, max: 120, what: 'The name' }).transform(oneLine),
  summary: textField({ max: 500, what: 'The summary' }).transform(oneLine),
  videos: z
    .string()
    .max(80_000, 'These are too many videos.')
    .transform((text, context): ListedVideo[] => {
      const { listed, troubles } = readLines(text);
      if (troubles.length > 0) context.addIssue({ code: 'custom', message: troubles.join(' ') });
      return listed;
    }),
});

export type SeriesInput = z.output<typeof seriesSchema>;

/** A video in a series. Times are ISO 8601. */
export interface SeriesVideo {
  id: string;
  slug: string;
  title: string;
  /** What it is for in this series; else how its own text begins is all there is. */
  summary: string;
  bodyHtml: string;
  at: string;
  name: string | null;
  audience: 'everybody' | 'members';
  ready: boolean;
  durationMs: number | null;
  folder: string | null;
  file: string | null;
  fileType: string | null;
  fileBytes: number | null;
  poster: string | null;
}

export interface Series {
  slug: string;
  name: string;
  summary: string;
  /** Who makes it; null where a file brought it. */
  maker: { id: string; name: string; slug: string } | null;
  videos: SeriesVideo[];
}

const findSeries = statement<{ slug: string }, { series: Series }>('findSeries')`
  select jsonb_build_object(
    'slug', series.slug, 'name', series.name, 'summary', series.summary,
    'maker', case when profiles.id is not null then jsonb_build_object('id', profiles.id, 'name', profiles.name, 'slug', profiles.slug) end,
    'videos', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', threads.id, 'slug', threads.slug, 'title', threads.title, 'summary', series_videos.summary,
        'bodyHtml', posts.body_html, 'at', posts.at, 'name', authors.name, 'audience', videos.audience,
        'ready', videos.state = 'ready', 'durationMs', videos.duration_ms, 'folder', videos.folder, 'file', videos.file,
        'fileType', videos.file_type, 'fileBytes', videos.file_bytes, 'poster', videos.poster
      ) order by series_videos.position)
      from series_videos
      join threads on threads.id = series_videos.video_id
      join public_posts as posts on posts.id = threads.id
      join videos on videos.id = threads.id
      left join profiles as authors on authors.id = posts.profile_id
      where series_videos.series_slug = series.slug
    ), '[]')
  ) as series
  from series left join profiles on profiles.id = series.profile_id
  where series.slug = ${'slug'}`;

/** A series with those of its videos that are public. Throws NotFound. */
export async function accessSeries(db: Queryable, slug: string): Promise<Series> {
  const [row] = await findSeries(db, { slug });
  if (!row) throw new NotFound('There is no such series.');
  return row.series;
}

export function mayEditSeries(account: Account | null, { maker }: Series): boolean {
  return account?.role === 'admin' || (maker !== null && account?.profile?.id === maker.id);
}

/** The same for who may change it; Forbidden for others. */
export async function accessEditableSeries(
  platform: Platform,
  account: Account,
  slug: string,
): Promise<Series> {
  const series = await accessSeries(platform.db, slug);
  if (!mayEditSeries(account, series))
    throw new Forbidden('Only who makes a series, and admins, can change it.');
  return series;
}

const insertSeries = statement<{ slug: string; name: string; summary: string; profileId: string }, never>(
  'insertSeries',
)`
  insert into series (slug, name, summary, profile_id)
  values (${'slug'}, ${'name'}, ${'summary'}, ${'profileId'})`;

const updateSeries = statement<{ slug: string; name: string; summary: string }, never>('updateSeries')`
  update series set name = ${'name'}, summary = ${'summary'} where slug = ${'slug'}`;

const clearVideos = statement<{ slug: string }, { id: string }>('clearSeriesVideos')`
  delete from series_videos where series_slug = ${'slug'} returning video_id as id`;

const insertVideos = statement<{ slug: string; ids: string[]; summaries: string[] }, { id: string }>(
  'insertSeriesVideos',
)`
  insert into series_videos (series_slug, position, video_id, summary)
  select ${'slug'}, position, id, summary
  from unnest(${'ids'}::text[], ${'summaries'}::text[]) with ordinality as given (id, summary, position)
  where exists (select from public_posts where public_posts.id = given.id and kind = 'video')
  returning video_id as id`;

/** Throws Forbidden for who may not publish videos, Invalid for what are no videos. Returns its address's part. */
export async function createSeries(
  platform: Platform,
  account: Account,
  input: SeriesInput,
): Promise<string> {
  const { profile } = await requireVideoAuthor(platform, account);
  const { name, summary } = input;
  const slug = slugify(name);
  try {
    await platform.db.transaction(async (tx) => {
      await insertSeries(tx, { slug, name, summary, profileId: profile.id });
      await setVideos(platform, tx, slug, input.videos);
    });
  } catch (error) {
    if (!isDuplicate(error, 'series_pkey')) throw error;
    throw new Invalid({ name: 'There is a series of this name already.' });
  }
  return slug;
}

/** `videos` left out: they stay, those too that are not public at the moment. */
export async function editSeries(
  platform: Platform,
  account: Account,
  { slug, ...input }: Omit<SeriesInput, 'videos'> & { slug: string; videos?: SeriesInput['videos'] },
): Promise<void> {
  const before = await accessEditableSeries(platform, account, slug);
  const { name, summary, videos } = input;
  await platform.db.transaction(async (tx) => {
    await updateSeries(tx, { slug, name, summary });
    if (videos) await setVideos(platform, tx, slug, videos);
    else await announce(platform, tx, before);
  });
}

const deleteSeries = statement<{ slug: string }, never>('deleteSeries')`
  delete from series where slug = ${'slug'}`;

/** Its videos stay. */
export async function removeSeries(platform: Platform, account: Account, slug: string): Promise<void> {
  const { videos } = await accessEditableSeries(platform, account, slug);
  await platform.db.transaction(async (tx) => {
    await deleteSeries(tx, { slug });
    await announce(platform, tx, { slug, videos });
  });
}

async function setVideos(
  platform: Platform,
  tx: Tx,
  slug: string,
  listed: readonly ListedVideo[],
): Promise<void> {
  const before = await clearVideos(tx, { slug });
  const ids = listed.map(({ id }) => id);
  const kept = await insertVideos(tx, { slug, ids, summaries: listed.map(({ summary }) => summary) });
  const missing = listed.find(({ id }) => !kept.some((video) => video.id === id));
  if (missing) throw new Invalid({ videos: `${missing.where}: there is no such video here.` });
  await announce(platform, tx, { slug, videos: [...before, ...listed] });
}

/** Drops the pages that show a series or that a video is in it. */
async function announce(
  platform: Platform,
  tx: Tx,
  { slug, videos }: { slug: string; videos: readonly { id: string }[] },
): Promise<void> {
  const threads = new Set(videos.map(({ id }) => tagOf.thread(id)));
  await platform.changes.announce(tx, [tagOf.series(slug), tagOf.allSeries, ...threads]);
}

/** Of pages that show it. */
export function tagsOfSeries({ slug, videos }: Series): string[] {
  return [tagOf.series(slug), ...videos.map(({ id }) => tagOf.thread(id))];
}

/** A series in the list of all. */
export interface ListedSeries {
  slug: string;
  name: string;
  summary: string;
  videos: number;
}

const findAll = statement<object, ListedSeries>('listSeries')`
  select series.slug, series.name, series.summary, count(public_posts.id)::integer as videos
  from series
  left join series_videos on series_videos.series_slug = series.slug
  left join public_posts on public_posts.id = series_videos.video_id
  group by series.slug order by series.name, series.slug limit 500`;

export async function listSeries(db: Queryable): Promise<ListedSeries[]> {
  return await findAll(db, {});
}
