import { createRoute } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Api } from '../api/env.ts';
import { anyone, found, newApi, slugParamOf } from '../api/operations.ts';
import { refusals } from '../api/problems.ts';
import { publicTopic, publicTopicEntry, publisherOf } from '../api/public.ts';
import { loadQuestionList, questionListQuery } from '../api/question-list.ts';
import { answerRead } from '../api/reading.ts';
import { questionListSchema, topicListSchema, topicSchema } from '../api/schemas.ts';
import { tagOf } from '../posts/publishing.ts';
import { accessTopic, findGuide, listTopics } from './topic-page.ts';

const slugParam = slugParamOf('tech-lead');
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
      const topic = await accessTopic(db, slug, addressOf);
      const guide = await findGuide(db, topic.id);
      return {
        body: publicTopic(publisherOf(platform), topic, guide),
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
        const rest = `/questions${new URL(c.req.url).search}`;
        const topic = await accessTopic(db, slug, (target) => addressOf(target) + rest);
        const list = await loadQuestionList(platform, c, { list: topic.id, query, account });
        return { ...list, tags: [tagOf.topic(topic.id), tagOf.list(topic.id), ...list.tags] };
      },
    });
  });
  return api;
}

function addressOf({ slug }: { slug: string }): string {
  return `${urls.apiRoot()}/topics/${slug}`;
}
