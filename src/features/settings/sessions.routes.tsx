import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import { readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { clearSessionCookie, requireAccount, sessionToken } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { endListedSession, listSessions } from '../sessions/session-list.ts';
import { endAllSessions } from '../sessions/sessions.ts';
import { SessionsPage } from './sessions-page.tsx';
import { settingsPage } from './settings-frame.tsx';

export function sessionSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsSessions.pattern, async (c) => {
    const account = requireAccount(c);
    const sessions = await listSessions(platform, account.id, sessionToken(platform, c) ?? '');
    const done = c.req.query('done');
    const children = <SessionsPage sessions={sessions} />;
    return await responder.privatePage(c, settingsPage({ section: 'Sessions', done, children }));
  });

  routes.post(urls.settingsSessions.pattern, async (c) => {
    const account = requireAccount(c);
    const everywhere = fieldText(await readForm(c), 'where') === 'everywhere';
    const kept = everywhere ? undefined : sessionToken(platform, c);
    await endAllSessions(platform, platform.db, account.id, kept);
    if (!everywhere) return responder.redirect(c, `${urls.settingsSessions()}?done=others`);
    clearSessionCookie(platform, c);
    return responder.redirect(c, urls.home());
  });

  routes.post(urls.settingsSession.pattern, async (c) => {
    const account = requireAccount(c);
    await endListedSession(platform, { id: c.req.param('id'), accountId: account.id });
    return responder.redirect(c, `${urls.settingsSessions()}?done=there`);
  });
  return routes;
}
