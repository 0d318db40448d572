import { createRoute, z } from '@hono/zod-openapi';
import { MovedTo, NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Api } from '../api/env.ts';
import { anyone, found, newApi } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { publicTopic, publicTopicEntry, publisherOf } from '../api/public.ts';
import { loadQuestionList, questionListQuery } from '../api/question-list.ts';
import { answerRead } from '../api/reading.ts';
import { questionListSchema, topicListSchema, topicSchema } from '../api/schemas.ts';
import { tagOf } from '../posts/publishing.ts';
import type { Topic } from './topic-page.ts';
import { findSynonymTarget, findTopic, listTopics } from './topic-page.ts';

const slugParam = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80)
    .meta({ examples: ['tech-lead'] }),
});
const moved = { 301: { description: 'The slug is a synonym; this is the topic that it stands for.' } };
const tags = ['Topics'];

const listAll = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/topics',
  operationId: 'listTopics',
  summary: 'All topics, by name',
  responses: found('Every topic.', topicListSchema),
});

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/topics/{slug}',
  operationId: 'readTopic',
  summary: 'A topic with its guide',
  request: { params: slugParam },
  responses: { ...found('The topic.', topicSchema), ...moved, ...refusals(404) },
});

const listOfTopic = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/topics/{slug}/questions',
  operationId: 'listQuestionsOfTopic',
  summary: 'The questions of a topic',
  request: { params: slugParam, query: questionListQuery },
  responses: { ...found('A page of them.', questionListSchema), ...moved, ...refusals(400, 404, 422) },
});

export function topicsApi(platform: Platform): Api {
  const { db } = platform;
  const api = newApi();

  api.openapi(listAll, async (c) => {
    const load = async () => {
      const topics = await listTopics(db);
      const all = new Map(topics.map((topic) => [topic.id, topic]));
      const publisher = publisherOf(platform);
      return {
        body: { topics: topics.map((topic) => publicTopicEntry(publisher, topic, all)) },
        tags: [tagOf.topics, tagOf.everything],
      };
    };
    return await answerRead(platform, c, { load });
  });

  api.openapi(read, async (c) => {
    const { slug } = c.req.valid('param');
    const load = async () => {
      const topic = await accessTopic(db, { slug, rest: '' });
      const [stored] = await findGuide(db, { slug });
      return {
        body: publicTopic(publisherOf(platform), topic, stored?.guide ?? ''),
        tags: [tagOf.topics, tagOf.topic(topic.id)],
      };
    };
    return await answerRead(platform, c, { load });
  });

  api.openapi(listOfTopic, async (c) => {
    const { slug } = c.req.valid('param');
    const query = c.req.valid('query');
    return await answerRead(platform, c, {
      query,
      load: async (account) => {
        const topic = await accessTopic(db, {
          slug,
          rest: `/questions${new URL(c.req.url).search}`,
        });
        const list = await loadQuestionList(platform, c, { list: topic.id, query, account });
        return { ...list, tags: [tagOf.topic(topic.id), tagOf.list(topic.id), ...list.tags] };
      },
    });
  });
  return api;
}

const findGuide = statement<{ slug: string }, { guide: string }>('findTopicGuide')`
  select guide from topics where slug = ${'slug'}`;

/** Throws NotFound, and MovedTo where the slug is a synonym; `rest` is what follows the topic's address. */
async function accessTopic(db: Queryable, { slug, rest }: { slug: string; rest: string }): Promise<Topic> {
  const topic = await findTopic(db, slug);
  if (topic) return topic;
  const target = await findSynonymTarget(db, slug);
  if (!target) throw new NotFound('There is no such topic.');
  throw new MovedTo(`${urls.apiRoot()}/topics/${target}${rest}`);
}
