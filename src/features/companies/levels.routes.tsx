import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import type { Platform } from '../../platform/platform.ts';
import { normaliseText } from '../../platform/text.ts';
import type { View } from '../../ui/page.ts';
import { urls } from '../../urls.ts';
import { accessCompany, companiesTag, listCompanies } from './companies.ts';
import type { Company } from './companies.ts';
import { CompanyPage } from './company-page.tsx';
import { levelsHref } from './levels-href.ts';
import { LevelsPage } from './levels-page.tsx';
import type { Findings } from './looking-up.ts';
import { lookUpLevel, mostTyped } from './looking-up.ts';

export function levelsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.levels.pattern, async (c) => {
    const typed = normaliseText(c.req.query('name') ?? '')
      .trim()
      .slice(0, mostTyped);
    const load = async () => {
      const companies = await listCompanies(db);
      return typed === '' ? indexView(companies) : foundView(companies, typed);
    };
    return await responder.page(c, load, ['name']);
  });

  routes.get('/levels/:slug{[a-z0-9-]+}', async (c) => {
    const load = async () => {
      const company = await accessCompany(db, c.req.param('slug'));
      return {
        title: `Levels at ${company.name}`,
        description: `${namesOf(company)}: what the levels at ${company.name} stand for.`,
        path: urls.companyLevels(company),
        tags: [companiesTag],
        children: <CompanyPage company={company} />,
      };
    };
    return await responder.page(c, load);
  });
  return routes;
}

function indexView(companies: Company[]): View {
  return {
    title: 'Engineering levels, company by company',
    description: 'What E5, SDE II, IC4 and L62 stand for, and what the same level is called elsewhere.',
    path: urls.levels(),
    tags: [companiesTag],
    children: <LevelsPage typed="" findings={null} companies={companies} />,
  };
}

function foundView(companies: Company[], typed: string): View {
  const findings = lookUpLevel(companies, typed);
  const spelling = spellingOf(findings);
  const shown = spelling ?? typed;
  return {
    title: spelling ? `${spelling}: which level that is` : 'Levels, company by company',
    description: describe(findings),
    // Another spelling of it is answered, and kept under this one; what is not known is kept nowhere.
    path: spelling ? levelsHref(spelling) : urls.levels(),
    ...(spelling ? {} : { robots: 'noindex' }),
    tags: [companiesTag],
    children: <LevelsPage typed={shown} findings={findings} companies={companies} />,
  };
}

/** One for all ways of writing it; null where nothing is known. */
function spellingOf({ known, found, company, spelling }: Findings): string | null {
  if (!known) return null;
  if (found.length === 0) return company?.name ?? null;
  return company ? `${company.name} ${spelling}` : spelling;
}

function describe({ found }: Findings): string {
  if (found.length === 0) return 'What levels are called at each company, and which band they are.';
  const lines = found.slice(0, 6).map(({ company, level }) => `${level.band} at ${company.name}`);
  return `${lines.join(', ')}.`;
}

function namesOf({ levels }: Company): string {
  return levels
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ');
}
