import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessOfKind, accessOwnWording } from '../api/access.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api, ApiContext } from '../api/env.ts';
import { bodyInput, bylineInput, revisionInput } from '../api/inputs.ts';
import { anyone, body, changed, created, done, found, idParam, members, newApi } from '../api/operations.ts';
import { findOwn, ownField } from '../api/own.ts';
import { refusals } from '../api/problems.ts';
import { accessPublicPost } from '../api/public-posts.ts';
import type { Answer } from '../api/public.ts';
import { publicAnswer, publisherOf } from '../api/public.ts';
import { answerRead, apiAddress, tagsOf } from '../api/reading.ts';
import { loadAnswerList, replyListQuery } from '../api/reply-list.ts';
import { answerListSchema, answerSchema } from '../api/schemas.ts';
import { editPost } from '../posts/editing.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { answerQuestion, setAcceptance } from './answers.ts';

const newAnswerSchema = z
  .strictObject({ body: bodyInput, byline: bylineInput })
  .meta({ id: 'NewAnswer', examples: [{ body: 'Write the list of promises first.', byline: 'named' }] });

const answerChangeSchema = z
  .strictObject({ revision: revisionInput, body: bodyInput })
  .meta({ id: 'AnswerChange', examples: [{ revision: 1, body: 'Write the list of promises.' }] });

const tags = ['Answers'];

const list = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/questions/{id}/answers',
  operationId: 'listAnswers',
  summary: 'The answers to a question, accepted and best first',
  request: { params: idParam, query: replyListQuery },
  responses: { ...found('A page of them.', answerListSchema), ...refusals(400, 404, 422) },
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/answers/{id}',
  operationId: 'readAnswer',
  summary: 'An answer',
  request: { params: idParam, query: z.strictObject({ own: ownField }) },
  responses: { ...found('The answer.', answerSchema), ...refusals(404, 422) },
});

const give = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/questions/{id}/answers',
  operationId: 'answerQuestion',
  summary: 'Answer a question',
  request: { params: idParam, ...body(newAnswerSchema) },
  responses: { ...created('The answer as it is now read.', answerSchema), ...refusals(404) },
});

const edit = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/answers/{id}',
  operationId: 'editAnswer',
  summary: 'Edit your answer',
  request: { params: idParam, ...body(answerChangeSchema) },
  responses: { ...changed('The answer as it is now read.', answerSchema), ...refusals(409) },
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/answers/{id}',
  operationId: 'removeAnswer',
  summary: 'Delete your answer',
  description: '`DELETE /posts/{id}/removal` brings it back.',
  request: { params: idParam },
  responses: done('It is deleted.'),
});

const accept = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/answers/{id}/acceptance',
  operationId: 'acceptAnswer',
  summary: 'Say that an answer to your question helped',
  description: 'Several answers may have helped.',
  request: { params: idParam },
  responses: done('It is accepted.'),
});

const withdraw = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/answers/{id}/acceptance',
  operationId: 'withdrawAcceptance',
  summary: 'Take that back',
  request: { params: idParam },
  responses: done('It is not accepted.'),
});

export function answersApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const on = { id: c.req.valid('param').id, kind: 'question' } as const;
    return await answerRead(platform, c, {
      query,
      load: (account) => loadAnswerList(platform, c, { on, query, account }),
    });
  });

  api.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    return await answerRead(platform, c, {
      query: c.req.valid('query'),
      load: async (account) => {
        const post = await accessPublicPost(platform.db, { id, kind: 'answer' });
        const own = await findOwn(platform, account, [post]);
        return { body: publicAnswer(publisherOf(platform), post, own.get(id)), tags: tagsOf([post]) };
      },
    });
  });

  api.openapi(give, async (c) => {
    const account = requireCaller(c);
    await useLimit(platform, account, 'post');
    const questionId = c.req.valid('param').id;
    const { id } = await answerQuestion(platform, account, { questionId, ...c.req.valid('json') });
    return c.json(await readOne(id), 201, { location: apiAddress(platform, `/answers/${id}`) });
  });

  api.openapi(edit, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOwnWording(platform, account, { id, kind: 'answer' });
    await useLimit(platform, account, 'post');
    await editPost(platform, account, { id, ...c.req.valid('json') });
    return c.json(await readOne(id), 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOfKind(platform, account, { id, kind: 'answer' });
    await useLimit(platform, account, 'act');
    await removeOwnPost(platform, account, id);
    return c.body(null, 204);
  });

  api.openapi(accept, async (c) => {
    await mark(c, { answerId: c.req.valid('param').id, accepted: true });
    return c.body(null, 204);
  });

  api.openapi(withdraw, async (c) => {
    await mark(c, { answerId: c.req.valid('param').id, accepted: false });
    return c.body(null, 204);
  });

  async function mark(c: ApiContext, acceptance: Parameters<typeof setAcceptance>[2]): Promise<void> {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    await setAcceptance(platform, account, acceptance);
  }

  async function readOne(id: string): Promise<Answer> {
    const post = await accessPublicPost(platform.db, { id, kind: 'answer' });
    return publicAnswer(publisherOf(platform), post);
  }
  return api;
}
