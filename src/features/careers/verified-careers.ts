import { setImmediate } from 'node:timers/promises';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { findCurrentCompanies } from '../companies/companies.ts';
import type { Career, VerifiedCompany } from './careers.ts';
import { openCareer, sealCareer } from './careers.ts';
import { freeMailboxes } from './mailboxes.ts';

/** Milliseconds for which a verification counts: jobs end, and nobody tells us. */
export const verifiedFor = 365 * 24 * 60 * 60 * 1000;

export interface VerifiedCareer {
  accountId: string;
  career: Career & { verified: VerifiedCompany };
  /** Made by an operator, so never one of those who are counted. */
  madeByOperator: boolean;
}

/** Whether the career is verified at that time. */
export function isVerified(
  career: Career | null,
  now: Date,
): career is Career & { verified: VerifiedCompany } {
  return career?.verified ? Date.parse(career.verified.at) > now.getTime() - verifiedFor : false;
}

// Each opens in some 50 µs: a chunk keeps the event loop for 5 ms.
const chunkSize = 100;

const listSealed = statement<
  { after: string | null; limit: number },
  { accountId: string; sealed: Buffer; madeByOperator: boolean }
>('listSealedCareers')`
  select account_id as "accountId", sealed, made_by_operator as "madeByOperator"
  from careers join accounts on accounts.id = careers.account_id
  where ${'after'}::uuid is null or account_id > ${'after'}
  order by account_id limit ${'limit'}`;

/** All that are verified now, with the company that theirs has become, some at a time. */
export async function* listVerifiedCareers(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
): AsyncGenerator<VerifiedCareer[]> {
  const { db, keys, clock } = platform;
  const current = await findCurrentCompanies(db);
  for (let after: string | null = null; ;) {
    const rows = await listSealed(db, { after, limit: chunkSize });
    yield rows.flatMap(({ accountId, sealed, madeByOperator }) => {
      const career = openCareer(keys, accountId, sealed);
      if (!isVerified(career, clock.now())) return [];
      return [
        { accountId, madeByOperator, career: { ...career, verified: asToday(career.verified, current) } },
      ];
    });
    after = rows.at(-1)?.accountId ?? null;
    if (rows.length < chunkSize || after === null) return;
    await setImmediate();
  }
}

type CurrentCompanies = ReadonlyMap<string, { id: string; name: string }>;

/** A company that was merged into another, or has a new name, is what it is now. */
function asToday(verified: VerifiedCompany, current: CurrentCompanies): VerifiedCompany {
  const company = current.get(verified.companyId);
  return company ? { ...verified, companyId: company.id, company: company.name } : verified;
}

const listShuffled = statement<object, { accountId: string }>('listCareersShuffled')`
  select account_id as "accountId" from careers order by gen_random_uuid()`;

const lockChunk = statement<{ ids: string[] }, { accountId: string; sealed: Buffer }>('lockCareers')`
  select account_id as "accountId", sealed from careers
  where account_id = any (${'ids'}::uuid[]) order by account_id for update`;

const updateChunk = statement<{ ids: string[]; sealed: Buffer[] }, never>('updateCareers')`
  update careers set sealed = anew.sealed
  from unnest(${'ids'}::uuid[], ${'sealed'}::bytea[]) as anew (account_id, sealed)
  where careers.account_id = anew.account_id`;

/**
 * Seals every career anew and writes them all in random order, so that no row tells by its place when its
 * account said or verified something. On the way those in `unlocked` may use their byline, where what they were
 * verified with at that time (ISO 8601) stands still; what was verified a year ago ends, and merged companies get
 * their new id.
 */
export async function rewriteCareers(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  unlocked: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const { db } = platform;
  const current = await findCurrentCompanies(db);
  const ids = (await listShuffled(db, {})).map(({ accountId }) => accountId);
  for (let start = 0; start < ids.length; start += chunkSize) {
    const chunk = ids.slice(start, start + chunkSize);
    await db.transaction((tx) => rewriteChunk(platform, tx, { chunk, unlocked, current }));
    await setImmediate();
  }
}

interface Rewriting {
  chunk: string[];
  unlocked: ReadonlyMap<string, string>;
  current: CurrentCompanies;
}

async function rewriteChunk(
  { keys, clock }: Pick<Platform, 'keys' | 'clock'>,
  tx: Tx,
  { chunk, current, ...rewriting }: Rewriting,
): Promise<void> {
  const sealed = new Map((await lockChunk(tx, { ids: chunk })).map((row) => [row.accountId, row.sealed]));
  const freed: VerifiedCompany[] = [];
  const anew = chunk.flatMap((accountId) => {
    const known = sealed.get(accountId);
    if (!known) return [];
    const career = openCareer(keys, accountId, known);
    // Without its key it is written as it is, so that it does not stand out.
    if (!career) return [{ accountId, sealed: known }];
    const opens = rewriting.unlocked.get(accountId) === career.verified?.at;
    const verified = isVerified(career, clock.now())
      ? { ...asToday(career.verified, current), unlocked: opens || career.verified.unlocked }
      : null;
    if (career.verified && !verified) freed.push(career.verified);
    return [{ accountId, sealed: sealCareer(keys, accountId, { ...career, verified }) }];
  });
  await updateChunk(tx, {
    ids: anew.map((row) => row.accountId),
    sealed: anew.map((row) => row.sealed),
  });
  await freeMailboxes(tx, freed);
}

const setOperator = statement<{ accountId: string }, never>('setMadeByOperator')`
  update accounts set made_by_operator = true where id = ${'accountId'}`;

/** For accounts that `cairn admin` or an import makes: bylines never count them. */
export async function markMadeByOperator(db: Queryable, accountId: string): Promise<void> {
  await setOperator(db, { accountId });
}
