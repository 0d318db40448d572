import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { beginSignIn, browserMark, markBrowser } from '../../edge/signing-in.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls, withReturn } from '../../urls.ts';
import { emailField, optionalPasswordField } from '../accounts/fields.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { listProviders } from '../identities/providers.ts';
import { limitKey } from './limit-key.ts';
import { mailTrouble, sendLink } from './link-mail.ts';
import { LinkPage } from './link-pages.tsx';
import { findReturnPath, placeAfter, returnField } from './return-path.ts';
import { linkGone, linkSent, sessionPage } from './session-page.tsx';
import type { SignUpPageProps } from './sign-up-page.tsx';
import { SignUpPage } from './sign-up-page.tsx';
import { redeemSignUpLink } from './signing-in.ts';
import { findLinkHolder } from './tokens.ts';
import { WelcomePage } from './welcome-page.tsx';

const signUpSchema = z.strictObject({ email: emailField, password: optionalPasswordField, to: returnField });

export function signUpRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const way = urls.signUp();
  const mailIsKept = !platform.config.SMTP_URL;

  routes.get(urls.signUp.pattern, async (c) => {
    const to = findReturnPath(c.req.query('to'));
    if (c.var.account) return c.redirect(placeAfter(to), 303);
    return await showForm(c, { to });
  });

  routes.post(urls.signUp.pattern, async (c) => {
    const form = await readForm(c);
    const parsed = parseForm(signUpSchema, form);
    if (!parsed.ok) return await refuse(c, form, parsed.errors);
    const { email, password, to } = parsed.value;
    await platform.limits.use('signUpAddress', addressKey(platform, c));
    await platform.limits.use('mailLink', limitKey(platform, email));
    const browserHash = hashSecret(markBrowser(platform, c));
    const passwordHash = password === null ? null : await hashPassword(password);
    const sent = await sendLink(platform, { email, to, asked: 'sign-up', passwordHash, browserHash });
    if (!sent) return await refuse(c, form, mailTrouble, 503);
    return await responder.privatePage(c, linkSent(way, { email, to, mailIsKept }));
  });

  routes.get(urls.signUpToken.pattern, async (c) => {
    const token = c.req.param('token');
    const to = findReturnPath(c.req.query('to'));
    const holder = await findLinkHolder(platform, 'sign-up', token);
    if (!holder) return await responder.privatePage(c, linkGone(way, to), 410);
    const action = withReturn(urls.signUpToken({ token }), to);
    const children = <LinkPage purpose="sign-up" holder={holder} action={action} />;
    return await responder.privatePage(c, sessionPage(way, 'Sign up', children));
  });

  routes.post(urls.signUpToken.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const to = findReturnPath(c.req.query('to'));
    const redeemed = await redeemSignUpLink(platform, c.req.param('token'), browserMark(platform, c));
    if (!redeemed) return await responder.privatePage(c, linkGone(way, to), 410);
    const { accountId, passwordDropped } = redeemed;
    const welcome = passwordDropped ? `${urls.welcome()}?password=dropped` : urls.welcome();
    const next = passwordDropped || !to ? welcome : to;
    return responder.redirect(c, await beginSignIn(platform, c, { accountId, factors: 'one', to: next }));
  });

  routes.get(urls.welcome.pattern, async (c) => {
    requireAccount(c);
    const passwordDropped = c.req.query('password') === 'dropped';
    const children = <WelcomePage passwordDropped={passwordDropped} />;
    return await responder.privatePage(c, sessionPage(urls.welcome(), 'You are in', children));
  });

  async function showForm(
    c: EdgeContext,
    props: Omit<SignUpPageProps, 'providers'>,
    status = 200,
  ): Promise<Response> {
    return await responder.privatePage(
      c,
      sessionPage(way, 'Sign up', <SignUpPage {...props} providers={listProviders(platform)} />),
      status,
    );
  }

  async function refuse(c: EdgeContext, form: RawForm, errors: FieldErrors, status = 422): Promise<Response> {
    const to = findReturnPath(fieldText(form, 'to'));
    return await showForm(c, { to, email: fieldText(form, 'email'), errors }, status);
  }
  return routes;
}
