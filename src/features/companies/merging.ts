import { Invalid } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { companiesTag } from './companies.ts';
import { accessEditedCompany, removeCompany } from './editing.ts';
import { lockCompanies, replaceParts } from './loading-ladders.ts';
import { nameKey } from './names.ts';

const moveMerges = statement<{ id: string; into: string }, never>('moveCompanyMerges')`
  update company_merges set company_id = ${'into'} where company_id = ${'id'}`;

const insertMerge = statement<{ id: string; slug: string; into: string }, never>('addCompanyMerge')`
  insert into company_merges (id, slug, company_id) values (${'id'}, ${'slug'}, ${'into'})`;

const markEdited = statement<{ id: string }, never>('markCompanyEdited')`
  update companies set edited = true where id = ${'id'}`;

/**
 * Makes one company of two: names and domains go to the other, levels where it has none. Whoever was
 * verified with the first is verified with the second. Throws Invalid.
 */
export async function mergeCompany(
  platform: Pick<Platform, 'db' | 'changes'>,
  { slug, into }: { slug: string; into: string },
): Promise<void> {
  if (slug === into) throw new Invalid({ into: 'A company cannot be merged into itself.' });
  await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const gone = await accessEditedCompany(tx, slug);
    const kept = await accessEditedCompany(tx, into);
    if (!kept.confirmed) throw new Invalid({ into: `${kept.name} is not confirmed. Confirm it first.` });
    await moveMerges(tx, { id: gone.id, into: kept.id });
    await removeCompany(tx, gone.id);
    await insertMerge(tx, { id: gone.id, slug, into: kept.id });
    const names = [...kept.aliases, gone.name, ...gone.aliases];
    await replaceParts(tx, kept.id, {
      name: kept.name,
      aliases: [...new Map(names.map((name) => [nameKey(name), name])).values()],
      domains: [...new Set([...kept.domains, ...gone.domains])],
      levels: kept.levels.length > 0 ? kept.levels : gone.levels,
    });
    await markEdited(tx, { id: kept.id });
    await platform.changes.announce(tx, [companiesTag]);
  });
}
