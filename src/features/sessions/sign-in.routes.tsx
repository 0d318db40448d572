import { Hono } from 'hono';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { signInHere } from '../../edge/signing-in.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls, withReturn } from '../../urls.ts';
import { emailField, passwordField } from '../accounts/fields.ts';
import { mailTrouble, sendLink } from './link-mail.ts';
import { LinkGonePage, LinkPage, LinkSentPage } from './link-pages.tsx';
import { limitKey } from './limit-key.ts';
import { removePassword } from './password-change.ts';
import { findReturnPath, placeAfter, returnField } from './return-path.ts';
import { SignInPage } from './sign-in-page.tsx';
import { checkPassword, redeemSignInLink } from './signing-in.ts';
import { findLinkHolder } from './tokens.ts';

const signInSchema = z.strictObject({ email: emailField, password: passwordField, to: returnField });
// The button for a link stands in the same form, so whatever is in the password's field comes along.
const linkSchema = z.strictObject({ email: emailField, password: z.unknown().optional(), to: returnField });

const noMatch = { password: 'This address and this password do not belong together.' };

export function signInRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.signIn.pattern, async (c) => {
    const to = findReturnPath(c.req.query('to'));
    if (c.var.account) return c.redirect(placeAfter(to), 303);
    return await showForm(c, { to });
  });

  routes.post(urls.signIn.pattern, async (c) => {
    const form = await readForm(c);
    const parsed = parseForm(signInSchema, form);
    if (!parsed.ok) return await refuse(c, form, parsed.errors);
    const { email, password, to } = parsed.value;
    await platform.limits.use('signInAddress', addressKey(platform, c));
    await platform.limits.use('signIn', limitKey(platform, email));
    const accountId = await checkPassword(platform, { email, password });
    if (!accountId) return await refuse(c, form, noMatch);
    await signInHere(platform, c, accountId);
    return responder.redirect(c, placeAfter(to));
  });

  routes.post(urls.signInLink.pattern, async (c) => {
    const form = await readForm(c);
    const parsed = parseForm(linkSchema, form);
    if (!parsed.ok) return await refuse(c, form, parsed.errors);
    const { email, to } = parsed.value;
    await platform.limits.use('signInAddress', addressKey(platform, c));
    await platform.limits.use('mailLink', limitKey(platform, email));
    if (!(await sendLink(platform, { email, to, asked: 'sign-in' })))
      return await refuse(c, form, mailTrouble, 503);
    const again = withReturn(urls.signIn(), to);
    const mailIsKept = !platform.config.SMTP_URL;
    return await show(c, 'Look into your mail', <LinkSentPage {...{ email, again, mailIsKept }} />);
  });

  routes.get(urls.signInToken.pattern, async (c) => {
    const token = c.req.param('token');
    const to = findReturnPath(c.req.query('to'));
    const holder = await findLinkHolder(platform, 'sign-in', token);
    if (!holder) return await gone(c, to);
    const action = withReturn(urls.signInToken({ token }), to);
    return await show(c, 'Sign in', <LinkPage purpose="sign-in" holder={holder} action={action} />);
  });

  routes.post(urls.signInToken.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const to = findReturnPath(c.req.query('to'));
    const forget = fieldText(await readForm(c), 'forget') === '1';
    const accountId = await redeemSignInLink(platform, c.req.param('token'));
    if (!accountId) return await gone(c, to);
    if (forget) await removePassword(platform, accountId);
    await signInHere(platform, c, accountId);
    return responder.redirect(c, placeAfter(to));
  });

  async function show(c: EdgeContext, title: string, children: JSX.Element, status = 200): Promise<Response> {
    return await responder.privatePage(
      c,
      { title, path: urls.signIn(), robots: 'noindex', children },
      status,
    );
  }

  async function showForm(
    c: EdgeContext,
    props: Parameters<typeof SignInPage>[0],
    status = 200,
  ): Promise<Response> {
    return await show(c, 'Sign in', <SignInPage {...props} />, status);
  }

  async function refuse(c: EdgeContext, form: RawForm, errors: FieldErrors, status = 422): Promise<Response> {
    const to = findReturnPath(fieldText(form, 'to'));
    return await showForm(c, { to, email: fieldText(form, 'email'), errors }, status);
  }

  async function gone(c: EdgeContext, to: string | null): Promise<Response> {
    return await show(
      c,
      'This link can’t be used',
      <LinkGonePage again={withReturn(urls.signIn(), to)} />,
      410,
    );
  }

  return routes;
}
