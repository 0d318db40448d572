import type { Queryable } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Company } from '../companies/companies.ts';
import { findCurrentCompanies, listCompanies } from '../companies/companies.ts';
import { findBand } from '../companies/looking-up.ts';
import { nameKey } from '../companies/names.ts';
import type { Band } from '../companies/names.ts';
import type { CareerInput } from './career-fields.ts';
import type { Career } from './careers.ts';
import { changeCareer } from './careers.ts';
import { endVerification } from './mailboxes.ts';

type Stated = Pick<CareerInput, 'company' | 'nativeLevel'>;

/** What the level map knows of a company and its level. */
export interface Proposal {
  company: Company;
  /** As the map writes it. */
  nativeLevel: string;
  band: Band;
}

/** The company on the map that is called so, or null. */
async function findStated(db: Queryable, name: string | null): Promise<Company | null> {
  if (name === null) return null;
  const key = nameKey(name);
  const called = (company: Company) =>
    [company.name, ...company.aliases].some((each) => nameKey(each) === key);
  return (await listCompanies(db)).find(called) ?? null;
}

/** The band that the level map has for this level; null where it does not know it. */
export async function findProposal(
  db: Queryable,
  { company, nativeLevel }: Stated,
): Promise<Proposal | null> {
  const known = await findStated(db, company);
  const found = known && nativeLevel ? findBand(known, nativeLevel) : null;
  return found ? { company: found.company, nativeLevel: found.level.name, band: found.level.band } : null;
}

/**
 * Keeps what was stated. Company and level are written as the level map writes them, so that two spellings do
 * not tell two people apart. A verification ends with its company.
 */
export async function stateCareer(platform: Platform, accountId: string, input: CareerInput): Promise<void> {
  const { db } = platform;
  const company = await findStated(db, input.company);
  const level = company && input.nativeLevel ? findBand(company, input.nativeLevel) : null;
  const stated = {
    ...input,
    company: company?.name ?? input.company,
    nativeLevel: level?.level.name ?? input.nativeLevel,
  };
  const current = await findCurrentCompanies(db);
  await db.transaction((tx) =>
    changeCareer(platform, tx, {
      accountId,
      change: async (career) => {
        const kept = isSameCompany(career, { name: stated.company, id: company?.id, current });
        return { ...(kept ? career : await endVerification(tx, career)), ...stated };
      },
    }),
  );
}

interface Now {
  name: string | null;
  id: string | undefined;
  current: ReadonlyMap<string, { id: string }>;
}

function isSameCompany({ verified }: Career, { name, id, current }: Now): boolean {
  if (!verified || verified.company === name) return true;
  return id !== undefined && (current.get(verified.companyId)?.id ?? verified.companyId) === id;
}
