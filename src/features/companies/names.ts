import { slugify } from '../../platform/text.ts';
import { levels } from '../bylines/levels.ts';

export type Band = (typeof levels)[number];
export type Track = 'individual contributor' | 'manager';

/** The bands from Manager on lead people. */
export function trackOf(band: string): Track {
  const place = levels.findIndex((level) => level === band);
  return place >= levels.indexOf('Manager') ? 'manager' : 'individual contributor';
}

/** What is compared of a company's name: neither case nor spaces, dashes and accents. */
export function nameKey(name: string): string {
  return slugify(name).replaceAll('-', '');
}

const romans: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5' };
const short: Record<string, string> = { sr: 'senior', jr: 'junior', mgr: 'manager', eng: 'engineer' };

/** What is compared of a level's name: "SDE II", "sde-2" and "Software Development Engineer 2" are one. */
export function levelKey(name: string): string {
  return slugify(name)
    .split('-')
    .map((word, place) => (place > 0 && romans[word]) || (short[word] ?? word))
    .join('')
    .replace('softwaredevelopmentengineer', 'sde')
    .replace(/softwareengineer(?!ing)/, 'swe')
    .replace(/^level(?=\d)/, 'l')
    .replace(/^(.*[^i])(iii?)$/, (_, head: string, tail: string) => head + String(tail.length));
}
