import type { Sight } from './observers.ts';

export interface Difference {
  /** Who saw it, and where. */
  where: string;
  /** The text around it, in the one world and in the other. */
  one: string;
  other: string;
}

/** The first thing that is not the same in both; null where all is. */
export function findDifference(one: Sight, other: Sight): Difference | null {
  for (const where of new Set([...one.keys(), ...other.keys()])) {
    const [a = '(not there)', b = '(not there)'] = [one.get(where), other.get(where)];
    if (a !== b) return { where, ...around(a, b) };
  }
  return null;
}

function around(one: string, other: string): Omit<Difference, 'where'> {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 200);
  return { one: one.slice(from, at + 200), other: other.slice(from, at + 200) };
}

export function describeDifference({ where, one, other }: Difference): string {
  return `${where}\n  one world:   …${JSON.stringify(one)}…\n  the other:   …${JSON.stringify(other)}…`;
}
