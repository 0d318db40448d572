import { createRoute } from '@hono/zod-openapi';
import { Invalid } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api, ApiContext } from '../api/env.ts';
import { body, changed, created, done, foundAfresh, idParam, members, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { apiAddress } from '../api/reading.ts';
import { deleteOwnVideo, publishNow, saveDetails, tryAgain } from './editing-video.ts';
import { ownVideoListSchema, ownVideoSchema, publicOwnLine, publicOwnVideo } from './own-video-api.ts';
import { requireVideoAuthor } from './video-authors.ts';
import { newVideoSchema, ownVideoChangeSchema } from './video-api-inputs.ts';
import type { OwnVideo } from './videos.ts';
import { accessOwnVideo, createVideo, listOwnVideos } from './videos.ts';

const tags = ['Videos'];

const listOwn = createRoute({
  ...members,
  tags,
  method: 'get',
  path: '/own-videos',
  operationId: 'listOwnVideos',
  summary: 'Your videos, what was touched last first',
  description: 'The newest 200.',
  responses: foundAfresh('All of them.', ownVideoListSchema),
});

const create = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/own-videos',
  operationId: 'createVideo',
  summary: 'Begin a video',
  description:
    'For those who may share videos here. Send its file next; with `publish` set to `ready` it is published as soon as it can be watched.',
  request: body(newVideoSchema),
  responses: created('The video, which waits for its file.', ownVideoSchema),
});

const read = createRoute({
  ...members,
  tags,
  method: 'get',
  path: '/own-videos/{id}',
  operationId: 'readOwnVideo',
  summary: 'Your video, and how far it is',
  request: { params: idParam },
  responses: { ...foundAfresh('The video.', ownVideoSchema), ...refusals(404) },
});

const change = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/own-videos/{id}',
  operationId: 'changeOwnVideo',
  summary: 'Change what you say of your video',
  description: 'Once it is published, `PATCH /videos/{id}` edits its title, notes and topics.',
  request: { params: idParam, ...body(ownVideoChangeSchema) },
  responses: { ...changed('The video.', ownVideoSchema), ...refusals(409) },
});

const publish = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/own-videos/{id}/publication',
  operationId: 'publishVideo',
  summary: 'Publish your video',
  description: 'Once it is ready.',
  request: { params: idParam },
  responses: { ...done('It is published.'), ...refusals(409) },
});

const attempt = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/own-videos/{id}/attempts',
  operationId: 'tryVideoAgain',
  summary: 'Let a video that failed be tried again',
  request: { params: idParam },
  responses: { ...done('It waits for its turn.'), ...refusals(409) },
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/own-videos/{id}',
  operationId: 'deleteOwnVideo',
  summary: 'Delete your video for good',
  description:
    'With all there is to watch. What is published is taken down first, by `DELETE /videos/{id}`; until then it is refused.',
  request: { params: idParam },
  responses: { ...done('It is gone.'), ...refusals(409) },
});

const afresh = { 'cache-control': 'private, no-store' };

/** What an author does with a video, but for its files. */
export function ownVideosApi(platform: Platform): Api {
  const api = newApi();
  const { db } = platform;

  api.openapi(listOwn, async (c) => {
    const videos = await listOwnVideos(db, requireCaller(c));
    return c.json({ videos: videos.map((video) => publicOwnLine(platform, video)) }, 200, afresh);
  });

  api.openapi(create, async (c) => {
    const account = await requireVideoAuthor(platform, requireCaller(c));
    await useLimit(platform, account, 'post');
    const id = await createVideo(platform, account, c.req.valid('json'));
    const made = publicOwnVideo(platform, await accessOwnVideo(db, account, id));
    return c.json(made, 201, { location: apiAddress(platform, `/own-videos/${id}`) });
  });

  api.openapi(read, async (c) => {
    const video = await access(c, c.req.valid('param').id);
    return c.json(publicOwnVideo(platform, video), 200, afresh);
  });

  api.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    const changes = c.req.valid('json');
    const video = await access(c, id);
    requireUnpublished(video, changes);
    await useLimit(platform, requireCaller(c), 'act');
    await saveDetails(platform, video, {
      title: changes.title ?? video.title,
      body: changes.body ?? video.body,
      topics: changes.topics ?? video.topics,
      speakers: changes.speakers ?? video.speakers,
      language: changes.language ?? video.language,
      audience: changes.audience ?? video.audience,
      publish: changes.publish ?? (video.publishWhenReady ? 'ready' : 'later'),
    });
    return c.json(publicOwnVideo(platform, await access(c, id)), 200);
  });

  api.openapi(publish, async (c) => {
    const video = await access(c, c.req.valid('param').id);
    await useLimit(platform, requireCaller(c), 'post');
    await publishNow(platform, video);
    return c.body(null, 204);
  });

  api.openapi(attempt, async (c) => {
    const video = await access(c, c.req.valid('param').id);
    await useLimit(platform, requireCaller(c), 'act');
    await tryAgain(platform, video);
    return c.body(null, 204);
  });

  api.openapi(remove, async (c) => {
    const video = await access(c, c.req.valid('param').id);
    await useLimit(platform, requireCaller(c), 'act');
    await deleteOwnVideo(platform, video);
    return c.body(null, 204);
  });

  async function access(c: ApiContext, id: string): Promise<OwnVideo> {
    return await accessOwnVideo(db, requireCaller(c), id);
  }
  return api;
}

/** Title, text and topics of a published one are those of its post. */
function requireUnpublished(
  { id, threadId }: OwnVideo,
  changes: { title?: unknown; body?: unknown; topics?: unknown },
): void {
  if (!threadId) return;
  const kept = (['title', 'body', 'topics'] as const).filter((name) => changes[name] !== undefined);
  const words = `It is published: PATCH /videos/${id} changes this.`;
  if (kept.length > 0) throw new Invalid(Object.fromEntries(kept.map((name) => [name, words])));
}
