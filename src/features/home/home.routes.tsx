import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { listHref, listParamNames, readListParams } from '../posts/list-params.ts';
import { tagOf } from '../posts/publishing.ts';
import { ThreadListView } from '../posts/thread-list-view.tsx';
import { countPages, countThreads, findThreadList } from '../posts/thread-list.ts';
import type { ThreadKind } from '../posts/posts.ts';
import { listTopics } from '../topics/topic-page.ts';
import { HomePage } from './home-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';

/** The front page and the lists of everything. */
export function homeRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;
  const feed = { href: urls.feed(), title: responder.site.communityName };

  routes.get(urls.home.pattern, async (c) => {
    return await responder.page(c, async () => {
      const [best, latest, topics] = await Promise.all([
        findThreadList(db, { list: 'everything', kind: null, sort: 'best', page: 1 }),
        findThreadList(db, { list: 'everything', kind: null, sort: 'new', page: 1 }),
        listTopics(db),
      ]);
      return {
        title: responder.site.communityName,
        description: 'Career answers for software engineers, from people who have been there.',
        path: urls.home(),
        feed,
        tags: [tagOf.everything, tagOf.topics],
        children: <HomePage best={best} latest={latest} topics={topics} now={platform.clock.now()} />,
      };
    });
  });

  const lists: {
    address: string;
    title: string;
    kind: ThreadKind;
    section: 'topics' | 'amas' | 'videos';
    empty: string;
  }[] = [
    {
      address: urls.questions(),
      title: 'Questions',
      kind: 'question',
      section: 'topics',
      empty: 'Nobody has asked anything yet',
    },
    {
      address: urls.amas(),
      title: 'AMAs',
      kind: 'ama',
      section: 'amas',
      empty: 'No AMA has been announced yet',
    },
    {
      address: urls.videos(),
      title: 'Videos',
      kind: 'video',
      section: 'videos',
      empty: 'There are no videos yet',
    },
  ];
  for (const { address, title, kind, section, empty } of lists) {
    routes.get(address, async (c) => {
      const params = { ...readListParams((name) => c.req.query(name)), kind };
      const load = async () => {
        const list = await findThreadList(db, { list: 'everything', ...params });
        const pages = countPages(countThreads(list.counts, params.kind, params.sort));
        if (params.page > pages) throw new NotFound('There is no such page.');
        return {
          title,
          description: `${title} of ${responder.site.communityName}.`,
          path: listHref(address, { ...params, kind: null }),
          section,
          feed,
          tags: [tagOf.everything],
          children: (
            <>
              <header class="page-head">
                <h1>{title}</h1>
              </header>
              <ThreadListView
                path={address}
                params={params}
                list={list}
                now={platform.clock.now()}
                emptyTitle={empty}
                askHref={urls.newQuestion()}
              />
            </>
          ),
        };
      };
      return await responder.page(c, load, listParamNames);
    });
  }

  routes.get(urls.privacy.pattern, async (c) => {
    return await responder.page(c, async () => ({
      title: 'Who may learn what',
      description: 'What we hide, from whom, and what we cannot hide.',
      path: urls.privacy(),
      tags: [],
      children: <PrivacyPage />,
    }));
  });
  return routes;
}
