import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import { isFresh, requireFresh } from '../../edge/freshness.ts';
import { markPasskeyBrowser, passkeyBrowser } from '../../edge/passkey-browser.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { countWaysIn } from '../accounts/ways-in.ts';
import {
  listPasskeys,
  passkeyNameField,
  passkeyNameSchema,
  removePasskey,
  renamePasskey,
} from '../passkeys/passkeys.ts';
import { registerPasskey, registrationOptions } from '../passkeys/registering.ts';
import { canHavePasskeys } from '../passkeys/relying-party.ts';
import { countRecoveryCodes } from '../second-factor/recovery-codes.ts';
import { hasSecondFactor } from '../second-factor/second-factors.ts';
import { nameBrowser } from '../sessions/browser-name.ts';
import { tellOfChange } from '../sessions/change-mail.ts';
import { LinkedPart } from '../identities/identity-pages.tsx';
import { listProviders } from '../identities/providers.ts';
import { PasskeysPart } from './passkeys-page.tsx';
import { SecondFactorPart } from './second-factor-page.tsx';
import { settingsPage } from './settings-frame.tsx';

const newPasskeySchema = z.strictObject({ name: passkeyNameField, response: z.string().min(1).max(100_000) });

/** The page with the ways to sign in, and what is done with passkeys there. */
export function waysSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const back = urls.settingsSignIn();

  routes.get(urls.settingsSignIn.pattern, async (c) => await show(c));

  routes.post(urls.settingsPasskeyChallenge.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, back);
    await useLimit(platform, account, 'act');
    return c.json(await registrationOptions(platform, account, markPasskeyBrowser(platform, c)));
  });

  routes.post(urls.settingsPasskeys.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, back);
    await useLimit(platform, account, 'act');
    const form = await readForm(c);
    const parsed = parseForm(newPasskeySchema, form);
    const shown = { name: fieldText(form, 'name') };
    if (!parsed.ok) return await show(c, { ...shown, errors: parsed.errors });
    const answer = { ...parsed.value, browser: passkeyBrowser(platform, c) };
    const taken = await orErrors(registerPasskey(platform, account, answer));
    if (!taken.ok) return await show(c, { ...shown, errors: taken.errors });
    await tellOfChange(platform, account.email, 'a passkey was added');
    return responder.redirect(c, `${back}?done=passkey`);
  });

  routes.post(urls.settingsPasskey.pattern, async (c) => {
    const account = requireAccount(c);
    const { name } = requireForm(passkeyNameSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    await renamePasskey(platform, { id: c.req.param('id'), accountId: account.id }, name);
    return responder.redirect(c, `${back}?done=saved`);
  });

  routes.post(urls.settingsPasskeyRemoval.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, back);
    await useLimit(platform, account, 'act');
    await removePasskey(platform, { id: c.req.param('id'), accountId: account.id });
    await tellOfChange(platform, account.email, 'a passkey was removed');
    return responder.redirect(c, `${back}?done=removed`);
  });

  async function show(c: EdgeContext, form: { name?: string; errors?: FieldErrors } = {}): Promise<Response> {
    const { id } = requireAccount(c);
    const passkeys = await listPasskeys(platform, id);
    const on = await hasSecondFactor(platform.db, id);
    const codesLeft = await countRecoveryCodes(platform.db, id);
    const name = nameBrowser(c.req.header('user-agent') ?? '');
    const fresh = isFresh(platform, c);
    const possible = canHavePasskeys(platform.config);
    const last = (await countWaysIn(platform, platform.db, id)) === 1;
    const children = (
      <>
        <h1>Sign-in</h1>
        <p class="lede">
          How you get in, beside a link by mail and your password, which are under{' '}
          <a href={urls.settingsAccount()}>Account</a>.
        </p>
        <PasskeysPart {...{ passkeys, fresh, possible, last, name, ...form }} />
        <SecondFactorPart on={on} codesLeft={codesLeft} />
        {listProviders(platform).length > 0 && <LinkedPart />}
      </>
    );
    const done = form.errors ? undefined : c.req.query('done');
    const page = settingsPage({ section: 'Sign-in', done, children });
    return await responder.privatePage(c, { ...page, passkeys: true }, form.errors ? 422 : 200);
  }
  return routes;
}
