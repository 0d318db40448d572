import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { seriesFeed, urls } from '../../urls.ts';
import { publisherOf } from '../api/public.ts';
import { orNull, postId } from '../api/schemas.ts';
import type { ListedSeries, Series } from './series.ts';
import { seriesSchema as formSchema } from './series.ts';

/** What the API says of series and takes, field by field. */

const url = z.url().meta({ description: 'Where people read it.' });
const entry = {
  slug: z.string().meta({ examples: ['events-from-the-ground-up'] }),
  url,
  name: z.string().meta({ examples: ['Events from the ground up'] }),
  summary: z.string().meta({ description: 'In a sentence; may be empty.' }),
};

const entrySchema = z
  .object({ ...entry, videoCount: z.int().min(0) })
  .meta({ id: 'SeriesEntry', description: 'A series as the list of all shows it.' });

export const seriesListSchema = z.object({ series: z.array(entrySchema) }).meta({ id: 'SeriesList' });

const makerSchema = z
  .object({ name: z.string(), profile: z.url().meta({ description: 'The page of this person.' }) })
  .meta({ id: 'SeriesMaker' });

const videoSchema = z
  .object({
    id: postId,
    url,
    title: z.string(),
    summary: z.string().meta({ description: 'What it is for in this series; may be empty.' }),
    audience: z.enum(['everybody', 'members']),
    duration: z.number().nullable().meta({ description: 'In seconds; null until it is ready.' }),
  })
  .meta({ id: 'SeriesVideo' });

export const seriesSchema = z
  .object({
    ...entry,
    maker: orNull(makerSchema).meta({ description: 'Null where it came with an import.' }),
    feed: z.url().meta({ description: 'For programs that play podcasts.' }),
    videos: z.array(videoSchema).meta({ description: 'In their order; `GET /videos/{id}` tells the rest.' }),
  })
  .meta({ id: 'Series' });

const { name, summary } = formSchema.shape;
const listedVideo = z
  .strictObject({
    id: postId,
    summary: textField({ max: 500, what: 'The summary' }).transform(oneLine).default(''),
  })
  .meta({ id: 'ListedVideo', examples: [{ id: 'k3mPq8RtZx2', summary: 'Why events at all.' }] });

const fields = {
  name: name.meta({ minLength: 3, maxLength: 120 }),
  summary: summary.meta({ description: 'What one has learned after the last video.', maxLength: 500 }),
  videos: z
    .array(listedVideo)
    .max(1000, 'These are too many videos.')
    .meta({ description: 'In their order.' }),
};

const example = {
  name: 'Events from the ground up',
  summary: 'From one ledger to many.',
  videos: [{ id: 'k3mPq8RtZx2', summary: 'Why events at all.' }],
};

export const newSeriesSchema = z
  .strictObject({ ...fields, summary: fields.summary.default(''), videos: fields.videos.default([]) })
  .meta({ id: 'NewSeries', examples: [example] });

export const seriesChangeSchema = z
  .strictObject({
    name: fields.name.optional(),
    summary: fields.summary.optional(),
    videos: fields.videos.optional(),
  })
  .meta({
    id: 'SeriesChange',
    description: 'What is left out stays as it is. Its address stays too.',
    examples: [{ videos: example.videos }],
  });

type Public = z.output<typeof seriesSchema>;

export function publicSeries(platform: Pick<Platform, 'config'>, series: Series): Public {
  const { origin } = publisherOf(platform);
  const { slug, maker } = series;
  return {
    ...{ slug, url: origin + urls.series({ slug }), name: series.name, summary: series.summary },
    maker: maker && { name: maker.name, profile: origin + urls.person({ name: maker.slug }) },
    feed: origin + seriesFeed({ slug }, 'rss'),
    videos: series.videos.map(({ id, title, audience, durationMs, ...video }) => ({
      ...{ id, url: origin + urls.video({ id, slug: video.slug }), title, summary: video.summary },
      ...{ audience, duration: durationMs === null ? null : durationMs / 1000 },
    })),
  };
}

export function publicSeriesEntry(
  platform: Pick<Platform, 'config'>,
  { slug, videos, ...series }: ListedSeries,
): z.output<typeof entrySchema> {
  const { origin } = publisherOf(platform);
  const { name: called, summary: told } = series;
  return { slug, url: origin + urls.series({ slug }), name: called, summary: told, videoCount: videos };
}
