import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { parsePlace } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { NotificationsPage } from './notifications-page.tsx';
import { readNotifications } from './notifications.ts';

export function notificationsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.notifications.pattern, async (c) => {
    const account = requireAccount(c);
    const before = c.req.query('before');
    const list = await readNotifications(platform, account, {
      before: before === undefined ? null : parsePlace(before),
      isLooking: c.req.method === 'GET' && !isAhead(c),
    });
    return await responder.privatePage(c, {
      title: 'Notifications',
      path: urls.notifications(),
      robots: 'noindex',
      children: <NotificationsPage {...list} isTop={before === undefined} now={platform.clock.now()} />,
    });
  });
  return routes;
}

/** A browser that loads the page in case somebody will look at it. */
function isAhead(c: EdgeContext): boolean {
  return /\bprefetch\b/.test(c.req.header('sec-purpose') ?? '');
}
