import { Hono } from 'hono';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { requireFresh } from '../../edge/freshness.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { renewRecoveryCodes } from '../second-factor/recovery-codes.ts';
import { hasSecondFactor, removeSecondFactor } from '../second-factor/second-factors.ts';
import type { SettingUp } from '../second-factor/setting-up.ts';
import { beginSettingUp, finishSettingUp, resumeSettingUp } from '../second-factor/setting-up.ts';
import { tellOfChange } from '../sessions/change-mail.ts';
import { limitKey } from '../sessions/limit-key.ts';
import { RecoveryCodesPage, SetUpPage } from './second-factor-page.tsx';
import { settingsPage } from './settings-frame.tsx';

const codeSchema = z.strictObject({
  sealed: z.string().max(200),
  code: z
    .string('Give one code.')
    .trim()
    .min(1, 'Give the code that the app shows.')
    .max(20, 'A code has six digits.'),
});

const noMatch = {
  code: 'That is not the code that counts now. Wait for the next one, and see whether your device has the right time.',
};

/** Turning the second factor on and off, and its recovery codes. */
export function secondFactorSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const back = urls.settingsSignIn();

  routes.get(urls.settingsNewSecondFactor.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, urls.settingsNewSecondFactor());
    if (await hasSecondFactor(platform.db, account.id)) return c.redirect(back, 303);
    return await showSetUp(c, beginSettingUp(platform, account));
  });

  // Answered with the page itself: the codes are shown once, and an address must not hold them.
  routes.post(urls.settingsSecondFactor.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, urls.settingsNewSecondFactor());
    if (await hasSecondFactor(platform.db, account.id)) return responder.redirect(c, back);
    const form = await readForm(c);
    const settingUp = resumeSettingUp(platform, account, fieldText(form, 'sealed'));
    if (!settingUp) return responder.redirect(c, urls.settingsNewSecondFactor());
    const parsed = parseForm(codeSchema, form);
    if (!parsed.ok) return await showSetUp(c, settingUp, parsed.errors);
    await platform.limits.use('secondFactor', limitKey(platform, account.id));
    const codes = await finishSettingUp(platform, account, parsed.value);
    if (!codes) return await showSetUp(c, settingUp, noMatch);
    await tellOfChange(platform, account.email, 'a second step was set up');
    return await show(c, <RecoveryCodesPage codes={codes} justOn />);
  });

  routes.post(urls.settingsRecoveryCodes.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, back);
    await useLimit(platform, account, 'act');
    if (!(await hasSecondFactor(platform.db, account.id))) return responder.redirect(c, back);
    const codes = await renewRecoveryCodes(platform, platform.db, account.id);
    await tellOfChange(platform, account.email, 'new recovery codes were made');
    return await show(c, <RecoveryCodesPage codes={codes} />);
  });

  routes.post(urls.settingsSecondFactorRemoval.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, back);
    await useLimit(platform, account, 'act');
    await removeSecondFactor(platform.db, account.id);
    await tellOfChange(platform, account.email, 'the second step was turned off');
    return responder.redirect(c, `${back}?done=off`);
  });

  async function showSetUp(c: EdgeContext, settingUp: SettingUp, errors?: FieldErrors): Promise<Response> {
    const children = <SetUpPage settingUp={settingUp} {...(errors ? { errors } : {})} />;
    return await show(c, children, errors ? 422 : 200);
  }

  async function show(c: EdgeContext, children: JSX.Element, status = 200): Promise<Response> {
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Sign-in', title: 'Second step', children }),
      status,
    );
  }
  return routes;
}
