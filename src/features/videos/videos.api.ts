import { createRoute, z } from '@hono/zod-openapi';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessOfKind, accessOwnWording } from '../api/access.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { anyone, body, changed, done, found, idParam, members, newApi } from '../api/operations.ts';
import { cutPage, pageFields, readCursor, writeCursor } from '../api/pagination.ts';
import { refusals } from '../api/problems.ts';
import { answerRead, nextPage } from '../api/reading.ts';
import { editPost } from '../posts/editing.ts';
import { tagOf } from '../posts/publishing.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { findPublicVideos, listVideoPlaces, publicVideo } from './public-videos.ts';
import { videoChangeSchema } from './video-api-inputs.ts';
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

const edit = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/videos/{id}',
  operationId: 'editVideo',
  summary: 'Edit title, notes and topics of your video',
  description:
    'What stood there stays readable as an earlier version. `PATCH /own-videos/{id}` changes the rest.',
  request: { params: idParam, ...body(videoChangeSchema) },
  responses: { ...changed('The video as it is now read.', videoSchema), ...refusals(409) },
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/videos/{id}',
  operationId: 'removeVideo',
  summary: 'Take your video down',
  description:
    'It is shown to nobody else any more. `DELETE /posts/{id}/removal` brings it back, `DELETE /own-videos/{id}` deletes for good what there is to watch.',
  request: { params: idParam },
  responses: done('It is taken down.'),
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
      if (!video) throw new NotFound(nothing);
      return { body: publicVideo(platform, video), tags: [tagOf.thread(id)] };
    };
    return await answerRead(platform, c, { load });
  });
  api.openapi(edit, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    const { revision, ...change } = c.req.valid('json');
    const present = await accessOwnWording(platform, account, { id, kind: 'video' });
    await useLimit(platform, account, 'post');
    await editPost(platform, account, {
      ...{ id, revision },
      title: change.title ?? present.title ?? '',
      tldr: present.tldr ?? '',
      body: change.body ?? present.body,
      topics: change.topics ?? present.topics ?? [],
    });
    const [video] = await findPublicVideos(db, [id]);
    if (!video) throw new NotFound(nothing);
    return c.json(publicVideo(platform, video), 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOfKind(platform, account, { id, kind: 'video' });
    await useLimit(platform, account, 'act');
    await removeOwnPost(platform, account, id);
    return c.body(null, 204);
  });
  return api;
}

const nothing = 'There is no such video.';
