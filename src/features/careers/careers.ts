import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Keys } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';

/** A company that a career was verified with. */
export interface VerifiedCompany {
  companyId: string;
  /** As it is printed. */
  company: string;
  /** The keyed hash of the work mailbox, in hexadecimal. */
  mailbox: string;
  /** ISO 8601; nowhere but here. */
  at: string;
  /** When it was first, where it was renewed without a break. */
  since?: string;
  /** Set by the daily count once 72 hours and three later verifications at the company have passed. */
  unlocked: boolean;
}

/** What an account says of its job. While it is verified, `company` is the verified one. */
export interface Career {
  level: string | null;
  role: string | null;
  company: string | null;
  /** The company's own name of the level. */
  nativeLevel: string | null;
  /** One of `yearRanges`; shown nowhere. */
  years?: string | null;
  verified: VerifiedCompany | null;
}

/** The parts that a person writes; what is left out is not stated. */
export type StatedCareer = Pick<Career, 'level' | 'role' | 'company' | 'nativeLevel'> & Partial<Career>;

const noCareer: Career = {
  level: null,
  role: null,
  company: null,
  nativeLevel: null,
  years: null,
  verified: null,
};

const upsertCareer = statement<{ accountId: string; sealed: Buffer }, never>('saveCareer')`
  insert into careers (account_id, sealed) values (${'accountId'}, ${'sealed'})
  on conflict (account_id) do update set sealed = excluded.sealed`;

const insertEmpty = statement<{ accountId: string; sealed: Buffer }, never>('insertEmptyCareer')`
  insert into careers (account_id, sealed) values (${'accountId'}, ${'sealed'})
  on conflict (account_id) do nothing`;

const lockSealed = statement<{ accountId: string }, { sealed: Buffer }>('lockCareer')`
  select sealed from careers where account_id = ${'accountId'} for update`;

/** Puts this in the place of whatever was there. What people change goes through `changeCareer`. */
export async function saveCareer(
  { db, keys }: { db: Queryable; keys: Keys },
  accountId: string,
  stated: StatedCareer,
): Promise<void> {
  await upsertCareer(db, { accountId, sealed: sealCareer(keys, accountId, { ...noCareer, ...stated }) });
}

/** For bylines from now on: those of posts that are there stay as they were printed. Changes at once queue up. */
export async function changeCareer(
  { keys }: Pick<Platform, 'keys'>,
  tx: Tx,
  { accountId, change }: { accountId: string; change: (career: Career) => Promise<Career> | Career },
): Promise<Career> {
  await insertEmpty(tx, { accountId, sealed: sealCareer(keys, accountId, noCareer) });
  const [row] = await lockSealed(tx, { accountId });
  const changed = await change((row && openCareer(keys, accountId, row.sealed)) ?? noCareer);
  await saveCareer({ db: tx, keys }, accountId, changed);
  return changed;
}

const size = 1024;

/**
 * Beside a masked byline, a level and a role that only one account states would say whose it is; so all
 * are sealed, and of one size, whether something is stated and verified or not.
 */
export function sealCareer(keys: Keys, accountId: string, career: Career): Buffer {
  const { level, role, company, nativeLevel, years = null, verified } = career;
  const proof = verified
    ? [
        ...[verified.companyId, verified.mailbox, verified.at],
        ...[verified.unlocked ? 'unlocked' : 'locked', verified.since ?? verified.at],
      ]
    : [];
  const parts = [level, role, verified?.company ?? company, nativeLevel, years, ...proof];
  const content = Buffer.from(JSON.stringify(parts));
  const padded = Buffer.alloc(Math.ceil(content.length / size) * size, ' ');
  content.copy(padded);
  return keys.seal('career', padded, accountId);
}

/** What `sealCareer` sealed; null where the key is lost, as if nothing had been stated. */
export function openCareer(keys: Keys, accountId: string, sealed: Buffer): Career | null {
  try {
    return readCareer(parsed.parse(JSON.parse(keys.open('career', sealed, accountId).toString())));
  } catch {
    return null;
  }
}

const parsed = z.array(z.string().nullable());

function readCareer(parts: (string | null)[]): Career {
  const [level = null, role = null, company = null, nativeLevel = null, years = null, ...proof] = parts;
  const [companyId, mailbox, at, lock, since] = proof;
  const verified =
    companyId && mailbox && at
      ? { companyId, company: company ?? '', mailbox, at, since: since ?? at, unlocked: lock === 'unlocked' }
      : null;
  return { level, role, company, nativeLevel, years, verified };
}
