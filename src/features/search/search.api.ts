import { createRoute, z } from '@hono/zod-openapi';
import { addressKey } from '../../edge/requests.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Api } from '../api/env.ts';
import { anyone, foundAfresh, newApi } from '../api/operations.ts';
import { pageFields, readCursor, writeCursor } from '../api/pagination.ts';
import { refusals } from '../api/problems.ts';
import { publicFindings, publisherOf } from '../api/public.ts';
import { nextPage } from '../api/reading.ts';
import { findingsSchema } from '../api/schemas.ts';
import { mostShown } from './matching.ts';
import { searchThreads } from './search.ts';

const search = createRoute({
  ...anyone,
  tags: ['Search'],
  method: 'get',
  path: '/search',
  operationId: 'search',
  summary: 'Threads whose title, text or answers fit, best first',
  request: {
    query: z.strictObject({
      q: z
        .string('Say what to look for.')
        .max(400)
        .meta({
          description: 'Words; in quotes side by side; with a minus not at all.',
          examples: ['staff promotion'],
        }),
      literal: z
        .literal('1', 'Say literal=1, or leave it out.')
        .optional()
        .meta({ description: '`1` mends no spelling.' }),
      ...pageFields,
    }),
  },
  responses: { ...foundAfresh('A page of what was found.', findingsSchema), ...refusals(400, 422, 429) },
});

export function searchApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(search, async (c) => {
    const query = c.req.valid('query');
    const { q, limit } = query;
    const scope = `search ${q}`;
    const offset = readCursor(platform.keys, scope, query.cursor)?.keys[0] ?? 0;
    await platform.limits.use('search', addressKey(platform, c));
    const literal = query.literal === '1';
    const results = await searchThreads(platform, { q, literal, limit, offset });
    const end = offset + results.threads.length;
    const goesOn = results.threads.length === limit && end < Math.min(results.found, mostShown);
    const cursor = goesOn ? writeCursor(platform.keys, scope, { id: '', keys: [end] }) : null;
    const next = cursor ? nextPage(platform, c, { query, cursor }) : null;
    return c.json({ ...publicFindings(publisherOf(platform), results), next }, 200);
  });
  return api;
}
