import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';
import type { Company } from './companies.ts';
import { readLadders } from './ladders.ts';
import { findBand, lookUpLevel } from './looking-up.ts';
import { levelKey, nameKey } from './names.ts';

const companies: Company[] = readLadders(join(root, 'ladders')).ladders.map((ladder) => ({
  ...ladder,
  id: ladder.slug,
}));

function bandsOf(typed: string): string[] {
  return lookUpLevel(companies, typed).found.map(({ company, level }) => `${company.name}: ${level.band}`);
}

test.each([
  [
    'SDE II',
    'sde 2',
    'SDE-2',
    'sdeii',
    'SdE2',
    'Software Development Engineer II',
    'software  development engineer 2',
  ],
  ['L5', 'l 5', 'l-5', 'Level 5'],
  ['Senior SWE', 'Sr. SWE', 'sr swe', 'Senior Software Engineer'],
  ['IC4', 'ic-4', 'Ic 4'],
])('%s is the same however it is written', (name, ...spellings) => {
  for (const spelling of spellings)
    expect([spelling, levelKey(spelling)]).toEqual([spelling, levelKey(name)]);
});

test('levels that differ stay apart', () => {
  const names = [
    'SDE I',
    'SDE II',
    'SDE III',
    'L5',
    'L5a',
    'L5b',
    '1-1',
    '1-2',
    '2-1',
    'E5',
    'IC5',
    'Band 6',
    'M1',
  ];
  expect(new Set(names.map(levelKey)).size).toBe(names.length);
});

test.each([
  ['E5', 'Meta: Senior'],
  ['SDE II', 'Amazon: Mid-Level'],
  ['IC4', 'Dropbox: Senior'],
  ['IC4', 'Meta: Mid-Level'],
  ['L62', 'Microsoft: Mid-Level'],
  ['62', 'Microsoft: Mid-Level'],
  ['google l5', 'Google: Senior'],
  ['L5 at Google', 'Google: Senior'],
  ['googlel5', 'Google: Senior'],
  ['GOOGLE-L5', 'Google: Senior'],
  ['facebook e4', 'Meta: Mid-Level'],
  ['AWS L6', 'Amazon: Manager'],
  ['capital one senior associate', 'Capital One: Mid-Level'],
])('“%s” finds %s', (typed, line) => {
  expect(bandsOf(typed)).toContain(line);
});

test('with a company only its own levels are found, and without one those of all', () => {
  expect(bandsOf('google l5')).toEqual(['Google: Senior']);
  expect(bandsOf('L5').length).toBeGreaterThan(5);
});

test('a company alone gives its table', () => {
  const findings = lookUpLevel(companies, 'goldman-sachs');
  expect([findings.known, findings.company?.name, findings.found]).toEqual([true, 'Goldman Sachs', []]);
});

test('a level that the company does not have gives its table, and says so', () => {
  const findings = lookUpLevel(companies, 'google l99');
  expect([findings.known, findings.company?.name, findings.found]).toEqual([false, 'Google', []]);
});

test('what is misspelt gives the closest names, what is unknown gives none', () => {
  expect(lookUpLevel(companies, 'SED II').closest).toContain('SDE II');
  expect(lookUpLevel(companies, 'microsfot').closest).toContain('Microsoft');
  const unknown = lookUpLevel(companies, 'Grand Wizard of Everything');
  expect([unknown.known, unknown.closest]).toEqual([false, []]);
});

test.each(['', ' ', '-', '…', "'; drop table", 'a'.repeat(80), 'İ', '百度'])('“%s” does no harm', (typed) => {
  expect(lookUpLevel(companies, typed).found).toEqual([]);
});

test('the band of a level at a company; of two tracks the individual one', () => {
  const amazon = companies.find(({ slug }) => slug === 'amazon');
  if (!amazon) throw new Error('no Amazon');
  expect(findBand(amazon, 'sde 2')?.level.band).toBe('Mid-Level');
  expect(findBand(amazon, 'L6')?.level.band).toBe('Senior');
  expect(findBand(amazon, 'E5')).toBeNull();
});

test('names of companies are compared without case, spaces, dashes and accents', () => {
  expect(nameKey('J.P. Morgan')).toBe(nameKey('jp-morgan'));
  expect(nameKey('Nestlé')).toBe(nameKey('nestle'));
});
