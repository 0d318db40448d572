import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import { isFresh, requireFresh } from '../../edge/freshness.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { addApiToken, apiTokenSchema, listApiTokens, revokeApiToken } from '../accounts/api-tokens.ts';
import { tellOfChange } from '../sessions/change-mail.ts';
import { settingsPage } from './settings-frame.tsx';
import type { TokensPageProps } from './tokens-page.tsx';
import { TokensPage } from './tokens-page.tsx';

export function tokenSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsTokens.pattern, async (c) => await show(c, {}));

  // Answered with the page itself: the token is shown once, and an address must not hold it.
  routes.post(urls.settingsTokens.pattern, async (c) => {
    const account = requireAccount(c);
    // It outlives the session that makes it, and asks for no second step.
    requireFresh(platform, c, urls.settingsTokens());
    const form = await readForm(c);
    const name = fieldText(form, 'name');
    const parsed = parseForm(apiTokenSchema, form);
    if (!parsed.ok) return await show(c, { name, errors: parsed.errors }, 422);
    await useLimit(platform, account, 'act');
    const made = await orErrors(addApiToken(platform, account.id, parsed.value.name));
    if (!made.ok) return await show(c, { name, errors: made.errors }, 422);
    await tellOfChange(platform, account.email, 'an API token was made');
    return await show(c, { made: made.value });
  });

  routes.post(urls.settingsToken.pattern, async (c) => {
    const account = requireAccount(c);
    await revokeApiToken(platform.db, { id: c.req.param('id'), accountId: account.id });
    return responder.redirect(c, `${urls.settingsTokens()}?done=revoked`);
  });

  async function show(
    c: EdgeContext,
    props: Omit<TokensPageProps, 'tokens' | 'fresh'>,
    status = 200,
  ): Promise<Response> {
    const tokens = await listApiTokens(platform.db, requireAccount(c).id);
    const done = c.req.method === 'GET' ? c.req.query('done') : undefined;
    const children = <TokensPage tokens={tokens} fresh={isFresh(platform, c)} {...props} />;
    return await responder.privatePage(c, settingsPage({ section: 'API tokens', done, children }), status);
  }
  return routes;
}
