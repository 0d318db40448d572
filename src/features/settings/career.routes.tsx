import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { careerSchema } from '../careers/career-fields.ts';
import { findProposal, stateCareer } from '../careers/stating.ts';
import { isVerified } from '../careers/verified-careers.ts';
import { listCompanyNames } from '../companies/companies.ts';
import type { CareerFormProps, CareerValues } from './career-form.tsx';
import { CareerForm } from './career-form.tsx';
import { settingsPage } from './settings-frame.tsx';
import { VerificationLine } from './verification-line.tsx';

export function careerSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, clock } = platform;

  routes.get(urls.settingsCareer.pattern, async (c) => {
    const { career } = requireAccount(c);
    const values = {
      role: career?.role ?? '',
      level: career?.level ?? '',
      company: career?.company ?? '',
      nativeLevel: career?.nativeLevel ?? '',
      years: career?.years ?? '',
    };
    return await show(c, { values });
  });

  routes.post(urls.settingsCareer.pattern, async (c) => {
    const account = requireAccount(c);
    const { propose, ...form } = await readForm(c);
    const parsed = parseForm(careerSchema, form);
    const values = valuesOf(form);
    if (!parsed.ok) return await show(c, { values, errors: parsed.errors }, 422);
    if (propose !== undefined) {
      const proposal = await findProposal(db, parsed.value);
      return await show(c, { values: proposal ? { ...values, level: proposal.band } : values, proposal });
    }
    await useLimit(platform, account, 'act');
    await stateCareer(platform, account.id, parsed.value);
    return responder.redirect(c, `${urls.settingsCareer()}?done=saved`);
  });

  async function show(
    c: EdgeContext,
    props: Pick<CareerFormProps, 'values' | 'errors' | 'proposal'>,
    status = 200,
  ): Promise<Response> {
    const { career } = requireAccount(c);
    const verified = isVerified(career, clock.now());
    const children = (
      <>
        <CareerForm {...props} companies={await listCompanyNames(db)} verified={verified} />
        <VerificationLine company={verified ? career.verified.company : null} />
      </>
    );
    const done = status === 200 ? c.req.query('done') : undefined;
    return await responder.privatePage(c, settingsPage({ section: 'Career', done, children }), status);
  }
  return routes;
}

function valuesOf(form: RawForm): CareerValues {
  const text = (name: string) => fieldText(form, name);
  return {
    role: text('role'),
    level: text('level'),
    company: text('company'),
    nativeLevel: text('nativeLevel'),
    years: text('years'),
  };
}
