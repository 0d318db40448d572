import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { requireFresh } from '../../edge/freshness.ts';
import type { Responder } from '../../edge/respond.tsx';
import { clearSessionCookie, requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { deleteAccount, deletionSchema } from '../accounts/deletion.ts';
import { sessionPage } from '../sessions/session-page.tsx';
import type { DeletionPageProps } from './deletion-page.tsx';
import { DeletionPage, GoodbyePage } from './deletion-page.tsx';
import { settingsPage } from './settings-frame.tsx';

/** Whoever deletes has signed in a moment ago, in whatever way their account has, with all its factors. */
export function deletionRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsDeletion.pattern, async (c) => {
    requireAccount(c);
    requireFresh(platform, c, urls.settingsDeletion());
    return await show(c, {});
  });

  routes.post(urls.settingsDeletion.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, urls.settingsDeletion());
    const form = await readForm(c);
    const parsed = parseForm(deletionSchema, form);
    const values = { masked: fieldText(form, 'masked'), named: fieldText(form, 'named') };
    if (!parsed.ok) return await show(c, { values, errors: parsed.errors }, 422);
    await deleteAccount(platform, account, parsed.value);
    clearSessionCookie(platform, c);
    return responder.redirect(c, urls.goodbye());
  });

  routes.get(urls.goodbye.pattern, async (c) => {
    if (c.var.account) return c.redirect(urls.home(), 303);
    const page = sessionPage(urls.goodbye(), 'Your account is deleted', <GoodbyePage />);
    return await responder.privatePage(c, page);
  });

  async function show(
    c: EdgeContext,
    props: Omit<DeletionPageProps, 'hasProfile'>,
    status = 200,
  ): Promise<Response> {
    const hasProfile = requireAccount(c).profile !== null;
    const children = <DeletionPage {...{ hasProfile, ...props }} />;
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Account', title: 'Delete the account', children }),
      status,
    );
  }
  return routes;
}
