import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { levels } from '../bylines/levels.ts';
import { isOpenToAll, isWorkDomain } from '../careers/work-domains.ts';
import type { Company, Level, Size } from './companies.ts';
import { companiesTag, sizes } from './companies.ts';
import { keysOf } from './looking-up.ts';
import { lockCompanies, replaceParts } from './loading-ladders.ts';
import { levelKey, trackOf } from './names.ts';
import type { Band } from './names.ts';
import { companyNameField, freeSlug } from './proposing.ts';

const mostLevels = 40;

function listField(what: string) {
  return z
    .string(`Write ${what} with commas between them.`)
    .max(4000, 'That is longer than any such list.')
    .transform((text) => [
      ...new Set(
        text
          .split(/[,\n]/)
          .map((each) => each.trim())
          .filter(Boolean),
      ),
    ]);
}

const domainsField = listField('domains')
  .transform((domains) => domains.map((domain) => domain.toLowerCase().replace(/^@/, '')))
  .superRefine((domains, context) => {
    for (const domain of domains) {
      const message = isOpenToAll(domain)
        ? `Anybody can have an address at ${domain}.`
        : `“${domain}” is no domain: write it like company.com, in plain letters.`;
      if (!isWorkDomain(domain)) context.addIssue({ code: 'custom', message });
    }
  });

const aliasesField = listField('other names').refine(
  (names) => names.every((name) => name.length <= 80) && names.length <= 30,
  'Up to 30 other names, of 80 characters each.',
);

/** One level a line: "Mid-Level: SDE II, L5". */
const levelsField = z
  .string('Write one level a line.')
  .max(8000, 'That is longer than any list of levels.')
  .transform((text, context): Level[] => {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const read = lines.map(readLevel);
    const wrong = read.findIndex((level) => level === 'wrong');
    const written = read.filter((level) => level !== null && level !== 'wrong');
    const trouble =
      wrong >= 0
        ? `Line ${wrong + 1}: write a band of ours, a colon, the level’s name, and its other names behind commas.`
        : troubleWith(written);
    if (trouble) context.addIssue({ code: 'custom', message: trouble });
    return written;
  });

function readLevel(line: string): Level | null | 'wrong' {
  if (line === '') return null;
  const [band = '', ...rest] = line.split(':');
  const known = levels.find((each) => each.toLowerCase() === band.trim().toLowerCase());
  const [name, ...aliases] = rest
    .join(':')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  if (!known || !name || [name, ...aliases].some((each) => each.length > 40)) return 'wrong';
  return { name, aliases, band: known };
}

/** What makes these levels say two things; null where all is well. */
function troubleWith(all: readonly Level[]): string | null {
  if (all.length > mostLevels) return `Up to ${mostLevels} levels, please.`;
  const names = new Set<string>();
  const bands = new Map<string, Band>();
  for (const level of all) {
    if (names.has(levelKey(level.name))) return `“${level.name}” is there twice.`;
    names.add(levelKey(level.name));
    for (const key of keysOf(level).map((each) => `${trackOf(level.band)} ${each}`)) {
      const other = bands.get(key) ?? level.band;
      if (other !== level.band) return `“${level.name}”, or another name of it, is ${other} too.`;
      bands.set(key, level.band);
    }
  }
  return null;
}

export const companySchema = z.strictObject({
  name: companyNameField,
  confirmed: z.literal('1').optional().transform(Boolean),
  size: z
    .enum(['', ...(Object.keys(sizes) as Size[])], 'Choose one of the sizes.')
    .transform((size) => size || null),
  domains: domainsField,
  aliases: aliasesField,
  levels: levelsField,
});

export const newCompanySchema = z.strictObject({ name: companyNameField });

/** The levels as the form writes them. */
export function writeLevels(all: readonly Level[]): string {
  return all.map(({ band, name, aliases }) => `${band}: ${[name, ...aliases].join(', ')}`).join('\n');
}

/** A company as admins see it. */
export interface EditedCompany extends Omit<Company, 'sources'> {
  confirmed: boolean;
  domains: string[];
}

const listEdited = statement<{ slug: string | null }, EditedCompany>('listEditedCompanies')`
  select id, slug, name, confirmed, size,
    array(select domain::text from company_domains where company_id = companies.id order by domain) as domains,
    array(
      select company_aliases.name from company_aliases
      where company_id = companies.id and company_aliases.name <> companies.name order by company_aliases.name
    ) as aliases,
    coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'aliases', aliases, 'band', band) order by position)
      from company_levels where company_id = companies.id
    ), '[]') as levels
  from companies where ${'slug'}::text is null or slug = ${'slug'}
  order by confirmed, lower(name)`;

/** All there are, those that wait to be confirmed first. */
export async function listAllCompanies(db: Queryable): Promise<EditedCompany[]> {
  return await listEdited(db, { slug: null });
}

export async function accessEditedCompany(db: Queryable, slug: string): Promise<EditedCompany> {
  const [company] = await listEdited(db, { slug });
  if (!company) throw new NotFound('There is no such company.');
  return company;
}

const insertCompany = statement<{ id: string; slug: string; name: string }, never>('addCompany')`
  insert into companies (id, slug, name, confirmed, edited) values (${'id'}, ${'slug'}, ${'name'}, true, true)`;

/** Makes a company, confirmed; returns its slug. Throws Invalid where another one is called so. */
export async function addCompany(
  platform: Pick<Platform, 'db' | 'random' | 'changes'>,
  { name }: z.output<typeof newCompanySchema>,
): Promise<string> {
  return await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const slug = await freeSlug(tx, name);
    const id = newId(platform.random);
    await insertCompany(tx, { id, slug, name });
    requireFree(await replaceParts(tx, id, { name, aliases: [], domains: [], levels: [] }));
    await platform.changes.announce(tx, [companiesTag]);
    return slug;
  });
}

type Change = { id: string; name: string; confirmed: boolean; size: Size | null };

const updateCompany = statement<Change, never>('updateCompany')`
  update companies set name = ${'name'}, confirmed = ${'confirmed'}, size = ${'size'}, edited = true
  where id = ${'id'}`;

/** Throws Invalid for a name or a domain that another company has. */
export async function editCompany(
  platform: Pick<Platform, 'db' | 'changes'>,
  slug: string,
  input: z.output<typeof companySchema>,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const { id } = await accessEditedCompany(tx, slug);
    const { name, confirmed, size } = input;
    await updateCompany(tx, { id, name, confirmed, size });
    requireFree(await replaceParts(tx, id, input), input.domains);
    await platform.changes.announce(tx, [companiesTag]);
  });
}

function requireFree(taken: readonly string[], domains: readonly string[] = []): void {
  const [first] = taken;
  if (first === undefined) return;
  const field = domains.includes(first) ? 'domains' : 'name';
  throw new Invalid({
    [field]: `“${first}” belongs to another company. Merge the two, or take it from there first.`,
  });
}

const deleteById = statement<{ id: string }, never>('deleteCompany')`
  delete from companies where id = ${'id'}`;

/** Turns a proposal down. Throws Invalid for a company that was confirmed: people may be verified with it. */
export async function turnDown(platform: Pick<Platform, 'db'>, slug: string): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const { id, confirmed } = await accessEditedCompany(tx, slug);
    if (confirmed) throw new Invalid({ confirmed: 'It is confirmed. Merge it into another one instead.' });
    await removeCompany(tx, id);
  });
}

export async function removeCompany(tx: Tx, id: string): Promise<void> {
  await deleteById(tx, { id });
}
