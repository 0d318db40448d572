import { createRoute, z } from '@hono/zod-openapi';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api, ApiContext } from '../api/env.ts';
import { anyone, done, found, idParam, members, newApi } from '../api/operations.ts';
import { findOwn, ownField } from '../api/own.ts';
import { cutPage, pageFields, readCursor, writeCursor } from '../api/pagination.ts';
import { refusals } from '../api/problems.ts';
import { publisherOf } from '../api/public.ts';
import type { Reading } from '../api/reading.ts';
import { answerRead, nextPage } from '../api/reading.ts';
import { tagOf } from '../posts/publishing.ts';
import {
  findPublicAmaQuestions,
  findPublicAmas,
  listAmaPlaces,
  listAmaQuestionPlaces,
  type AmaRow,
} from './ama-rows.ts';
import { amaListSchema, amaQuestionListSchema, amaSchema } from './ama-schemas.ts';
import { publicAma, publicAmaQuestion } from './public-ama.ts';
import { findOwnRsvps, setRsvp } from './rsvps.ts';

const tags = ['AMAs'];
const listQuery = z.strictObject({ ...pageFields, own: ownField });
type ListQuery = z.output<typeof listQuery>;

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/amas',
  operationId: 'listAmas',
  summary: 'All AMAs, those that begin last first',
  request: { query: listQuery },
  responses: { ...found('A page of them.', amaListSchema), ...refusals(400, 422) },
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/amas/{id}',
  operationId: 'readAma',
  summary: 'An AMA',
  request: { params: idParam, query: z.strictObject({ own: ownField }) },
  responses: { ...found('The AMA.', amaSchema), ...refusals(404, 422) },
});

const listQuestions = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/amas/{id}/questions',
  operationId: 'listAmaQuestions',
  summary: 'The questions of an AMA with their answers, most helpful first',
  request: { params: idParam, query: listQuery },
  responses: { ...found('A page of them.', amaQuestionListSchema), ...refusals(400, 404, 422) },
});

const putRsvp = createRoute({
  ...members,
  tags,
  method: 'put',
  path: '/amas/{id}/rsvp',
  operationId: 'setRsvp',
  summary: 'Be reminded of an AMA',
  description:
    'By mail and among your notifications, a day and ten minutes before it starts. Nobody else sees it.',
  request: { params: idParam },
  responses: { ...done('You are reminded.'), ...refusals(409) },
});

const dropRsvp = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/amas/{id}/rsvp',
  operationId: 'withdrawRsvp',
  summary: 'Take that back',
  request: { params: idParam },
  responses: done('You are not reminded.'),
});

/** Votes of a running AMA come by their own way and drop no pages. */
const questionsFreshFor = 30 * 1000;

export function amasApi(platform: Platform): Api {
  const { db, keys, clock } = platform;
  const api = newApi();
  const publisher = publisherOf(platform);

  api.openapi(listAll, async (c) => {
    const query = c.req.valid('query');
    return await answerRead(platform, c, { query, load: (account) => loadAmas(c, query, account) });
  });

  api.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    const load = async (account: Account | null): Promise<Reading> => {
      const ama = await accessPublicAma(id);
      const going = account && (await findOwnRsvps(platform, db, { accountId: account.id, amaIds: [id] }));
      return {
        body: publicAma(publisher, ama, going ? { going: going.has(id) } : undefined),
        tags: tagsOfAmas([ama]),
      };
    };
    return await answerRead(platform, c, { query: c.req.valid('query'), load });
  });

  api.openapi(listQuestions, async (c) => {
    const query = c.req.valid('query');
    const { id } = c.req.valid('param');
    return await answerRead(platform, c, {
      query,
      load: (account) => loadQuestions(c, { id, query, account }),
    });
  });

  api.openapi(putRsvp, async (c) => {
    await set(c, { amaId: c.req.valid('param').id, going: true });
    return c.body(null, 204);
  });

  api.openapi(dropRsvp, async (c) => {
    await set(c, { amaId: c.req.valid('param').id, going: false });
    return c.body(null, 204);
  });

  async function loadAmas(c: ApiContext, query: ListQuery, account: Account | null): Promise<Reading> {
    const from = readCursor(keys, 'amas', query.cursor);
    const { page, last } = cutPage(await listAmaPlaces(db, { from, most: query.limit + 1 }), query.limit);
    const ids = page.map(({ id }) => id);
    const amas = await findPublicAmas(db, ids);
    const own = account && (await findOwnRsvps(platform, db, { accountId: account.id, amaIds: ids }));
    const cursor = last ? writeCursor(keys, 'amas', last) : null;
    return {
      body: {
        amas: amas.map((ama) => publicAma(publisher, ama, own ? { going: own.has(ama.id) } : undefined)),
        next: cursor ? nextPage(platform, c, { query, cursor }) : null,
      },
      tags: [tagOf.everything, ...tagsOfAmas(amas)],
    };
  }

  async function loadQuestions(
    c: ApiContext,
    { id, query, account }: { id: string; query: ListQuery; account: Account | null },
  ): Promise<Reading> {
    const scope = `ama questions ${id}`;
    const from = readCursor(keys, scope, query.cursor);
    await accessPublicAma(id);
    const places = await listAmaQuestionPlaces(db, { amaId: id, from, most: query.limit + 1 });
    const { page, last } = cutPage(places, query.limit);
    const questions = await findPublicAmaQuestions(
      db,
      page.map((question) => question.id),
    );
    const own = await findOwn(platform, account, questions);
    const cursor = last ? writeCursor(keys, scope, last) : null;
    return {
      body: {
        questions: questions.map((question) => publicAmaQuestion(publisher, question, own.get(question.id))),
        next: cursor ? nextPage(platform, c, { query, cursor }) : null,
      },
      tags: [tagOf.thread(id)],
      until: new Date(clock.now().getTime() + questionsFreshFor),
    };
  }

  async function accessPublicAma(id: string): Promise<AmaRow> {
    const [ama] = await findPublicAmas(db, [id]);
    if (!ama) throw new NotFound('There is no such AMA.');
    return ama;
  }

  async function set(c: ApiContext, rsvp: { amaId: string; going: boolean }): Promise<void> {
    const account = requireCaller(c);
    await useLimit(platform, account, 'act');
    await setRsvp(platform, account, rsvp);
  }
  return api;
}

function tagsOfAmas(amas: readonly AmaRow[]): string[] {
  return amas.flatMap(({ id, topics }) => [
    tagOf.thread(id),
    ...topics.map((topic) => tagOf.topic(topic.id)),
  ]);
}
