import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { beginSignIn } from '../../edge/signing-in.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls, withReturn } from '../../urls.ts';
import { emailField, passwordField } from '../accounts/fields.ts';
import { canHavePasskeys } from '../passkeys/relying-party.ts';
import { listProviders } from '../identities/providers.ts';
import { mailTrouble, sendLink } from './link-mail.ts';
import { LinkPage } from './link-pages.tsx';
import { limitKey } from './limit-key.ts';
import { findReturnPath, placeAfter, returnField } from './return-path.ts';
import { linkGone, linkSent, sessionPage } from './session-page.tsx';
import type { SignInPageProps } from './sign-in-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { checkPassword, redeemSignInLink } from './signing-in.ts';
import { findLinkHolder } from './tokens.ts';

const signInSchema = z.strictObject({ email: emailField, password: passwordField, to: returnField });
// The button for a link stands in the same form, so whatever is in the password's field comes along.
const linkSchema = z.strictObject({ email: emailField, password: z.unknown().optional(), to: returnField });

const noMatch = { password: 'This address and this password do not belong together.' };

export function signInRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const way = urls.signIn();
  const mailIsKept = !platform.config.SMTP_URL;

  routes.get(urls.signIn.pattern, async (c) => {
    const to = findReturnPath(c.req.query('to'));
    const again = c.req.query('again') === '1' && c.var.account !== null;
    if (c.var.account && !again) return c.redirect(placeAfter(to), 303);
    return await showForm(c, { to, again });
  });

  routes.post(urls.signIn.pattern, async (c) => {
    const form = await readForm(c);
    const parsed = parseForm(signInSchema, form);
    if (!parsed.ok) return await refuse(c, form, parsed.errors);
    const { email, password, to } = parsed.value;
    await platform.limits.use('signInAddress', addressKey(platform, c));
    await platform.limits.use('signIn', limitKey(platform, email));
    const known = await checkPassword(platform, { email, password });
    if (!known) return await refuse(c, form, noMatch);
    return responder.redirect(c, await beginSignIn(platform, c, { ...known, factors: 'one', to }));
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
    return await responder.privatePage(c, linkSent(way, { email, to, mailIsKept }));
  });

  routes.get(urls.signInToken.pattern, async (c) => {
    const token = c.req.param('token');
    const to = findReturnPath(c.req.query('to'));
    const holder = await findLinkHolder(platform, 'sign-in', token);
    if (!holder) return await responder.privatePage(c, linkGone(way, to), 410);
    const action = withReturn(urls.signInToken({ token }), to);
    const children = <LinkPage purpose="sign-in" holder={holder} action={action} />;
    return await responder.privatePage(c, sessionPage(way, 'Sign in', children));
  });

  routes.post(urls.signInToken.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const to = findReturnPath(c.req.query('to'));
    const forgetsPassword = fieldText(await readForm(c), 'forget') === '1';
    const accountId = await redeemSignInLink(platform, c.req.param('token'));
    if (!accountId) return await responder.privatePage(c, linkGone(way, to), 410);
    const shown = { accountId, factors: 'one', to, forgetsPassword } as const;
    return responder.redirect(c, await beginSignIn(platform, c, shown));
  });

  async function showForm(
    c: EdgeContext,
    props: Omit<SignInPageProps, 'providers'>,
    status = 200,
  ): Promise<Response> {
    const passkeys = canHavePasskeys(platform.config);
    const page = sessionPage(
      way,
      'Sign in',
      <SignInPage {...props} {...{ passkeys, providers: listProviders(platform) }} />,
    );
    return await responder.privatePage(c, { ...page, passkeys }, status);
  }

  async function refuse(c: EdgeContext, form: RawForm, errors: FieldErrors, status = 422): Promise<Response> {
    const to = findReturnPath(fieldText(form, 'to'));
    return await showForm(c, { to, email: fieldText(form, 'email'), errors }, status);
  }
  return routes;
}
