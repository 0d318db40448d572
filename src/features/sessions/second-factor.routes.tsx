import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { finishSignIn, halfToken } from '../../edge/signing-in.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { findAccount } from '../accounts/accounts.ts';
import { isAppCode } from '../second-factor/app-codes.ts';
import { useSecondFactor } from '../second-factor/second-factors.ts';
import { tellOfChange } from './change-mail.ts';
import { limitKey } from './limit-key.ts';
import { findReturnPath, returnField } from './return-path.ts';
import { sessionPage } from './session-page.tsx';
import { SecondFactorPage, TooLatePage } from './second-factor-page.tsx';
import { findTokenHolder } from './tokens.ts';

const codeSchema = z.strictObject({
  code: z.string('Give one code.').trim().min(1, 'Give the code.').max(100, 'That is longer than any code.'),
  to: returnField,
});

const noMatch = {
  code: 'This code does not count, or not any more. Wait for the next one, and see whether your device has the right time.',
};

/** The second half of signing in, for those who were sent here by the first. */
export function secondFactorRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const way = urls.signInSecondFactor();

  routes.get(urls.signInSecondFactor.pattern, async (c) => {
    const to = findReturnPath(c.req.query('to'));
    return (await findHalf(c)) ? await show(c, to) : await gone(c, to);
  });

  routes.post(urls.signInSecondFactor.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const form = await readForm(c);
    const to = findReturnPath(fieldText(form, 'to'));
    const accountId = await findHalf(c);
    if (!accountId) return await gone(c, to);
    const parsed = parseForm(codeSchema, form);
    if (!parsed.ok) return await show(c, to, parsed.errors);
    await platform.limits.use('secondFactor', limitKey(platform, accountId));
    if (!(await useSecondFactor(platform, accountId, parsed.value.code))) return await show(c, to, noMatch);
    if (!isAppCode(parsed.value.code)) {
      const account = await findAccount(platform, accountId);
      await tellOfChange(platform, account?.email ?? null, 'a recovery code was used');
    }
    const place = await finishSignIn(platform, c, to);
    return place === null ? await gone(c, to) : responder.redirect(c, place);
  });

  async function findHalf(c: EdgeContext): Promise<string | null> {
    return await findTokenHolder(platform, 'second-factor', halfToken(platform, c) ?? '');
  }

  async function show(c: EdgeContext, to: string | null, errors?: FieldErrors): Promise<Response> {
    const children = <SecondFactorPage to={to} {...(errors ? { errors } : {})} />;
    return await responder.privatePage(c, sessionPage(way, 'One more step', children), errors ? 422 : 200);
  }

  async function gone(c: EdgeContext, to: string | null): Promise<Response> {
    return await responder.privatePage(
      c,
      sessionPage(way, 'Please begin again', <TooLatePage to={to} />),
      410,
    );
  }
  return routes;
}
