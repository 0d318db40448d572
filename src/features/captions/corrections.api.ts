import { createRoute } from '@hono/zod-openapi';
import { Invalid } from '../../errors.ts';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api, ApiContext } from '../api/env.ts';
import { body, changed, done, foundAfresh, idParam, members, mostBytes, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import {
  correctionSchema,
  kindQuery,
  langParam,
  outcomeSchema,
  suggestionListSchema,
} from './caption-schemas.ts';
import { atOnce, correctCues } from './corrections.ts';
import { accessSuggestions, decideSuggestion } from './suggestions.ts';
import { accessTrackOfVideo } from './track-of-video.ts';

const tags = ['Captions'];

const correct = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/videos/{id}/captions/{lang}',
  operationId: 'correctCaptions',
  summary: 'Correct what cues say, or suggest it',
  description:
    'The author of the video corrects at once. From anybody else it is a suggestion, without a name.',
  middleware: limitBody(mostBytes),
  request: { params: idParam.extend({ lang: langParam }), query: kindQuery, ...body(correctionSchema) },
  responses: { ...changed('What came of it.', outcomeSchema), ...refusals(409) },
});

const list = createRoute({
  ...members,
  tags,
  method: 'get',
  path: '/videos/{id}/suggestions',
  operationId: 'listCaptionSuggestions',
  summary: 'What is suggested for the captions of your video',
  description: 'Up to 200 of them, by language and time.',
  request: { params: idParam },
  responses: { ...foundAfresh('Those that wait.', suggestionListSchema), ...refusals(403, 404) },
});

const accept = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/suggestions/{id}/acceptance',
  operationId: 'acceptCaptionSuggestion',
  summary: 'Take a suggestion over',
  description: 'While the cue still says what was corrected.',
  request: { params: idParam },
  responses: { ...done('The cue says it now.'), ...refusals(409) },
});

const decline = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/suggestions/{id}',
  operationId: 'declineCaptionSuggestion',
  summary: 'Put a suggestion away',
  request: { params: idParam },
  responses: { ...done('It is gone.'), ...refusals(409) },
});

/** Mending what is said in videos: the author at once, others by suggesting. */
export function correctionsApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(correct, async (c) => {
    const account = requireCaller(c);
    const { id: videoId, lang } = c.req.valid('param');
    const { revision, cues } = c.req.valid('json');
    const which = { videoId, lang, ...c.req.valid('query') };
    const { track } = await accessTrackOfVideo(platform, account, which);
    const wordings = new Map(cues.map(({ position, text }) => [position, text]));
    requireStretch([...wordings.keys()]);
    await useLimit(platform, account, 'act');
    const { outcome } = await correctCues(platform, account, { trackId: track.id, revision, wordings });
    return c.json({ outcome }, 200);
  });

  api.openapi(list, async (c) => {
    const found = await accessSuggestions(platform, requireCaller(c), c.req.valid('param').id);
    const suggestions = found.suggestions.map(({ id, lang, startsMs, was, becomes, outdated }) => {
      return { id, lang, at: startsMs / 1000, was, becomes, outdated };
    });
    return c.json({ suggestions }, 200, { 'cache-control': 'private, no-store' });
  });

  api.openapi(accept, async (c) => await decide(c, { id: c.req.valid('param').id, accept: true }));
  api.openapi(decline, async (c) => await decide(c, { id: c.req.valid('param').id, accept: false }));

  async function decide(c: ApiContext, decision: { id: string; accept: boolean }) {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    await decideSuggestion(platform, account, decision);
    return c.body(null, 204);
  }
  return api;
}

function requireStretch(positions: readonly number[]): void {
  if (Math.max(...positions) - Math.min(...positions) >= atOnce)
    throw new Invalid({ cues: `Correct cues that stand close together: ${atOnce} in a row at most.` });
}
