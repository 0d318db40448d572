import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { readFormWithFile } from '../../edge/upload.ts';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { statusOf } from '../posts/composing.ts';
import { accessEditableVideo } from '../videos/watch-access.ts';
import { CaptionsPage } from './captions-page.tsx';
import { writeChapters } from './chapters.ts';
import { correctionRoutes } from './corrections.routes.tsx';
import { captionLimits } from './cue.ts';
import { decodeCaptions, notText } from './read-captions.ts';
import { listChapters, saveChapters } from './saving-chapters.ts';
import {
  accessTrack,
  langField,
  listCues,
  listTracks,
  removeCaptions,
  saveCaptions,
  trackKinds,
} from './tracks.ts';
import { writeWebVtt } from './write-webvtt.ts';

const captionsSchema = z.strictObject({
  lang: langField,
  kind: z.enum(trackKinds, 'Choose what these are.').default('captions'),
  captions: z.string().max(captionLimits.bytes, 'Captions can have up to 2 MB.'),
});

const chaptersSchema = z.strictObject({ chapters: z.string().max(30_000, 'These are too many chapters.') });

/** Captions as players read them, and the pages on which they are made. */
export function captionsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.captionTrack.pattern, async (c) => {
    const { track, video } = await accessTrack(platform, c.var.account, c.req.param('track'));
    const text = writeWebVtt(await listCues(platform.db, track.id));
    const isKept =
      video.audience === 'everybody' &&
      video.thread?.gone === false &&
      c.req.param('revision') === String(track.revision);
    return c.body(text, 200, {
      'content-type': 'text/vtt; charset=utf-8',
      'cache-control': isKept ? 'public, max-age=86400' : 'private, no-store',
    });
  });

  routes.get(urls.captions.pattern, async (c) => {
    requireAccount(c);
    return await editor(c, {});
  });

  // Percent-encoded, words of most scripts take three times their bytes and more.
  routes.post(urls.captions.pattern, limitBody(4 * captionLimits.bytes), async (c) => {
    const account = requireAccount(c);
    const { form: typed, file } = await readFormWithFile(c, 'file');
    const videoId = c.req.param('id');
    await accessEditableVideo(platform, account, videoId);
    const form = file.length > 0 ? { ...typed, captions: decodeCaptions(file) ?? '' } : typed;
    if (file.length > 0 && form.captions === '') return await editor(c, { file: notText }, typed);
    const parsed = parseForm(captionsSchema, form);
    if (!parsed.ok) return await editor(c, parsed.errors, form);
    await useLimit(platform, account, 'act');
    const { captions: source, ...track } = parsed.value;
    const saved = await orErrors(saveCaptions(platform, account, { videoId, source, ...track }));
    if (!saved.ok) return await editor(c, saved.errors, form);
    return responder.redirect(c, urls.captions({ id: videoId }));
  });

  routes.post(urls.chapters.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const videoId = c.req.param('id');
    await accessEditableVideo(platform, account, videoId);
    const parsed = parseForm(chaptersSchema, form);
    if (!parsed.ok) return await editor(c, parsed.errors, form);
    await useLimit(platform, account, 'act');
    const saved = await orErrors(saveChapters(platform, account, { videoId, lines: parsed.value.chapters }));
    if (!saved.ok) return await editor(c, saved.errors, form);
    return responder.redirect(c, urls.captions({ id: videoId }));
  });

  routes.post(urls.captionRemoval.pattern, async (c) => {
    const account = requireAccount(c);
    requireForm(z.strictObject({}), await readForm(c));
    const { track, video } = await accessTrack(platform, account, c.req.param('track'));
    await accessEditableVideo(platform, account, video.id);
    await useLimit(platform, account, 'act');
    await removeCaptions(platform, account, { videoId: video.id, trackId: track.id });
    return responder.redirect(c, urls.captions({ id: video.id }));
  });

  routes.route('/', correctionRoutes(platform, responder));

  async function editor(
    c: EdgeContext,
    errors: Record<string, string>,
    form: RawForm = {},
  ): Promise<Response> {
    const account = requireAccount(c);
    const video = await accessEditableVideo(platform, account, c.req.param('id') ?? '');
    const [tracks, chapters] = await Promise.all([
      listTracks(platform.db, video.id),
      listChapters(platform.db, video.id),
    ]);
    const written = {
      lang: fieldText(form, 'lang') || video.language,
      kind: fieldText(form, 'kind') || 'captions',
      captions: fieldText(form, 'captions'),
      chapters: form['chapters'] === undefined ? writeChapters(chapters) : fieldText(form, 'chapters'),
    };
    const page = {
      title: `Captions and chapters of “${video.title}”`,
      path: urls.captions(video),
      robots: 'noindex',
      children: <CaptionsPage {...{ video, tracks, written, errors }} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }
  return routes;
}
