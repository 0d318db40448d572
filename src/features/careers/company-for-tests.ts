import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { slugify } from '../../platform/text.ts';
import type { Level } from '../companies/companies.ts';
import { replaceParts } from '../companies/loading-ladders.ts';

/** Writes a confirmed company straight into the database; returns its id. */
export async function addCompany(
  platform: Platform,
  company: { name: string; domains?: string[]; aliases?: string[]; levels?: Level[]; confirmed?: boolean },
): Promise<string> {
  const { name, domains = [], aliases = [], levels = [], confirmed = true } = company;
  const id = newId(platform.random);
  await platform.db.pool.query('insert into companies (id, slug, name, confirmed) values ($1, $2, $3, $4)', [
    id,
    slugify(name),
    name,
    confirmed,
  ]);
  await platform.db.transaction((tx) => replaceParts(tx, id, { name, aliases, domains, levels }));
  return id;
}
