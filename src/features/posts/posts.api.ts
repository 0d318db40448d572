import { createRoute } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { done, idParam, members, newApi } from '../api/operations.ts';
import { restoreOwnPost } from './removal.ts';

const restore = createRoute({
  ...members,
  tags: ['Posts'],
  method: 'delete',
  path: '/posts/{id}/removal',
  operationId: 'restorePost',
  summary: 'Bring back a question, a video, an answer or a comment that you deleted',
  request: { params: idParam },
  responses: done('It is there again.'),
});

export function postsApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(restore, async (c) => {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    await restoreOwnPost(platform, account, c.req.valid('param').id);
    return c.body(null, 204);
  });
  return api;
}
