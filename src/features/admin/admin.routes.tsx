import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAdmin } from '../../edge/session.ts';
import { NotFound } from '../../errors.ts';
import { parsePage } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { adminCompaniesRoutes } from './admin-companies.routes.tsx';
import { adminPage } from './admin-frame.tsx';
import { adminTopicsRoutes } from './admin-topics.routes.tsx';
import { KeptMailsPage } from './kept-mails-page.tsx';
import { listKeptMails } from './kept-mails.ts';
import { OverviewPage } from './overview-page.tsx';
import { findOverview } from './overview.ts';

export function adminRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { config, clock } = platform;

  routes.get(urls.admin.pattern, async (c) => {
    requireAdmin(c);
    const lacks = { baseUrl: !config.BASE_URL, mailServer: !config.SMTP_URL };
    const children = <OverviewPage overview={await findOverview(platform)} lacks={lacks} />;
    const page = { section: 'Overview', title: 'Administration', path: urls.admin(), children } as const;
    return await responder.privatePage(c, adminPage(page));
  });

  routes.get(urls.adminMail.pattern, async (c) => {
    requireAdmin(c);
    const page = parsePage(c.req.query('page'));
    const kept = await listKeptMails(platform, page);
    if (page > kept.pages) throw new NotFound('There is no such page.');
    const context = { page, goesOut: Boolean(config.SMTP_URL), origin: config.origin, now: clock.now() };
    const children = <KeptMailsPage {...kept} {...context} />;
    return await responder.privatePage(
      c,
      adminPage({ section: 'Mail', title: 'Mail', path: urls.adminMail(), children }),
    );
  });

  routes.route('/', adminTopicsRoutes(platform, responder));
  routes.route('/', adminCompaniesRoutes(platform, responder));
  return routes;
}
