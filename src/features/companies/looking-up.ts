import { slugify } from '../../platform/text.ts';
import { editDistance } from '../search/edit-distance.ts';
import type { Company, Level } from './companies.ts';
import { levelKey, nameKey } from './names.ts';

/** A level that is called so, with its company. */
export interface FoundLevel {
  company: Company;
  level: Level;
}

export interface Findings {
  /** Levels of that name; with a company in what was typed, only that one's. */
  found: FoundLevel[];
  /** Whether all that was typed is known. */
  known: boolean;
  /** The company that was named, alone or with a level. */
  company: Company | null;
  /** The level's name as most companies write it, where one was found. */
  spelling: string | null;
  /** What may have been meant, where nothing was found: names to look up. */
  closest: string[];
}

/** Longer than any name of a level with its company. */
export const mostTyped = 80;

/** Looks for "E5", "SDE II", "google l5", "L5 at Google" or "Google". */
export function lookUpLevel(companies: readonly Company[], typed: string): Findings {
  const key = levelKey(typed);
  const everywhere = levelsCalled(companies, key);
  if (everywhere.length > 0) return findings({ found: everywhere, key });
  for (const { company, rest } of companiesIn(companies, typed)) {
    if (rest.length === 0) return findings({ company });
    for (const each of rest) {
      const found = levelsCalled([company], each);
      if (found.length > 0) return findings({ found, company, key: each });
    }
  }
  const [named] = companiesIn(companies, typed, true);
  const closest = closestNames(companies, typed);
  return { ...findings({ company: named?.company ?? null }), known: false, closest };
}

function findings(given: { found?: FoundLevel[]; company?: Company | null; key?: string }): Findings {
  const { found = [], company = null, key = '' } = given;
  return { found, company, spelling: commonSpelling(found, key), known: true, closest: [] };
}

function commonSpelling(found: readonly FoundLevel[], key: string): string | null {
  const names = found
    .flatMap(({ level }) => [level.name, ...level.aliases])
    .filter((name) => levelKey(name) === key);
  const uses = (name: string) => names.filter((each) => each === name).length;
  return names.toSorted((a, b) => uses(b) - uses(a))[0] ?? null;
}

/** The band that the map has for a company's own level; of two tracks that share the name the individual one. */
export function findBand(company: Company, nativeLevel: string): FoundLevel | null {
  return levelsCalled([company], levelKey(nativeLevel))[0] ?? null;
}

export function keysOf({ name, aliases }: Level): string[] {
  return [name, ...aliases].map(levelKey);
}

function levelsCalled(companies: readonly Company[], key: string): FoundLevel[] {
  return companies.flatMap((company) =>
    company.levels.filter((level) => keysOf(level).includes(key)).map((level) => ({ company, level })),
  );
}

/** Companies whose name begins or ends what was typed, with the keys of what is beside it; `wordsOnly`: not "googlel5". */
function companiesIn(
  companies: readonly Company[],
  typed: string,
  wordsOnly = false,
): { company: Company; rest: string[] }[] {
  const words = slugify(typed)
    .split('-')
    .filter((word) => word !== 'at' && word !== 'in');
  const whole = words.join('');
  return companies.flatMap((company) => {
    const names = [company.name, ...company.aliases].map(nameKey);
    if (names.includes(whole)) return [{ company, rest: [] }];
    const beside = words.flatMap((_, place) => {
      const [head, tail] = [words.slice(0, place), words.slice(place)];
      if (names.includes(head.join(''))) return [levelKey(tail.join('-'))];
      return names.includes(tail.join('')) ? [levelKey(head.join('-'))] : [];
    });
    if (beside.length > 0) return [{ company, rest: beside }];
    if (wordsOnly) return [];
    const glued = names.filter((name) => name.length > 2 && whole.startsWith(name));
    return glued.map((name) => ({ company, rest: [levelKey(whole.slice(name.length))] }));
  });
}

const mostClosest = 6;

/** Names within two slips, those that most companies use first. */
function closestNames(companies: readonly Company[], typed: string): string[] {
  const key = levelKey(typed);
  const most = key.length < 4 ? 1 : 2;
  const uses = new Map<string, number>();
  const names = companies.flatMap((company) => [
    company.name,
    ...company.levels.flatMap(({ name, aliases }) => [name, ...aliases]),
  ]);
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  const near = [...uses].flatMap(([name, used]) => {
    const slips = Math.min(editDistance(key, levelKey(name), most), editDistance(key, nameKey(name), most));
    return slips <= most ? [{ name, used, slips, key: levelKey(name) }] : [];
  });
  const sorted = near.toSorted((a, b) => a.slips - b.slips || b.used - a.used);
  const keys = new Set<string>();
  return sorted
    .filter((each) => !keys.has(each.key) && keys.add(each.key))
    .slice(0, mostClosest)
    .map(({ name }) => name);
}
