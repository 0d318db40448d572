import { createRoute, z } from '@hono/zod-openapi';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Api } from '../api/env.ts';
import { anyone, found, idParam, newApi } from '../api/operations.ts';
import { cutPage, pageFields, readCursor, writeCursor } from '../api/pagination.ts';
import { refusals } from '../api/problems.ts';
import { answerRead, nextPage } from '../api/reading.ts';
import { tagOf } from '../posts/publishing.ts';
import { findPublicVideos, listVideoPlaces, publicVideo } from './public-videos.ts';
import { videoListSchema, videoSchema } from './video-api-schemas.ts';

const tags = ['Videos'];

const listQuery = z.strictObject(pageFields);

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/videos',
  operationId: 'listVideos',
  summary: 'All videos, newest first',
  request: { query: listQuery },
  responses: { ...found('A page of them.', videoListSchema), ...refusals(400, 422) },
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/videos/{id}',
  operationId: 'readVideo',
  summary: 'A video',
  request: { params: idParam },
  responses: { ...found('The video.', videoSchema), ...refusals(404) },
});

/** Videos that are published, with what everybody may watch and read of them. */
export function videosApi(platform: Platform): Api {
  const api = newApi();
  const { db, keys } = platform;

  api.openapi(listAll, async (c) => {
    const query = c.req.valid('query');
    const load = async () => {
      const from = readCursor(keys, 'videos', query.cursor);
      const { page, last } = cutPage(await listVideoPlaces(db, { from, most: query.limit + 1 }), query.limit);
      const videos = await findPublicVideos(
        db,
        page.map(({ id }) => id),
      );
      const cursor = last ? writeCursor(keys, 'videos', last) : null;
      return {
        body: {
          videos: videos.map((video) => publicVideo(platform, video)),
          next: cursor ? nextPage(platform, c, { query, cursor }) : null,
        },
        tags: [tagOf.everything, ...videos.map(({ id }) => tagOf.thread(id))],
      };
    };
    return await answerRead(platform, c, { query, load });
  });

  api.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    const load = async () => {
      const [video] = await findPublicVideos(db, [id]);
      if (!video) throw new NotFound('There is no such video.');
      return { body: publicVideo(platform, video), tags: [tagOf.thread(id)] };
    };
    return await answerRead(platform, c, { load });
  });
  return api;
}
