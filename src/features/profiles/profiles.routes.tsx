import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { NotFound } from '../../errors.ts';
import { plainText } from '../../platform/markdown/markdown.ts';
import { parsePage } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { pageHref } from '../../ui/pagination.tsx';
import { urls } from '../../urls.ts';
import { tagOf } from '../posts/publishing.ts';
import { accessTopic } from '../topics/topic-page.ts';
import { listHelpers, listPeopledTopics, listTopicPeople } from './directory.ts';
import { PeoplePage, peopleHref } from './people-page.tsx';
import { findPersonPage, listPeople, postsPerPage } from './people.ts';
import { personJsonLd } from './person-json-ld.ts';
import { PersonView } from './person-page.tsx';

const noPage = 'There is no such page.';

export function profilesRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.people.pattern, async (c) => {
    const page = parsePage(c.req.query('page'));
    const slug = c.req.query('topic');
    const load = async () => {
      const topic = slug ? await accessTopic(db, slug, (known) => peopleHref(known, 1)) : null;
      const [list, topics, helpers] = await Promise.all([
        topic ? listTopicPeople(db, topic.id, page) : listPeople(db, page),
        listPeopledTopics(db),
        topic || page > 1 ? [] : listHelpers(platform),
      ]);
      if (page > list.pages) throw new NotFound(noPage);
      const title = topic ? `People in ${topic.name}` : 'People';
      return {
        title: page > 1 ? `${title}, page ${page}` : title,
        description: `Who ${topic ? `answers about ${topic.name}` : 'writes'} under their own name at ${responder.site.communityName}.`,
        path: peopleHref(topic, page),
        section: 'people' as const,
        tags: [
          topic ? tagOf.topic(topic.id) : tagOf.everything,
          ...list.people.map(({ id }) => tagOf.profile(id)),
        ],
        children: <PeoplePage {...{ topic, topics, helpers, page }} {...list} />,
      };
    };
    return await responder.page(c, load, ['topic', 'page']);
  });

  routes.get(urls.person.pattern, async (c) => {
    const name = c.req.param('name');
    const page = parsePage(c.req.query('page'));
    const load = async () => {
      const person = await findPersonPage(db, name, page);
      if (!person) throw new NotFound('There is nobody of this name here.');
      const pages = Math.max(1, Math.ceil(person.total / postsPerPage));
      if (page > pages) throw new NotFound(noPage);
      return {
        title: page > 1 ? `${person.name}, page ${page}` : person.name,
        description:
          plainText(person.bio, 200) || `What ${person.name} has written at ${responder.site.communityName}.`,
        path: pageHref(urls.person({ name: person.slug }), page),
        section: 'people' as const,
        ogType: 'profile',
        jsonLd: personJsonLd(person, responder.site),
        // Another post under the name is told by the list of everything, a change of a title too.
        tags: [tagOf.profile(person.id), tagOf.everything],
        children: <PersonView {...{ person, page, pages, now: platform.clock.now() }} />,
      };
    };
    return await responder.page(c, load, ['page']);
  });
  return routes;
}
