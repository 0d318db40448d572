import { createRoute } from '@hono/zod-openapi';
import { Invalid } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import {
  anyone,
  body,
  changed,
  created,
  done,
  found,
  members,
  newApi,
  slugParamOf,
} from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { answerRead, apiAddress } from '../api/reading.ts';
import { tagOf } from '../posts/publishing.ts';
import { requireVideoAuthor } from '../videos/video-authors.ts';
import type { ListedVideo } from './series-lines.ts';
import { checkVideos } from './series-lines.ts';
import {
  newSeriesSchema,
  publicSeries,
  publicSeriesEntry,
  seriesChangeSchema,
  seriesListSchema,
  seriesSchema,
} from './series-schemas.ts';
import {
  accessEditableSeries,
  accessSeries,
  createSeries,
  editSeries,
  listSeries,
  removeSeries,
  tagsOfSeries,
} from './series.ts';

const tags = ['Series'];
const slugParam = slugParamOf('events-from-the-ground-up');

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/series',
  operationId: 'listSeries',
  summary: 'All series, by name',
  responses: found('Every series.', seriesListSchema),
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/series/{slug}',
  operationId: 'readSeries',
  summary: 'A series with its videos',
  request: { params: slugParam },
  responses: { ...found('The series.', seriesSchema), ...refusals(404) },
});

const create = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/series',
  operationId: 'createSeries',
  summary: 'Start a series',
  description: 'For those who may share videos here; the videos in it may be of others.',
  request: body(newSeriesSchema),
  responses: created('The series.', seriesSchema),
});

const edit = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/series/{slug}',
  operationId: 'editSeries',
  summary: 'Change your series',
  request: { params: slugParam, ...body(seriesChangeSchema) },
  responses: changed('The series.', seriesSchema),
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/series/{slug}',
  operationId: 'removeSeries',
  summary: 'Take your series apart',
  description: 'Its videos stay.',
  request: { params: slugParam },
  responses: done('It is gone.'),
});

/** Videos in their order. */
export function seriesApi(platform: Platform): Api {
  const api = newApi();
  const { db } = platform;

  api.openapi(listAll, async (c) => {
    const load = async () => {
      const series = (await listSeries(db)).map((entry) => publicSeriesEntry(platform, entry));
      return { body: { series }, tags: [tagOf.allSeries, tagOf.everything] };
    };
    return await answerRead(platform, c, { load });
  });

  api.openapi(read, async (c) => {
    const load = async () => {
      const series = await accessSeries(db, c.req.valid('param').slug);
      return { body: publicSeries(platform, series), tags: tagsOfSeries(series) };
    };
    return await answerRead(platform, c, { load });
  });

  api.openapi(create, async (c) => {
    const account = await requireVideoAuthor(platform, requireCaller(c));
    const { videos, ...series } = c.req.valid('json');
    await useLimit(platform, account, 'post');
    const slug = await createSeries(platform, account, { ...series, videos: requireListed(videos) });
    const made = publicSeries(platform, await accessSeries(db, slug));
    return c.json(made, 201, { location: apiAddress(platform, `/series/${slug}`) });
  });

  api.openapi(edit, async (c) => {
    const account = requireCaller(c);
    const { slug } = c.req.valid('param');
    const { name, summary, videos } = c.req.valid('json');
    const present = await accessEditableSeries(platform, account, slug);
    await useLimit(platform, account, 'post');
    await editSeries(platform, account, {
      ...{ slug, name: name ?? present.name, summary: summary ?? present.summary },
      ...(videos ? { videos: requireListed(videos) } : {}),
    });
    return c.json(publicSeries(platform, await accessSeries(db, slug)), 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { slug } = c.req.valid('param');
    await accessEditableSeries(platform, account, slug);
    await useLimit(platform, account, 'act');
    await removeSeries(platform, account, slug);
    return c.body(null, 204);
  });
  return api;
}

function requireListed(videos: readonly { id: string; summary: string }[]): ListedVideo[] {
  const { listed, troubles } = checkVideos(videos);
  if (troubles.length > 0) throw new Invalid({ videos: troubles.join(' ') });
  return listed;
}
