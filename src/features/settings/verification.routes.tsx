import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { proofTroubles } from '../careers/proven-by-provider.ts';
import { askForCode, endOwnVerification, enterCode, noMailServer } from '../careers/verification.ts';
import { isVerified } from '../careers/verified-careers.ts';
import { isCodeWaiting } from '../careers/work-code.ts';
import { proposalSchema, proposeCompany } from '../companies/proposing.ts';
import { listProvingProviders } from '../identities/prove-address.ts';
import { settingsPage } from './settings-frame.tsx';
import type { VerificationPageProps } from './verification-page.tsx';
import { VerificationPage } from './verification-page.tsx';

const addressSchema = z.strictObject({
  workAddress: z.string('Give one address.').max(400, 'That is longer than any address.'),
});
const codeSchema = z.strictObject({ code: z.string('Give one code.').max(40, 'The code has eight digits.') });
const endSchema = z.strictObject({ end: z.enum(['left', 'drop']) });

export function verificationRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, config, clock } = platform;
  const page = urls.settingsVerification();

  routes.get(urls.settingsVerification.pattern, async (c) => {
    const trouble = c.req.query('trouble') ?? '';
    return await show(c, { trouble: new Map(Object.entries(proofTroubles)).get(trouble) });
  });

  routes.post(urls.settingsVerification.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const values = { workAddress: fieldText(form, 'workAddress') };
    const parsed = parseForm(addressSchema, form);
    if (!parsed.ok) return await show(c, { values, errors: parsed.errors }, 422);
    const asked = await orErrors(askForCode(platform, account, parsed.value.workAddress));
    if (!asked.ok) return await show(c, { values, errors: asked.errors }, 422);
    return responder.redirect(c, `${page}?done=code`);
  });

  routes.post(urls.settingsWorkCode.pattern, async (c) => {
    const account = requireAccount(c);
    const parsed = parseForm(codeSchema, await readForm(c));
    if (!parsed.ok) return await show(c, { errors: parsed.errors }, 422);
    const entered = await orErrors(enterCode(platform, account, parsed.value.code));
    if (!entered.ok) return await show(c, { errors: entered.errors }, 422);
    return responder.redirect(c, `${page}?done=verified`);
  });

  routes.post(urls.settingsVerificationEnd.pattern, async (c) => {
    const account = requireAccount(c);
    const { end } = requireForm(endSchema, await readForm(c));
    await endOwnVerification(platform, account, { left: end === 'left' });
    return responder.redirect(c, `${page}?done=ended`);
  });

  routes.post(urls.settingsCompanyProposal.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const values = { company: fieldText(form, 'company'), domain: fieldText(form, 'domain') };
    const parsed = parseForm(proposalSchema, form);
    if (!parsed.ok) return await show(c, { values, errors: parsed.errors }, 422);
    await useLimit(platform, account, 'act');
    await platform.limits.use('proposal', platform.keys.mac('limit', [account.id]).toString('hex'));
    const proposed = await orErrors(proposeCompany(platform, parsed.value));
    if (!proposed.ok) return await show(c, { values, errors: proposed.errors }, 422);
    return responder.redirect(c, `${page}?done=proposed`);
  });

  async function show(
    c: EdgeContext,
    props: Pick<VerificationPageProps, 'values' | 'errors' | 'trouble'>,
    status = 200,
  ): Promise<Response> {
    const { id, career } = requireAccount(c);
    const children = (
      <VerificationPage
        {...props}
        verified={isVerified(career, clock.now()) ? career.verified : null}
        codeWaiting={await isCodeWaiting(platform, db, id)}
        noMail={config.SMTP_URL ? null : noMailServer}
        sender={config.MAIL_FROM}
        providers={listProvingProviders(platform)}
      />
    );
    const done = status === 200 ? c.req.query('done') : undefined;
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Career', title: 'Verification', done, children }),
      status,
    );
  }
  return routes;
}
