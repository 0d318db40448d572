import { createRoute, z } from '@hono/zod-openapi';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { bodyInput, bylineInput } from '../api/inputs.ts';
import { body, created, idParam, members, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { publisherOf } from '../api/public.ts';
import { apiAddress } from '../api/reading.ts';
import { moment, postId } from '../api/schemas.ts';
import { findPublicAmaQuestions } from './ama-rows.ts';
import { amaQuestionSchema as publicQuestionSchema } from './ama-schemas.ts';
import { answerInAma } from './answering.ts';
import { amaQuestionSchema, askInAma, longestQuestion } from './asking.ts';
import { accessHosting } from './hosting.ts';
import { useHostLimit } from './host-limit.ts';
import { publicAmaQuestion } from './public-ama.ts';
import { askInWindow } from './windows.ts';

const tags = ['AMAs'];

const newQuestionSchema = z
  .strictObject({
    body: amaQuestionSchema.shape.body.meta({
      description: 'Markdown; one question.',
      minLength: 10,
      maxLength: longestQuestion,
      examples: ['What would you do first in my place?'],
    }),
    byline: bylineInput,
  })
  .meta({
    id: 'NewAmaQuestion',
    examples: [{ body: 'What would you do first in my place?', byline: 'role' }],
  });

const waitingSchema = z
  .object({ appearsWith: moment('Until when it waits, at least, with the others of its window.') })
  .meta({ id: 'WaitingAmaQuestion' });

const ask = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/amas/{id}/questions',
  operationId: 'askInAma',
  summary: 'Ask in an AMA',
  description:
    'A question under your name can be read at once. A masked one appears within half a minute, together with others and in an order drawn by lot; until then it has no address.',
  request: { params: idParam, ...body(newQuestionSchema) },
  responses: {
    ...created('The question as it is now read.', publicQuestionSchema),
    202: {
      description: 'It waits for its window.',
      content: { 'application/json': { schema: waitingSchema } },
    },
    ...refusals(404),
  },
});

const newAnswerSchema = z
  .strictObject({
    body: bodyInput,
    seen: z.int().min(0).default(0).meta({
      description: 'How many answers you have read: with more there by now, yours is refused (409).',
    }),
  })
  .meta({ id: 'NewAmaAnswer', examples: [{ body: 'Meetings **without** a title.', seen: 0 }] });

const answer = createRoute({
  ...members,
  tags,
  method: 'post',
  path: '/amas/{id}/questions/{question}/answers',
  operationId: 'answerInAma',
  summary: 'Answer as a host',
  request: { params: idParam.extend({ question: postId }), ...body(newAnswerSchema) },
  responses: { ...created('The question as it is now read.', publicQuestionSchema), ...refusals(404, 409) },
});

/** What members and hosts write in AMAs. */
export function amaWritingApi(platform: Platform): Api {
  const api = newApi();

  api.openapi(ask, async (c) => {
    const account = requireCaller(c);
    const { id: amaId } = c.req.valid('param');
    const question = c.req.valid('json');
    await useLimit(platform, account, 'post');
    const window = { amaId, byline: question.byline, fields: question, publish: '' };
    const appearsWith = await askInWindow(platform, account, window);
    if (appearsWith) return c.json({ appearsWith: appearsWith.toISOString() }, 202);
    const id = await askInAma(platform, account, { amaId, ...question });
    const location = apiAddress(platform, `/amas/${amaId}/questions`);
    return c.json(await readQuestion(id), 201, { location });
  });

  api.openapi(answer, async (c) => {
    const account = requireCaller(c);
    const { id, question } = c.req.valid('param');
    const hosting = await accessHosting(platform, id, { account, guest: undefined });
    await useHostLimit(platform, hosting);
    await answerInAma(platform, hosting, { questionId: question, ...c.req.valid('json') });
    const location = apiAddress(platform, `/amas/${id}/questions`);
    return c.json(await readQuestion(question), 201, { location });
  });

  async function readQuestion(id: string): Promise<z.output<typeof publicQuestionSchema>> {
    const [question] = await findPublicAmaQuestions(platform.db, [id]);
    // With approval first nobody reads it yet.
    if (!question) throw new NotFound('It waits for the hosts to let it in.');
    return publicAmaQuestion(publisherOf(platform), question);
  }
  return api;
}
