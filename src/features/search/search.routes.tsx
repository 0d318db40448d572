import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { Invalid, NotFound } from '../../errors.ts';
import { parsePage } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { normaliseText } from '../../platform/text.ts';
import { urls } from '../../urls.ts';
import { listTopics } from '../topics/topic-page.ts';
import type { TopicName } from '../topics/topics.ts';
import { mostShown } from './matching.ts';
import type { SearchPageProps } from './search-page.tsx';
import { SearchPage, pageSize, titleOf } from './search-page.tsx';
import { searchThreads } from './search.ts';

export function searchRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.search.pattern, async (c) => {
    const q = normaliseText(c.req.query('q') ?? '').trim();
    const literal = c.req.query('literal') === '1';
    const page = parsePage(c.req.query('page'), mostShown / pageSize);
    if (q === '') return await answer(c, { q, literal, page, results: null, topics: await largestTopics() });
    await platform.limits.use('search', addressKey(platform, c));
    try {
      const results = await searchThreads(platform, {
        q,
        literal,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      });
      if (page > 1 && results.threads.length === 0) throw new NotFound('There is no such page.');
      const topics = results.found === 0 ? await largestTopics() : [];
      return await answer(c, { q, literal, page, results, topics });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const topics = await largestTopics();
      return await answer(c, { q, literal, page, results: null, topics, trouble: error.message }, 422);
    }
  });

  /** What people look for is their own affair: kept nowhere, shown to no search engine. */
  async function answer(
    c: EdgeContext,
    props: Omit<SearchPageProps, 'now'>,
    status = 200,
  ): Promise<Response> {
    const page = {
      title: titleOf(props.results),
      path: urls.search(),
      robots: 'noindex',
      query: props.q,
      children: <SearchPage {...props} now={platform.clock.now()} />,
    };
    return await responder.privatePage(c, page, status);
  }

  async function largestTopics(): Promise<TopicName[]> {
    const topics = await listTopics(platform.db);
    return topics.toSorted((a, b) => b.threads - a.threads).slice(0, 8);
  }
  return routes;
}
