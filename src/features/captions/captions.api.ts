import { createRoute } from '@hono/zod-openapi';
import { Invalid } from '../../errors.ts';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { fileBody, requireFileBody } from '../api/file-body.ts';
import { anyone, body, changed, done, foundAfresh, idParam, members, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { accessAnyVideo, accessEditableVideo } from '../videos/watch-access.ts';
import {
  captionsFileSchema,
  chapterListSchema,
  cuesSchema,
  kindQuery,
  langParam,
  newChaptersSchema,
  trackListSchema,
  trackSchema,
} from './caption-schemas.ts';
import type { Chapter } from './chapters.ts';
import { captionLimits } from './cue.ts';
import { decodeCaptions, notText } from './read-captions.ts';
import { listChapters, saveChapters } from './saving-chapters.ts';
import { accessTrackOfVideo } from './track-of-video.ts';
import { langField, listCues, listTracks, removeCaptions, saveCaptions } from './tracks.ts';

const tags = ['Captions'];
const trackParams = idParam.extend({ lang: langParam });
const notForAll = 'Of a video for members, or of your own that is not published yet, with a token.';

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/videos/{id}/captions',
  operationId: 'listCaptions',
  summary: 'The languages in which a video is captioned',
  description: `The one that its transcript is read from comes first. ${notForAll}`,
  request: { params: idParam },
  responses: { ...foundAfresh('All of them.', trackListSchema), ...refusals(404) },
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/videos/{id}/captions/{lang}',
  operationId: 'readCaptions',
  summary: 'What is said in a video, cue by cue',
  description: notForAll,
  request: { params: trackParams, query: kindQuery },
  responses: { ...foundAfresh('The words.', cuesSchema), ...refusals(404, 422) },
});

const put = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/videos/{id}/captions/{lang}',
  operationId: 'putCaptions',
  summary: 'Caption your video, or replace its captions',
  description:
    'The file is taken whole, or refused with each line that cannot be read. Questions asked at a moment find their place again by what is said there.',
  middleware: limitBody(2 * captionLimits.bytes),
  request: { params: trackParams, query: kindQuery, ...fileBody('text/vtt', captionsFileSchema) },
  responses: changed('The captions.', trackSchema),
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/videos/{id}/captions/{lang}',
  operationId: 'removeCaptions',
  summary: 'Remove captions of your video',
  request: { params: trackParams, query: kindQuery },
  responses: { ...done('They are gone.'), ...refusals(422) },
});

const readChapters = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/videos/{id}/chapters',
  operationId: 'listChapters',
  summary: 'The chapters of a video',
  description: notForAll,
  request: { params: idParam },
  responses: { ...foundAfresh('All of them, in their order.', chapterListSchema), ...refusals(404) },
});

const putChapters = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/videos/{id}/chapters',
  operationId: 'putChapters',
  summary: 'Divide your video into chapters',
  description: 'They take the place of those that there were.',
  request: { params: idParam, ...body(newChaptersSchema) },
  responses: changed('The chapters.', chapterListSchema),
});

/** The words of videos, by language, and their chapters. */
export function captionsApi(platform: Platform): Api {
  const api = newApi();
  const { db } = platform;

  api.openapi(listAll, async (c) => {
    const { id } = await accessAnyVideo(platform, c.var.account, c.req.valid('param').id);
    const captions = (await listTracks(db, id)).map(({ lang, kind, revision }) => ({ lang, kind, revision }));
    return c.json({ captions }, 200);
  });

  api.openapi(read, async (c) => {
    const { id: videoId, lang } = c.req.valid('param');
    const which = { videoId, lang, ...c.req.valid('query') };
    const { track } = await accessTrackOfVideo(platform, c.var.account, which);
    const cues = (await listCues(db, track.id)).map(({ position, startsMs, endsMs, speaker, text }) => {
      return { position, startsAt: startsMs / 1000, endsAt: endsMs / 1000, speaker, text };
    });
    return c.json({ lang: track.lang, kind: track.kind, revision: track.revision, cues }, 200);
  });

  api.openapi(put, async (c) => {
    const account = requireCaller(c);
    const { id: videoId, lang } = c.req.valid('param');
    const { kind } = c.req.valid('query');
    await accessEditableVideo(platform, account, videoId);
    requireFileBody(c);
    requireLanguage(lang);
    await useLimit(platform, account, 'act');
    const source = decodeCaptions(new Uint8Array(await c.req.raw.arrayBuffer()));
    if (source === null) throw new Invalid({ captions: notText });
    await saveCaptions(platform, account, { videoId, lang, kind, source });
    const { track } = await accessTrackOfVideo(platform, account, { videoId, lang, kind });
    return c.json({ lang, kind, revision: track.revision }, 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { id: videoId, lang } = c.req.valid('param');
    await accessEditableVideo(platform, account, videoId);
    const which = { videoId, lang, ...c.req.valid('query') };
    const { track } = await accessTrackOfVideo(platform, account, which);
    await useLimit(platform, account, 'act');
    await removeCaptions(platform, account, { videoId, trackId: track.id });
    return c.body(null, 204);
  });

  api.openapi(readChapters, async (c) => {
    const { id } = await accessAnyVideo(platform, c.var.account, c.req.valid('param').id);
    return c.json({ chapters: (await listChapters(db, id)).map(publicChapter) }, 200);
  });

  api.openapi(putChapters, async (c) => {
    const account = requireCaller(c);
    const { id: videoId } = c.req.valid('param');
    await accessEditableVideo(platform, account, videoId);
    await useLimit(platform, account, 'act');
    const chapters = c.req
      .valid('json')
      .chapters.map(({ at, title }) => ({ startsMs: Math.round(at * 1000), title }));
    await saveChapters(platform, account, { videoId, chapters });
    return c.json({ chapters: (await listChapters(db, videoId)).map(publicChapter) }, 200);
  });
  return api;
}

function publicChapter({ startsMs, title }: Chapter) {
  return { at: startsMs / 1000, title };
}

function requireLanguage(lang: string): void {
  const { error } = langField.safeParse(lang);
  if (error) throw new Invalid({ lang: error.issues[0]?.message ?? '' });
}
