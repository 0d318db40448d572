import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAdmin } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { EditedCompany } from '../companies/editing.ts';
import {
  accessEditedCompany,
  addCompany,
  companySchema,
  editCompany,
  listAllCompanies,
  newCompanySchema,
  turnDown,
  writeLevels,
} from '../companies/editing.ts';
import { mergeCompany } from '../companies/merging.ts';
import { adminPage } from './admin-frame.tsx';
import type { CompanyFormProps, CompanyListProps, CompanyValues } from './company-pages.tsx';
import { CompanyForm, CompanyListPage } from './company-pages.tsx';

const mergeSchema = z.strictObject({
  into: z.string('Choose one company.').min(1, 'Choose a company.').max(80),
});

// What the address may say after a form was taken.
const notices = new Map([
  ['saved', 'Saved.'],
  ['merged', 'They are one company now.'],
  ['removed', 'The proposal is turned down.'],
]);

export function adminCompaniesRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.adminCompanies.pattern, async (c) => {
    requireAdmin(c);
    return await showList(c, {});
  });

  routes.post(urls.adminCompanies.pattern, async (c) => {
    requireAdmin(c);
    const form = await readForm(c);
    const values = { name: fieldText(form, 'name') };
    const parsed = parseForm(newCompanySchema, form);
    if (!parsed.ok) return await showList(c, { values, errors: parsed.errors }, 422);
    const added = await orErrors(addCompany(platform, parsed.value));
    if (!added.ok) return await showList(c, { values, errors: added.errors }, 422);
    return responder.redirect(c, urls.adminCompany({ slug: added.value }));
  });

  routes.get(urls.adminCompany.pattern, async (c) => {
    requireAdmin(c);
    const company = await accessEditedCompany(db, c.req.param('slug'));
    return await showForm(c, company, { values: valuesOf(company) });
  });

  routes.post(urls.adminCompany.pattern, async (c) => {
    requireAdmin(c);
    const company = await accessEditedCompany(db, c.req.param('slug'));
    const form = await readForm(c);
    if (form['remove'] !== undefined) {
      const gone = await orErrors(turnDown(platform, company.slug));
      if (!gone.ok)
        return await showForm(c, company, { values: valuesOf(company), errors: gone.errors }, 422);
      return responder.redirect(c, `${urls.adminCompanies()}?done=removed`);
    }
    const values = valuesOfForm(form);
    const parsed = parseForm(companySchema, form);
    if (!parsed.ok) return await showForm(c, company, { values, errors: parsed.errors }, 422);
    const edited = await orErrors(editCompany(platform, company.slug, parsed.value));
    if (!edited.ok) return await showForm(c, company, { values, errors: edited.errors }, 422);
    return responder.redirect(c, `${urls.adminCompany(company)}?done=saved`);
  });

  routes.post(urls.adminCompanyMerge.pattern, async (c) => {
    requireAdmin(c);
    const company = await accessEditedCompany(db, c.req.param('slug'));
    const values = valuesOf(company);
    const parsed = parseForm(mergeSchema, await readForm(c));
    if (!parsed.ok) return await showForm(c, company, { values, errors: parsed.errors }, 422);
    const { into } = parsed.value;
    const merged = await orErrors(mergeCompany(platform, { slug: company.slug, into }));
    if (!merged.ok) return await showForm(c, company, { values, errors: merged.errors }, 422);
    return responder.redirect(c, `${urls.adminCompany({ slug: into })}?done=merged`);
  });

  async function showList(
    c: EdgeContext,
    props: Omit<CompanyListProps, 'companies'>,
    status = 200,
  ): Promise<Response> {
    const children = <CompanyListPage companies={await listAllCompanies(db)} {...props} />;
    const notice = status === 200 ? notices.get(c.req.query('done') ?? '') : undefined;
    const page = {
      section: 'Companies',
      title: 'Companies',
      path: urls.adminCompanies(),
      notice,
      children,
    } as const;
    return await responder.privatePage(c, adminPage(page), status);
  }

  async function showForm(
    c: EdgeContext,
    { slug, confirmed }: EditedCompany,
    props: Pick<CompanyFormProps, 'values' | 'errors'>,
    status = 200,
  ): Promise<Response> {
    const others = (await listAllCompanies(db)).filter((each) => each.confirmed && each.slug !== slug);
    const children = <CompanyForm slug={slug} isConfirmed={confirmed} others={others} {...props} />;
    const path = urls.adminCompany({ slug });
    const notice = status === 200 ? notices.get(c.req.query('done') ?? '') : undefined;
    const page = { section: 'Companies', title: 'Edit a company', path, notice, children } as const;
    return await responder.privatePage(c, adminPage(page), status);
  }
  return routes;
}

function valuesOf({ name, confirmed, size, domains, aliases, levels }: EditedCompany): CompanyValues {
  return {
    ...{ name, confirmed },
    size: size ?? '',
    domains: domains.join(', '),
    aliases: aliases.join(', '),
    levels: writeLevels(levels),
  };
}

function valuesOfForm(form: RawForm): CompanyValues {
  const text = (name: string) => fieldText(form, name);
  return {
    name: text('name'),
    confirmed: text('confirmed') === '1',
    size: text('size'),
    domains: text('domains'),
    aliases: text('aliases'),
    levels: text('levels'),
  };
}
