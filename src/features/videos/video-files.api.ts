import { createRoute } from '@hono/zod-openapi';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { fileBody, requireFileBody } from '../api/file-body.ts';
import { body, changed, idParam, members, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { largestUpload } from '../profiles/portrait-image.ts';
import { chooseFrame, usePicture } from './editing-video.ts';
import { ownVideoSchema, publicOwnVideo } from './own-video-api.ts';
import { receiveBody } from './receive-body.ts';
import { takeFile } from './taking-file.ts';
import { requireVideoAuthor } from './video-authors.ts';
import { newFrameSchema, pictureFileSchema, videoFileSchema } from './video-api-inputs.ts';
import { accessOwnVideo } from './videos.ts';

const tags = ['Videos'];

const sendFile = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/own-videos/{id}/file',
  operationId: 'sendVideoFile',
  summary: 'Send the file of your video',
  description:
    'The whole file as the body of one request. Read the video again to see how far it is. A `refused` one takes another file.',
  request: { params: idParam, ...fileBody('application/octet-stream', videoFileSchema) },
  responses: { ...changed('The video, which waits for its turn.', ownVideoSchema), ...refusals(409) },
});

const useFrame = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/own-videos/{id}/frame',
  operationId: 'chooseVideoFrame',
  summary: 'Choose the picture before your video from its frames',
  request: { params: idParam, ...body(newFrameSchema) },
  responses: { ...changed('The video.', ownVideoSchema), ...refusals(409) },
});

const sendPicture = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/own-videos/{id}/picture',
  operationId: 'sendVideoPicture',
  summary: 'Put a picture of your own before your video',
  description: 'It is drawn anew, without anything but its pixels.',
  middleware: limitBody(largestUpload),
  request: { params: idParam, ...fileBody('image/jpeg', pictureFileSchema) },
  responses: { ...changed('The video.', ownVideoSchema), ...refusals(409) },
});

/** The files of a video: itself, and the picture that stands before it. */
export function videoFilesApi(platform: Platform): Api {
  const api = newApi();
  const { db } = platform;

  api.openapi(sendFile, async (c) => {
    const account = await requireVideoAuthor(platform, requireCaller(c));
    const { id: videoId } = c.req.valid('param');
    const video = await accessOwnVideo(db, account, videoId);
    requireFileBody(c);
    const receive = async (id: string) => await receiveBody(platform, c.req.raw, { id });
    await takeFile(platform, { account, video }, receive);
    return c.json(publicOwnVideo(platform, await accessOwnVideo(db, account, videoId)), 200);
  });

  api.openapi(useFrame, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    const video = await accessOwnVideo(db, account, id);
    await useLimit(platform, account, 'act');
    await chooseFrame(platform, video, c.req.valid('json').frame);
    return c.json(publicOwnVideo(platform, await accessOwnVideo(db, account, id)), 200);
  });

  api.openapi(sendPicture, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    const video = await accessOwnVideo(db, account, id);
    requireFileBody(c);
    await useLimit(platform, account, 'act');
    await usePicture(platform, video, Buffer.from(await c.req.raw.arrayBuffer()));
    return c.json(publicOwnVideo(platform, await accessOwnVideo(db, account, id)), 200);
  });
  return api;
}
