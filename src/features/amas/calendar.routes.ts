import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { Unavailable } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { tagOf } from '../posts/publishing.ts';
import type { CalendarEntry } from './calendar.ts';
import { accessCalendarEntry, calendarOf, listCalendarEntries } from './calendar.ts';

/** AMAs for calendars: all as a feed, or one. The same for everybody, so kept for everybody. */
export function calendarRoutes(platform: Platform, site: Site): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.amaCalendar.pattern, async (c) => {
    return await kept(c, urls.amaCalendar(), async () => ({
      entries: await listCalendarEntries(platform.db, platform.clock.now()),
      tags: [tagOf.everything],
      page: urls.amas(),
    }));
  });

  routes.get(urls.oneAmaCalendar.pattern, async (c) => {
    const id = c.req.param('id');
    return await kept(c, urls.oneAmaCalendar({ id }), async () => {
      const entry = await accessCalendarEntry(platform.db, id);
      return { entries: [entry], tags: [tagOf.thread(id)], page: urls.ama(entry) };
    });
  });

  async function kept(
    c: EdgeContext,
    path: string,
    load: () => Promise<{ entries: CalendarEntry[]; tags: string[]; page: string }>,
  ): Promise<Response> {
    const request = { address: path, headers: c.req.raw.headers, method: c.req.method };
    const render = async () => {
      const { entries, tags, page } = await load();
      return {
        body: calendarOf(site, entries, path),
        tags,
        contentType: 'text/calendar; charset=utf-8',
        headers: {
          'content-disposition': 'inline; filename="amas.ics"',
          link: `<${site.baseUrl}${page}>; rel="canonical"`,
        },
      };
    };
    return await platform.pages.answer(request, render, (error) => error instanceof Unavailable);
  }
  return routes;
}
