import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { nameKey } from './names.ts';
import type { Band } from './names.ts';

/** How many people work there. */
export const sizes = {
  'under-50': 'Under 50 people',
  '50-249': '50 to 249 people',
  '250-999': '250 to 999 people',
  '1000-9999': '1,000 to 9,999 people',
  '10000-up': '10,000 people and more',
} as const;

export type Size = keyof typeof sizes;

/** One of a company's own levels, and which of our bands it is. */
export interface Level {
  name: string;
  aliases: string[];
  band: Band;
}

export interface Source {
  title: string;
  url?: string | undefined;
}

export interface CompanyName {
  id: string;
  slug: string;
  name: string;
}

/** A company as everybody may see it. */
export interface Company extends CompanyName {
  size: Size | null;
  aliases: string[];
  sources: Source[];
  /** From the bottom up; individual contributors first. */
  levels: Level[];
}

/** The tag of pages and answers that show the level map. */
export const companiesTag = 'companies';

const listConfirmed = statement<object, Company>('listConfirmedCompanies')`
  select id, slug, name, size, sources,
    array(
      select company_aliases.name from company_aliases
      where company_id = companies.id and company_aliases.name <> companies.name order by company_aliases.name
    ) as aliases,
    coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'aliases', aliases, 'band', band) order by position)
      from company_levels where company_id = companies.id
    ), '[]') as levels
  from companies where confirmed order by lower(name)`;

/** All that are confirmed, by name, with their levels. */
export async function listCompanies(db: Queryable): Promise<Company[]> {
  return await listConfirmed(db, {});
}

/** Throws NotFound, also for one that is not confirmed. */
export async function accessCompany(db: Queryable, slug: string): Promise<Company> {
  const company = (await listConfirmed(db, {})).find((each) => each.slug === slug);
  if (!company) throw new NotFound('There is no such company on the level map.');
  return company;
}

const findByKey = statement<{ key: string }, CompanyName>('findCompanyByName')`
  select companies.id, companies.slug, companies.name
  from company_aliases join companies on companies.id = company_aliases.company_id
  where company_aliases.key = ${'key'} and confirmed`;

/** The confirmed company that is called so, whatever the spelling. */
export async function findCompanyByName(db: Queryable, name: string): Promise<CompanyName | null> {
  const [company] = await findByKey(db, { key: nameKey(name) });
  return company ?? null;
}

const findByDomain = statement<{ domain: string }, CompanyName>('findCompanyByDomain')`
  select companies.id, companies.slug, companies.name
  from company_domains join companies on companies.id = company_domains.company_id
  where domain = ${'domain'} and confirmed`;

/** The confirmed company whose people have their mailboxes at exactly this domain. */
export async function findCompanyByDomain(db: Queryable, domain: string): Promise<CompanyName | null> {
  const [company] = await findByDomain(db, { domain });
  return company ?? null;
}

const listNames = statement<{ limit: number }, { name: string }>('listCompanyNames')`
  select name from companies where confirmed order by lower(name) limit ${'limit'}`;

/** For suggestions while one types. */
export async function listCompanyNames(db: Queryable): Promise<string[]> {
  return (await listNames(db, { limit: 1000 })).map(({ name }) => name);
}

const listCurrent = statement<object, { was: string; id: string; name: string }>('listCurrentCompanies')`
  select id as was, id, name from companies
  union all
  select company_merges.id, companies.id, companies.name
  from company_merges join companies on companies.id = company_merges.company_id`;

/** Which company each id stands for today: itself, or the one it was merged into. */
export async function findCurrentCompanies(
  db: Queryable,
): Promise<Map<string, { id: string; name: string }>> {
  return new Map((await listCurrent(db, {})).map(({ was, id, name }) => [was, { id, name }]));
}
