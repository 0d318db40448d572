import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessOfKind, accessOwnWording } from '../api/access.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { anyone, body, changed, created, done, found, idParam, members, newApi } from '../api/operations.ts';
import { findOwn, ownField } from '../api/own.ts';
import { refusals } from '../api/problems.ts';
import { accessPublicPost } from '../api/public-posts.ts';
import type { Question } from '../api/public.ts';
import { publicQuestion, publisherOf } from '../api/public.ts';
import { newQuestionSchema, questionChangeSchema } from '../api/question-inputs.ts';
import { loadQuestionList, questionListQuery } from '../api/question-list.ts';
import { answerRead, apiAddress, tagsOf } from '../api/reading.ts';
import { questionListSchema, questionSchema } from '../api/schemas.ts';
import { editPost } from '../posts/editing.ts';
import { tagOf } from '../posts/publishing.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { askQuestion } from './questions.ts';

const tags = ['Questions'];

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/questions',
  operationId: 'listQuestions',
  summary: 'All questions',
  request: { query: questionListQuery },
  responses: { ...found('A page of them.', questionListSchema), ...refusals(400, 422) },
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/questions/{id}',
  operationId: 'readQuestion',
  summary: 'A question',
  request: { params: idParam, query: z.strictObject({ own: ownField }) },
  responses: { ...found('The question.', questionSchema), ...refusals(404, 422) },
});

const ask = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/questions',
  operationId: 'askQuestion',
  summary: 'Ask a question',
  request: body(newQuestionSchema),
  responses: created('The question as it is now read.', questionSchema),
});

const edit = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/questions/{id}',
  operationId: 'editQuestion',
  summary: 'Edit your question',
  description: 'What stood there stays readable as an earlier version.',
  request: { params: idParam, ...body(questionChangeSchema) },
  responses: { ...changed('The question as it is now read.', questionSchema), ...refusals(409) },
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/questions/{id}',
  operationId: 'removeQuestion',
  summary: 'Delete your question',
  description: 'Its thread is shown to nobody else any more. `DELETE /posts/{id}/removal` brings it back.',
  request: { params: idParam },
  responses: done('It is deleted.'),
});

export function questionsApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(listAll, async (c) => {
    const query = c.req.valid('query');
    const load = async (account: Parameters<typeof findOwn>[1]) => {
      const list = await loadQuestionList(platform, c, { list: 'everything', query, account });
      return { ...list, tags: [tagOf.everything, ...list.tags] };
    };
    return await answerRead(platform, c, { query, load });
  });

  api.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    const load = async (account: Parameters<typeof findOwn>[1]) => {
      const post = await accessPublicPost(platform.db, { id, kind: 'question' });
      const own = await findOwn(platform, account, [post]);
      return { body: publicQuestion(publisherOf(platform), post, own.get(id)), tags: tagsOf([post]) };
    };
    return await answerRead(platform, c, { query: c.req.valid('query'), load });
  });

  api.openapi(ask, async (c) => {
    const account = requireCaller(c);
    const question = c.req.valid('json');
    await useLimit(platform, account, 'post');
    const { id } = await askQuestion(platform, account, question);
    return c.json(await readOne(id), 201, { location: apiAddress(platform, `/questions/${id}`) });
  });

  api.openapi(edit, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    const change = c.req.valid('json');
    const present = await accessOwnWording(platform, account, { id, kind: 'question' });
    await useLimit(platform, account, 'post');
    await editPost(platform, account, {
      id,
      revision: change.revision,
      title: change.title ?? present.title ?? '',
      tldr: change.tldr ?? present.tldr ?? '',
      body: change.body ?? present.body,
      topics: change.topics ?? present.topics ?? [],
    });
    return c.json(await readOne(id), 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOfKind(platform, account, { id, kind: 'question' });
    await useLimit(platform, account, 'act');
    await removeOwnPost(platform, account, id);
    return c.body(null, 204);
  });

  async function readOne(id: string): Promise<Question> {
    const post = await accessPublicPost(platform.db, { id, kind: 'question' });
    return publicQuestion(publisherOf(platform), post);
  }
  return api;
}
