import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { aheadUntil, listAhead } from '../amas/ahead.ts';
import { countdownsUntil } from '../amas/ama-times.tsx';
import { listHref, listParamNames, readListParams } from '../posts/list-params.ts';
import { tagOf } from '../posts/publishing.ts';
import { accessThreadList, findThreadList } from '../posts/thread-list.ts';
import { listTopics } from '../topics/topic-page.ts';
import { HomePage } from './home-page.tsx';
import { KindPage } from './kind-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { privacyText } from './privacy-text.ts';

const kinds = [
  { address: urls.questions, title: 'Questions', kind: 'question', section: 'topics' },
  { address: urls.amas, title: 'AMAs', kind: 'ama', section: 'amas' },
  { address: urls.videos, title: 'Videos', kind: 'video', section: 'videos' },
] as const;

/** The front page, the lists of everything, and what we promise. */
export function homeRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, clock } = platform;
  const { communityName } = responder.site;
  const feed = { href: urls.feed(), title: communityName };

  routes.get(urls.home.pattern, async (c) => {
    return await responder.page(c, async () => {
      const now = clock.now();
      const [amas, best, latest, topics] = await Promise.all([
        listAhead(db, now, { limit: 1 }),
        findThreadList(db, { list: 'everything', kind: null, sort: 'best', page: 1 }),
        findThreadList(db, { list: 'everything', kind: null, sort: 'new', page: 1 }),
        listTopics(db),
      ]);
      return {
        title: communityName,
        description: 'Career answers for software engineers, from people who have been there.',
        path: urls.home(),
        feed,
        tags: [tagOf.everything, tagOf.topics],
        until: aheadUntil(amas, countdownsUntil(amas, now)),
        children: <HomePage {...{ amas, best, latest, topics, now }} />,
      };
    });
  });

  for (const { address, title, kind, section } of kinds) {
    routes.get(address.pattern, async (c) => {
      const params = { ...readListParams((name) => c.req.query(name)), kind };
      const load = async () => {
        const now = clock.now();
        const list = await accessThreadList(db, { list: 'everything', ...params });
        const amas = kind === 'ama' && params.page === 1 ? await listAhead(db, now, { limit: 20 }) : [];
        return {
          title,
          description: `${title} of ${communityName}.`,
          path: listHref(address(), { ...params, kind: null }),
          section,
          feed,
          tags: [tagOf.everything],
          until: aheadUntil(amas, countdownsUntil(amas, now)),
          children: (
            <KindPage {...{ title, params, list, now, amas }} path={address()} mayAnnounce={kind === 'ama'} />
          ),
        };
      };
      return await responder.page(c, load, listParamNames);
    });
  }

  const privacy = privacyText();
  routes.get(urls.privacy.pattern, async (c) => {
    return await responder.page(c, async () => ({
      title: privacy.title,
      description: 'What we hide, from whom, and what we cannot hide.',
      path: urls.privacy(),
      tags: [],
      children: <PrivacyPage text={privacy} />,
    }));
  });
  return routes;
}
