import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import { readForm } from '../../edge/form.ts';
import { markPasskeyBrowser, passkeyBrowser } from '../../edge/passkey-browser.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { beginSignIn } from '../../edge/signing-in.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { listProviders } from '../identities/providers.ts';
import { checkPasskey, signInOptions } from '../passkeys/passkey-sign-in.ts';
import { findReturnPath } from './return-path.ts';
import { sessionPage } from './session-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

const refusal =
  'This passkey is not known here, or the answer came too late. Please try again, or sign in another way.';

export function passkeySignInRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.signInPasskeyChallenge.pattern, async (c) => {
    await platform.limits.use('passkey', addressKey(platform, c));
    return c.json(await signInOptions(platform, markPasskeyBrowser(platform, c)));
  });

  routes.post(urls.signInPasskey.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const form = await readForm(c);
    const to = findReturnPath(fieldText(form, 'to'));
    const shown = { response: fieldText(form, 'response'), browser: passkeyBrowser(platform, c) };
    const accountId = await checkPasskey(platform, shown);
    if (accountId) {
      return responder.redirect(c, await beginSignIn(platform, c, { accountId, factors: 'both', to }));
    }
    const children = <SignInPage {...{ to, trouble: refusal, providers: listProviders(platform) }} />;
    const page = sessionPage(urls.signIn(), 'Sign in', children);
    return await responder.privatePage(c, { ...page, passkeys: true }, 422);
  });
  return routes;
}
