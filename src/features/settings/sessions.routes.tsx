import { Hono } from 'hono';
import type { JSX } from 'preact';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { clearSessionCookie, requireAccount, sessionToken } from '../../edge/session.ts';
import { readForm } from '../../edge/form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { Button } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { endAllSessions } from '../sessions/sessions.ts';
import { settingsPage } from './settings-frame.tsx';

export function sessionSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsSessions.pattern, async (c) => {
    requireAccount(c);
    const done = c.req.query('done');
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Sessions', done, children: <SessionsPage /> }),
    );
  });

  routes.post(urls.settingsSessions.pattern, async (c) => {
    const account = requireAccount(c);
    const everywhere = fieldText(await readForm(c), 'where') === 'everywhere';
    await endAllSessions(platform.db, account.id, everywhere ? undefined : sessionToken(platform, c));
    if (!everywhere) return responder.redirect(c, `${urls.settingsSessions()}?done=others`);
    clearSessionCookie(platform, c);
    return responder.redirect(c, urls.home());
  });
  return routes;
}

function SessionsPage(): JSX.Element {
  return (
    <>
      <h1>Sessions</h1>
      <p class="lede">
        A browser stays signed in for 60 days. If one of yours is lost, or was not yours, sign it out from
        here.
      </p>
      <PostForm action={urls.settingsSessions()} class="form">
        <div class="form-actions">
          <Button name="where" value="else">
            Sign out everywhere else
          </Button>
          <Button tone="quiet" name="where" value="everywhere">
            Sign out here too
          </Button>
        </div>
        <p class="field-help">
          API tokens stay as they are; <a href={urls.settingsTokens()}>revoke them</a> one by one.
        </p>
      </PostForm>
    </>
  );
}
