import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { isFresh, requireFresh } from '../../edge/freshness.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount, sessionToken } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { findPasswordHash, setMailWanted } from '../accounts/accounts.ts';
import { listApiTokens } from '../accounts/api-tokens.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { newPasswordField } from '../accounts/fields.ts';
import { tellOfChange } from '../sessions/change-mail.ts';
import { limitKey } from '../sessions/limit-key.ts';
import { changePassword } from '../sessions/password-change.ts';
import { AccountPage } from './account-page.tsx';
import { settingsPage } from './settings-frame.tsx';

const mailSchema = z.strictObject({ mailWanted: z.literal('1').optional() });
const passwordSchema = z.strictObject({
  current: z.string().max(1000).default(''),
  password: newPasswordField,
  keepTokens: z.literal('1').optional(),
});

export function accountSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsAccount.pattern, async (c) => await show(c, {}));

  routes.post(urls.settingsMail.pattern, async (c) => {
    const account = requireAccount(c);
    const parsed = parseForm(mailSchema, await readForm(c));
    if (!parsed.ok) return await show(c, parsed.errors, 422);
    await useLimit(platform, account, 'act');
    await setMailWanted(platform.db, account.id, parsed.value.mailWanted === '1');
    return responder.redirect(c, `${urls.settingsAccount()}?done=saved`);
  });

  routes.post(urls.settingsPassword.pattern, async (c) => {
    const account = requireAccount(c);
    const hasPassword = (await findPasswordHash(platform.db, account.id)) !== null;
    if (!hasPassword) requireFresh(platform, c, urls.settingsAccount());
    const parsed = parseForm(passwordSchema, await readForm(c));
    if (!parsed.ok) return await show(c, parsed.errors, 422);
    await platform.limits.use('signIn', limitKey(platform, account.id));
    const { current, password, keepTokens } = parsed.value;
    const change = { current, password, kept: sessionToken(platform, c), keepsTokens: keepTokens === '1' };
    if (!(await changePassword(platform, account.id, change))) {
      return await show(c, { current: 'This is not your password.' }, 422);
    }
    await tellOfChange(platform, account.email, 'the password was changed');
    return responder.redirect(c, `${urls.settingsAccount()}?done=password`);
  });

  async function show(c: EdgeContext, errors: FieldErrors, status = 200): Promise<Response> {
    const account = requireAccount(c);
    const hasPassword = (await findPasswordHash(platform.db, account.id)) !== null;
    const hasTokens = (await listApiTokens(platform.db, account.id)).length > 0;
    const mailIsKept = !platform.config.SMTP_URL;
    const fresh = isFresh(platform, c);
    const children = <AccountPage {...{ account, hasPassword, hasTokens, fresh, mailIsKept, errors }} />;
    const done = status === 200 ? c.req.query('done') : undefined;
    return await responder.privatePage(c, settingsPage({ section: 'Account', done, children }), status);
  }
  return routes;
}
