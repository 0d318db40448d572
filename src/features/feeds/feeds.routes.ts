import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { NotFound, Unavailable } from '../../errors.ts';
import type { Rendered } from '../../platform/http/pages.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Site } from '../../ui/site.tsx';
import { topicFeed, urls } from '../../urls.ts';
import { tagOf } from '../posts/publishing.ts';
import { accessTopic } from '../topics/topic-page.ts';
import { atomFeed } from './atom.ts';
import { listFeedThreads } from './feed-threads.ts';
import { robotsTxt } from './robots.ts';
import { findSitemapPart, sitemap } from './sitemap.ts';

const atom = 'application/atom+xml; charset=utf-8';
const xml = 'application/xml; charset=utf-8';

/** What programs read: feeds, the sitemap, robots.txt. The same for everybody, so kept for everybody. */
export function feedsRoutes(platform: Platform, site: Site): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, pages } = platform;
  const { baseUrl, communityName } = site;

  routes.get(urls.feed.pattern, async (c) => {
    return await kept(c, urls.feed(), async () => {
      const threads = await listFeedThreads(db, 'everything');
      const subtitle = 'The newest questions, AMAs and videos.';
      const feed = { title: communityName, subtitle, path: urls.feed(), pagePath: urls.home(), threads };
      return { body: atomFeed(feed, site), tags: [tagOf.everything], contentType: atom };
    });
  });

  routes.get('/topics/:file{[a-z0-9-]+\\.atom}', async (c) => {
    const slug = c.req.param('file').replace(/\.atom$/, '');
    return await kept(c, topicFeed({ slug }), async () => {
      const topic = await accessTopic(db, slug, topicFeed);
      const threads = await listFeedThreads(db, topic.id);
      const title = `${topic.name} · ${communityName}`;
      const paths = { path: topicFeed(topic), pagePath: urls.topic(topic) };
      const body = atomFeed({ title, subtitle: topic.summary, ...paths, threads }, site);
      return { body, tags: [tagOf.topic(topic.id), tagOf.list(topic.id)], contentType: atom };
    });
  });

  routes.get(urls.sitemap.pattern, async (c) => {
    const part = c.req.query('part');
    const address =
      part === undefined ? urls.sitemap() : `${urls.sitemap()}?part=${encodeURIComponent(part)}`;
    const tags = [tagOf.everything, tagOf.topics];
    return await kept(c, address, async () => {
      const body = part === undefined ? await sitemap(db, baseUrl) : await readPart(part);
      return { body, tags, contentType: xml };
    });
  });

  routes.get(urls.robots.pattern, async (c) => {
    const body = Buffer.from(robotsTxt(baseUrl));
    return await kept(c, urls.robots(), () => {
      return Promise.resolve({ body, tags: [], contentType: 'text/plain; charset=utf-8' });
    });
  });

  async function kept(c: EdgeContext, address: string, render: () => Promise<Rendered>): Promise<Response> {
    const request = { address, headers: c.req.raw.headers, method: c.req.method };
    return await pages.answer(request, render, (error) => error instanceof Unavailable);
  }

  async function readPart(part: string): Promise<Buffer> {
    const body = /^[1-9]\d{0,4}$/.test(part) ? await findSitemapPart(db, baseUrl, Number(part)) : null;
    if (!body) throw new NotFound('There is no such part of the sitemap.');
    return body;
  }
  return routes;
}
