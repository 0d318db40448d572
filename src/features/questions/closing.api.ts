import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { body, done, idParam, members, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { reasonField } from '../posts/fields.ts';
import { closeQuestion, reopenQuestion } from './closing.ts';

const newClosureSchema = z
  .strictObject({ reason: reasonField.meta({ minLength: 3, maxLength: 500 }) })
  .meta({ id: 'NewClosure', examples: [{ reason: 'I took the offer.' }] });

const tags = ['Questions'];

const close = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/questions/{id}/closure',
  operationId: 'closeQuestion',
  summary: 'Close a question for new answers',
  description: 'By its asker, or by a moderator.',
  request: { params: idParam, ...body(newClosureSchema) },
  responses: { ...done('It is closed.'), ...refusals(400, 413, 415, 422) },
});

const reopen = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/questions/{id}/closure',
  operationId: 'reopenQuestion',
  summary: 'Open a question again',
  description: 'What a moderator has closed, only a moderator opens.',
  request: { params: idParam },
  responses: done('It is open.'),
});

export function closingApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(close, async (c) => {
    const account = requireCaller(c);
    const { reason } = c.req.valid('json');
    await useLimit(platform, account, 'act');
    await closeQuestion(platform, account, { id: c.req.valid('param').id, reason });
    return c.body(null, 204);
  });

  api.openapi(reopen, async (c) => {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    await reopenQuestion(platform, account, c.req.valid('param').id);
    return c.body(null, 204);
  });
  return api;
}
