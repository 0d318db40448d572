import { except } from 'hono/combine';
import { cors } from 'hono/cors';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { problemHandler } from './answer-problems.ts';
import { authenticate } from './auth.ts';
import { describeApi } from './document.ts';
import { requireKnownAddress } from './known-addresses.ts';
import type { Api } from './env.ts';
import { mostBytes, newApi } from './operations.ts';
import { answerRead, openHeaders } from './reading.ts';

/** These take files; their operations have limits of their own. */
const largeBodies = [
  ...['/own-videos/:id/file', '/own-videos/:id/picture', '/videos/:id/captions/:lang'],
].map((path) => urls.apiRoot() + path);

/** The API with what every noun adds to it; its document is at `/openapi.json`. Mounted below /api/v1. */
export function createApi(platform: Platform, nouns: readonly Api[]): Api {
  const api = newApi();
  api.onError(problemHandler(platform));

  api.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(openHeaders)) c.res.headers.set(name, value);
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  api.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', 'if-none-match'],
      exposeHeaders: ['etag', 'location', 'retry-after', 'www-authenticate', 'x-request-id'],
      maxAge: 24 * 60 * 60,
    }),
  );
  api.use(requireKnownAddress(platform, api));
  api.use(except(largeBodies, limitBody(mostBytes)));
  api.use(authenticate(platform));

  for (const noun of nouns) api.route('/', noun);
  api.get('/openapi.json', async (c) => {
    const load = async () => ({ body: describeApi(platform, api), tags: [] });
    return await answerRead(platform, c, { load });
  });
  return api;
}
