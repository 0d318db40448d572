import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { wantsFragment } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { readUpload } from '../../edge/upload.ts';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { largestUpload, tooLarge } from '../profiles/portrait-image.ts';
import { findWordsNews } from '../captions/recognitions.ts';
import {
  chooseFrame,
  deleteOwnVideo,
  publishNow,
  saveDetails,
  tryAgain,
  usePicture,
} from './editing-video.ts';
import { mediaAddress } from './media-addresses.ts';
import { NewVideoPage } from './new-video-page.tsx';
import { OwnVideoPage } from './own-video-page.tsx';
import { receiveForm } from './receive-form.ts';
import { takeFile } from './taking-file.ts';
import { arrivedBytes } from './uploads.ts';
import { requireVideoAuthor } from './video-authors.ts';
import { isUnderWay, VideoNow } from './video-status.tsx';
import type { OwnVideo } from './videos.ts';
import { accessOwnVideo, createVideo, listOwnVideos, videoSchema } from './videos.ts';

// What a browser writes around the file.
const envelope = 10_000;

const frameSchema = z.strictObject({ frame: z.string().regex(/^\d$/, 'Choose one of the pictures.') });

/** Uploading, and what an author does with a video. */
export function ownVideosRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, config } = platform;

  routes.get(urls.newVideo.pattern, async (c) => await newPage(c, {}, {}));
  routes.get(urls.ownVideos.pattern, (c) => {
    requireAccount(c);
    return responder.redirect(c, urls.newVideo());
  });

  routes.post(urls.ownVideos.pattern, async (c) => {
    const account = await requireVideoAuthor(platform, requireAccount(c));
    const form = await readForm(c);
    const input = parseForm(videoSchema, form);
    if (!input.ok) return await newPage(c, form, input.errors);
    await useLimit(platform, account, 'post');
    const made = await orErrors(createVideo(platform, account, input.value));
    if (!made.ok) return await newPage(c, form, made.errors);
    return responder.redirect(c, urls.ownVideo({ id: made.value }));
  });

  routes.get(urls.ownVideo.pattern, async (c) => await ownPage(c, await access(c)));

  routes.post(urls.ownVideoFile.pattern, async (c) => {
    const account = await requireVideoAuthor(platform, requireAccount(c));
    const video = await access(c);
    const receive = async (id: string) => await receiveForm(platform, c.req.raw, { id, field: 'file' });
    const taken = await orErrors(takeFile(platform, { account, video }, receive));
    if (!taken.ok) return await ownPage(c, video, taken.errors);
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  routes.post(urls.ownVideoDetails.pattern, async (c) => {
    const video = await access(c);
    const form = await readForm(c);
    const { title, body, topics } = video;
    // Of a published one they are not asked for.
    const kept = video.threadId ? { title, body, topics, publish: 'ready' } : {};
    const input = parseForm(videoSchema, { ...form, ...kept });
    if (!input.ok) return await ownPage(c, video, input.errors, form);
    const saved = await orErrors(saveDetails(platform, video, input.value));
    if (!saved.ok) return await ownPage(c, video, saved.errors, form);
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  routes.post(urls.ownVideoPoster.pattern, async (c) => {
    const video = await access(c);
    const { frame } = requireForm(frameSchema, await readForm(c));
    await chooseFrame(platform, video, Number(frame));
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  const limit = limitBody(largestUpload + envelope, async (c: EdgeContext) => {
    return await ownPage(c, await access(c), { picture: tooLarge }, {}, 413);
  });

  routes.post(urls.ownVideoPicture.pattern, limit, async (c) => {
    const video = await access(c);
    await useLimit(platform, requireAccount(c), 'act');
    const used = await orErrors(usePicture(platform, video, await readUpload(c, 'picture')));
    if (!used.ok) return await ownPage(c, video, used.errors);
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  routes.post(urls.ownVideoAttempt.pattern, async (c) => {
    const video = await access(c);
    await tryAgain(platform, video);
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  routes.post(urls.ownVideoPublication.pattern, async (c) => {
    const video = await access(c);
    await useLimit(platform, requireAccount(c), 'post');
    await publishNow(platform, video);
    return responder.redirect(c, urls.ownVideo({ id: video.id }));
  });

  routes.post(urls.ownVideoDeletion.pattern, async (c) => {
    await deleteOwnVideo(platform, await access(c));
    return responder.redirect(c, urls.newVideo());
  });

  async function access(c: EdgeContext): Promise<OwnVideo> {
    return await accessOwnVideo(db, requireAccount(c), c.req.param('id') ?? '');
  }

  async function newPage(c: EdgeContext, fields: RawForm, errors: FieldErrors): Promise<Response> {
    const account = await requireVideoAuthor(platform, requireAccount(c));
    const own = await listOwnVideos(db, account);
    const children = <NewVideoPage {...{ fields, errors, own }} />;
    const page = {
      title: 'Share a video',
      path: urls.newVideo(),
      compose: true,
      robots: 'noindex',
      children,
    };
    return await responder.privatePage(c, page, Object.keys(errors).length > 0 ? 422 : 200);
  }

  async function ownPage(
    c: EdgeContext,
    video: OwnVideo,
    errors: FieldErrors = {},
    form: RawForm | null = null,
    status = Object.keys(errors).length > 0 ? 422 : 200,
  ): Promise<Response> {
    const arrived = video.uploadId ? await arrivedBytes(platform, video.uploadId) : 0;
    // Their own eyes alone: signed, whoever else may watch it.
    const address = (file: string) =>
      mediaAddress(platform, { folder: video.folder ?? '', isOpen: false }, file);
    const words = await findWordsNews(platform, video.id);
    const shown = { video, words, errors, arrived, address, mostMegabytes: config.VIDEO_MAX_MB };
    if (wantsFragment(c) && c.req.method === 'GET') return responder.fragment(c, <VideoNow {...shown} />);
    const isEdited = c.req.method !== 'GET' || c.req.query('edit') !== undefined;
    const children = <OwnVideoPage {...shown} fields={form ?? fieldsOf(video)} isEdited={isEdited} />;
    const path = urls.ownVideo({ id: video.id });
    const refresh = isUnderWay(video) && !isEdited ? { refresh: 10 } : {};
    const page = { title: video.title, path, compose: true, robots: 'noindex', ...refresh, children };
    return await responder.privatePage(c, page, status);
  }
  return routes;
}

function fieldsOf(video: OwnVideo): RawForm {
  const { title, body, language, audience, topics, speakers, publishWhenReady } = video;
  return {
    ...{ title, body, language, audience, topics: topics.join(', '), speakers: speakers.join(', ') },
    publish: publishWhenReady ? 'ready' : 'later',
  };
}
