import { z } from 'zod';
import { Invalid } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { slugify } from '../../platform/text.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { isOpenToAll, isWorkDomain } from '../careers/work-domains.ts';
import { findCompanyByDomain } from './companies.ts';
import { lockCompanies, replaceParts } from './loading-ladders.ts';

export const companyNameField = textField({ min: 1, max: 80, what: 'The company' }).transform(oneLine);

/** What stands behind the @, with or without it. */
const domainField = z
  .string('Give one domain.')
  .max(300, 'That is longer than any domain.')
  .transform((text) => text.trim().toLowerCase().replace(/^@/, ''))
  .refine((domain) => !isOpenToAll(domain), 'Anybody can have an address there, so it verifies nobody.')
  .refine(
    (domain) => isOpenToAll(domain) || isWorkDomain(domain),
    'Write it like company.com, in plain letters.',
  );

export const proposalSchema = z.strictObject({ company: companyNameField, domain: domainField });

const findSlugs = statement<{ base: string }, { slug: string }>('findCompanySlugs')`
  select slug::text from companies where slug = ${'base'} or starts_with(slug, ${'base'} || '-')
  union all
  select slug::text from company_merges where slug = ${'base'} or starts_with(slug, ${'base'} || '-')`;

/** An address of its own for a company of this name. */
export async function freeSlug(db: Queryable, name: string): Promise<string> {
  const base = slugify(name);
  const taken = new Set((await findSlugs(db, { base })).map(({ slug }) => slug));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

const findProposed = statement<{ domain: string }, { found: boolean }>('findProposedDomain')`
  select exists (select from company_domains where domain = ${'domain'}) as found`;

const insertProposed = statement<{ id: string; slug: string; name: string }, never>('proposeCompany')`
  insert into companies (id, slug, name) values (${'id'}, ${'slug'}, ${'name'})`;

/**
 * Puts a company before the admins; nothing is verified with it until one confirms it. Who proposed it is not
 * kept. What was proposed before is not told. Throws Invalid for a domain that is known.
 */
export async function proposeCompany(
  platform: Pick<Platform, 'db' | 'random'>,
  { company: name, domain }: z.output<typeof proposalSchema>,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const known = await findCompanyByDomain(tx, domain);
    if (known)
      throw new Invalid({ domain: `That is ${known.name}, which is known. You can be verified there.` });
    const [proposed] = await findProposed(tx, { domain });
    if (proposed?.found) return;
    const id = newId(platform.random);
    await insertProposed(tx, { id, slug: await freeSlug(tx, name), name });
    await replaceParts(tx, id, { name, aliases: [], domains: [domain], levels: [] });
  });
}
