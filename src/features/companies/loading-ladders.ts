import { advisoryLocks } from '../../platform/advisory-locks.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { companiesTag } from './companies.ts';
import type { Ladder } from './ladders.ts';
import { readLadders } from './ladders.ts';
import { nameKey } from './names.ts';

const takeLock = statement<{ lock: number }, never>('lockCompanies')`
  select pg_advisory_xact_lock(${'lock'}::bigint)`;

/** First in every transaction that writes companies: they are written one at a time. */
export async function lockCompanies(tx: Tx): Promise<void> {
  await takeLock(tx, { lock: advisoryLocks.companies });
}

const findLoaded = statement<{ version: number }, { loaded: boolean }>('findLevelMap')`
  select exists (select from level_maps where version >= ${'version'}) as loaded`;

const addVersion = statement<{ version: number }, never>('addLevelMap')`
  insert into level_maps (version) values (${'version'}) on conflict do nothing`;

type LoadedRow = Pick<Ladder, 'slug' | 'name' | 'size'> & { id: string; sources: string };

// Where an admin has changed it, or merged it into another, nothing is returned, and nothing more is written.
const upsertCompany = statement<LoadedRow, { id: string }>('loadCompany')`
  insert into companies (id, slug, name, confirmed, size, sources)
  select ${'id'}, ${'slug'}::text, ${'name'}, true, ${'size'}, ${'sources'}::jsonb
  where not exists (select from company_merges where slug = ${'slug'}::text)
  on conflict (slug) do update
    set name = excluded.name, confirmed = true, size = excluded.size, sources = excluded.sources
    where not companies.edited
  returning id`;

const deleteParts = statement<{ id: string }, { gone: number }>('deleteCompanyParts')`
  with domains as (delete from company_domains where company_id = ${'id'}),
    aliases as (delete from company_aliases where company_id = ${'id'}),
    levels as (delete from company_levels where company_id = ${'id'} returning position)
  select count(*)::integer as gone from levels`;

const insertDomains = statement<{ id: string; domains: string[] }, { domain: string }>('addCompanyDomains')`
  insert into company_domains (domain, company_id) select domain, ${'id'} from unnest(${'domains'}::text[]) as domain
  on conflict do nothing returning domain`;

const insertAliases = statement<{ id: string; keys: string[]; names: string[] }, { key: string }>(
  'addCompanyAliases',
)`
  insert into company_aliases (key, company_id, name)
  select key, ${'id'}, name from unnest(${'keys'}::text[], ${'names'}::text[]) as named (key, name)
  on conflict do nothing returning key`;

const insertLevels = statement<{ id: string; levels: string }, never>('addCompanyLevels')`
  insert into company_levels (company_id, position, name, aliases, band)
  select ${'id'}, ordinality - 1, level ->> 'name',
    array(select jsonb_array_elements_text(level -> 'aliases')), level ->> 'band'
  from jsonb_array_elements(${'levels'}::jsonb) with ordinality as given (level, ordinality)`;

export type CompanyParts = Pick<Ladder, 'name' | 'aliases' | 'domains' | 'levels'>;

/**
 * Puts these in the place of its domains, names and levels. Returns the domains and names that it cannot
 * have, because another company has them.
 */
export async function replaceParts(tx: Tx, id: string, parts: CompanyParts): Promise<string[]> {
  const named = new Map([parts.name, ...parts.aliases].toReversed().map((name) => [nameKey(name), name]));
  const [keys, names] = [[...named.keys()], [...named.values()]];
  await deleteParts(tx, { id });
  const domains = (await insertDomains(tx, { id, domains: parts.domains })).map(({ domain }) => domain);
  const taken = new Set((await insertAliases(tx, { id, keys, names })).map(({ key }) => key));
  await insertLevels(tx, { id, levels: JSON.stringify(parts.levels) });
  return [
    ...parts.domains.filter((domain) => !domains.includes(domain)),
    ...keys.filter((key) => !taken.has(key)).map((key) => named.get(key) ?? key),
  ];
}

/** Brings in the level map of `dir` where it is newer than what was loaded last. What an admin changed stays. */
export async function loadLadders(
  platform: Pick<Platform, 'db' | 'random' | 'changes' | 'log'>,
  dir: string,
): Promise<boolean> {
  const { version, ladders } = readLadders(dir);
  return await platform.db.transaction(async (tx) => {
    await lockCompanies(tx);
    const [known] = await findLoaded(tx, { version });
    if (known?.loaded) return false;
    for (const ladder of ladders) {
      const { slug, name, size } = ladder;
      const sources = JSON.stringify(ladder.sources);
      const [row] = await upsertCompany(tx, { id: newId(platform.random), slug, name, size, sources });
      if (row) await replaceParts(tx, row.id, ladder);
    }
    await addVersion(tx, { version });
    await platform.changes.announce(tx, [companiesTag]);
    platform.log.info({ version, companies: ladders.length }, 'the level map is there');
    return true;
  });
}
