import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api, ApiContext } from '../api/env.ts';
import { body, changed, done, idParam, members, newApi } from '../api/operations.ts';
import { tallySchema } from '../api/schemas.ts';
import type { VoteValue } from './votes.ts';
import { castVote } from './votes.ts';

const newVoteSchema = z
  .strictObject({
    value: z
      .literal([1, -1], 'A vote is 1 or -1.')
      .meta({ description: '1 for “this helped”, -1 for not.', enum: [1, -1] }),
  })
  .meta({ id: 'NewVote', examples: [{ value: 1 }] });

const tags = ['Votes'];

const cast = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/posts/{id}/vote',
  operationId: 'castVote',
  summary: 'Say whether a post helped',
  description: 'One vote per account and post; the same vote twice is one.',
  request: { params: idParam, ...body(newVoteSchema) },
  responses: changed('The votes on the post now.', tallySchema),
});

const withdraw = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/posts/{id}/vote',
  operationId: 'withdrawVote',
  summary: 'Take your vote back',
  request: { params: idParam },
  responses: done('It is withdrawn.'),
});

export function votesApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(cast, async (c) =>
    c.json(await set(c, { postId: c.req.valid('param').id, value: c.req.valid('json').value }), 200),
  );

  api.openapi(withdraw, async (c) => {
    await set(c, { postId: c.req.valid('param').id, value: 0 });
    return c.body(null, 204);
  });

  async function set(
    c: ApiContext,
    vote: { postId: string; value: VoteValue },
  ): Promise<z.output<typeof tallySchema>> {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    const { up, down } = await castVote(platform, account, vote);
    return { up, down };
  }
  return api;
}
