import { Hono } from 'hono';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { isFresh, requireFresh } from '../../edge/freshness.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { findPasswordHash } from '../accounts/accounts.ts';
import { emailField } from '../accounts/fields.ts';
import { beginEmailChange, findEmailLink, useEmailLink } from '../sessions/email-change.ts';
import { limitKey } from '../sessions/limit-key.ts';
import { mailTrouble } from '../sessions/link-mail.ts';
import { confirmPassword } from '../sessions/password-change.ts';
import { AccountPage } from './account-page.tsx';
import { ConfirmEmailPage, EmailAskedPage, EmailHalfwayPage, EmailLinkGonePage } from './email-pages.tsx';
import { settingsPage } from './settings-frame.tsx';

const emailSchema = z.strictObject({ email: emailField, emailPassword: z.string().max(1000).default('') });

export function emailSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const mailIsKept = !platform.config.SMTP_URL;

  routes.post(urls.settingsEmail.pattern, async (c) => {
    const account = requireAccount(c);
    // Whoever found the browser open must not get an address of theirs into it.
    if (!(await hasPassword(account))) requireFresh(platform, c, urls.settingsAccount());
    const form = await readForm(c);
    const parsed = parseForm(emailSchema, form);
    if (!parsed.ok) return await refuse(c, form, parsed.errors);
    const { email, emailPassword } = parsed.value;
    await platform.limits.use('signIn', limitKey(platform, account.id));
    if (!(await confirmPassword(platform, account.id, emailPassword))) {
      return await refuse(c, form, { emailPassword: 'This is not your password.' });
    }
    await platform.limits.use('mailLink', limitKey(platform, email));
    await platform.limits.use('mailLink', limitKey(platform, account.id));
    if (!(await beginEmailChange(platform, account, email))) return await refuse(c, form, mailTrouble, 503);
    const present = account.email;
    return await show(c, <EmailAskedPage {...{ email, present, mailIsKept }} />);
  });

  routes.get(urls.settingsEmailToken.pattern, async (c) => {
    const token = c.req.param('token');
    const link = await findEmailLink(platform, requireAccount(c), token);
    if (!link) return await show(c, <EmailLinkGonePage />, 410);
    return await show(c, <ConfirmEmailPage {...link} token={token} />);
  });

  routes.post(urls.settingsEmailToken.pattern, async (c) => {
    const used = await useEmailLink(platform, requireAccount(c), c.req.param('token'));
    if (!used) return await show(c, <EmailLinkGonePage />, 410);
    const { email, missing } = used;
    if (missing) return await show(c, <EmailHalfwayPage {...{ email, missing }} />);
    return responder.redirect(c, `${urls.settingsAccount()}?done=email`);
  });

  async function refuse(c: EdgeContext, form: RawForm, errors: FieldErrors, status = 422): Promise<Response> {
    const account = requireAccount(c);
    const guard = { hasPassword: await hasPassword(account), fresh: isFresh(platform, c) };
    const email = fieldText(form, 'email');
    return await show(c, <AccountPage {...guard} {...{ account, mailIsKept, email, errors }} />, status);
  }

  async function hasPassword({ id }: Account): Promise<boolean> {
    return (await findPasswordHash(platform.db, id)) !== null;
  }

  async function show(c: EdgeContext, children: JSX.Element, status = 200): Promise<Response> {
    return await responder.privatePage(c, settingsPage({ section: 'Account', children }), status);
  }
  return routes;
}
