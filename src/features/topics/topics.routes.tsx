import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import type { Platform } from '../../platform/platform.ts';
import { topicFeed, urls } from '../../urls.ts';
import { aheadUntil, listAhead } from '../amas/ahead.ts';
import { countdownsUntil } from '../amas/ama-times.tsx';
import { listHref, listParamNames, readListParams } from '../posts/list-params.ts';
import { tagOf } from '../posts/publishing.ts';
import { accessThreadList } from '../posts/thread-list.ts';
import { TopicsView } from './topics-view.tsx';
import { accessTopic, listTopics } from './topic-page.ts';
import { describeTopic, topicJsonLd } from './topic-json-ld.ts';
import { TopicView, topicTitle } from './topic-view.tsx';
import { listSuggestions } from './topics.ts';

export function topicsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.topics.pattern, async (c) => {
    return await responder.page(c, async () => ({
      title: 'Topics',
      description: 'Everything that is asked and told here, by topic.',
      path: urls.topics(),
      section: 'topics',
      tags: [tagOf.topics, tagOf.everything],
      children: <TopicsView topics={await listTopics(db)} />,
    }));
  });

  routes.get(urls.topicSuggestions.pattern, async (c) => {
    const typed = (c.req.query('q') ?? '').slice(0, 80);
    return c.json(await listSuggestions(db, typed), 200, { 'cache-control': 'no-store' });
  });

  routes.get('/topics/:slug{[a-z0-9-]+}', async (c) => {
    const slug = c.req.param('slug');
    const params = readListParams((name) => c.req.query(name));
    const load = async () => {
      const topic = await accessTopic(db, slug, urls.topic);
      const list = await accessThreadList(db, { list: topic.id, ...params });
      const path = listHref(urls.topic(topic), params);
      const now = platform.clock.now();
      const amas = params.page === 1 ? await listAhead(db, now, { topicId: topic.id, limit: 3 }) : [];
      const place = params.page > 1 ? `, page ${params.page}` : '';
      return {
        title: `${topicTitle(topic)}${place}`,
        description: describeTopic(topic),
        path,
        section: 'topics' as const,
        feed: { href: topicFeed(topic), title: topic.name },
        jsonLd: topicJsonLd(topic, responder.site),
        tags: [tagOf.topic(topic.id), tagOf.list(topic.id)],
        until: aheadUntil(amas, countdownsUntil(amas, now)),
        children: <TopicView {...{ topic, amas, list, params, now }} />,
      };
    };
    return await responder.page(c, load, listParamNames);
  });
  return routes;
}
