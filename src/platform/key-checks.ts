import { publicBytes } from './boxes.ts';
import type { Queryable } from './db.ts';
import { statement } from './db.ts';
import type { StoredKeys } from './key-store.ts';
import { Keys } from './keys.ts';

export interface KeyCheck {
  version: number;
  master: Buffer;
  authors: Buffer | null;
}

const findChecks = statement<object, KeyCheck>('listKeyChecks')`
  select version, master, authors from key_checks order by version`;

/** What the database knows of the keys that it was written with. */
export async function listKeyChecks(db: Queryable): Promise<KeyCheck[]> {
  return await findChecks(db, {});
}

/** What a database may know of a version: hashes under its own key. */
export function checkOf(version: number, { masters, publics }: StoredKeys): Omit<KeyCheck, 'version'> {
  const keys = new Keys(masters);
  const authors = publics.get(version);
  return {
    master: keys.mac('check', ['master'], version),
    authors: authors ? keys.mac('check', ['authors', publicBytes(authors).toString('hex')], version) : null,
  };
}

export interface Judgement {
  usable: StoredKeys;
  /** Versions whose keys are not here, or those of another installation. */
  lost: number[];
  /** Versions that are here, but for the pair for authors. */
  closed: number[];
  /** The version to write with is here whole. */
  isWhole: boolean;
  /** Else the one that is to be made, or to be made whole. */
  next: number;
}

/** Holds what is stored against what the database knows. */
export function judgeKeys(checks: readonly KeyCheck[], stored: StoredKeys): Judgement {
  const latest = Math.max(0, ...checks.map(({ version }) => version));
  const lost = checks.filter((check) => !isRight(check, stored)).map(({ version }) => version);
  const closed = checks
    .filter((check) => !lost.includes(check.version) && hasWrongPair(check, stored))
    .map(({ version }) => version);
  const known = new Set(checks.map(({ version }) => version));
  // What nobody has written with, and is no newer version, came from elsewhere.
  const strange = [...stored.masters.keys()].filter((version) => !known.has(version) && version < latest);
  const usable = leaveOut(stored, { lost: [...lost, ...strange], closed });
  const newest = Math.max(0, ...usable.masters.keys());
  const isWhole = newest >= Math.max(1, latest) && usable.publics.has(newest);
  const canComplete = newest >= Math.max(1, latest) && !closed.includes(newest);
  const top = Math.max(latest, ...stored.masters.keys(), ...stored.publics.keys());
  return { usable, lost, closed, isWhole, next: canComplete ? newest : top + 1 };
}

function isRight({ version, master }: KeyCheck, stored: StoredKeys): boolean {
  return stored.masters.has(version) && checkOf(version, stored).master.equals(master);
}

function hasWrongPair({ version, authors }: KeyCheck, stored: StoredKeys): boolean {
  return authors !== null && !checkOf(version, stored).authors?.equals(authors);
}

/** Without the versions that are lost, and without the pairs of those that are closed. */
export function leaveOut(
  { masters, publics, privates }: StoredKeys,
  { lost, closed }: Pick<Judgement, 'lost' | 'closed'>,
): StoredKeys {
  const kept = <Part>(parts: ReadonlyMap<number, Part>, without: readonly number[]) =>
    new Map([...parts].filter(([version]) => !without.includes(version)));
  return {
    masters: kept(masters, lost),
    publics: kept(publics, [...lost, ...closed]),
    privates: kept(privates, [...lost, ...closed]),
  };
}
