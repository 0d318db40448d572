import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';
import type { Ladder } from './ladders.ts';
import { findContradictions, readLadders } from './ladders.ts';

const { version, ladders } = readLadders(join(root, 'ladders'));

test('the level map of the repository is sound: every company has levels in our bands, a source, and names of its own', () => {
  expect(version).toBeGreaterThanOrEqual(1);
  expect(ladders.length).toBeGreaterThanOrEqual(25);
  expect(findContradictions(ladders)).toEqual([]);
});

test('levels stand from the bottom up, individual contributors first', () => {
  const bands =
    'Entry,Mid-Level,Senior,Staff,Senior Staff,Principal,Distinguished,Manager,Senior Manager,Director';
  const order = [...bands.split(','), 'Senior Director', 'VP', 'C-level'];
  for (const { slug, levels } of ladders) {
    const places = levels.map(({ band }) => order.indexOf(band));
    expect([slug, places]).toEqual([slug, places.toSorted((a, b) => a - b)]);
  }
});

const sound: Ladder = {
  slug: 'northwind',
  name: 'Northwind',
  aliases: ['Northwind Traders'],
  size: '50-249',
  domains: ['northwind.example'],
  sources: [{ title: 'Northwind’s handbook' }],
  levels: [
    { name: 'SDE I', aliases: ['L4'], band: 'Entry' },
    { name: 'SDE II', aliases: ['L5'], band: 'Mid-Level' },
    { name: 'SDM', aliases: ['L5'], band: 'Manager' },
  ],
};

test('the same level name on two tracks is no contradiction', () => {
  expect(findContradictions([sound])).toEqual([]);
});

test.each<[string, Ladder[], string]>([
  [
    'a domain that two companies have',
    [sound, { ...sound, slug: 'b', name: 'B', aliases: [] }],
    'northwind.example',
  ],
  [
    'a company that is called as another',
    [sound, { ...sound, slug: 'b', name: 'north-wind', aliases: [], domains: [] }],
    'northwind is in northwind too',
  ],
  [
    'a level that is there twice, spelt otherwise',
    [{ ...sound, levels: [...sound.levels, { name: 'sde-2', aliases: [], band: 'Senior' }] }],
    'sde2',
  ],
  [
    'another name that stands for two bands',
    [{ ...sound, levels: [...sound.levels, { name: 'SDE III', aliases: ['l-5'], band: 'Senior' }] }],
    'l-5 is Mid-Level and Senior',
  ],
])('%s is found', (_, wrong, words) => {
  expect(findContradictions(wrong).join('\n')).toContain(words);
});

const { slug: _slug, ...file } = sound;

test.each<[string, object, string]>([
  ['a band that is not ours', { levels: [{ name: 'X', band: 'Wizard' }] }, 'band'],
  ['no source', { sources: [] }, 'sources'],
  ['a domain that gives mail to anyone', { domains: ['gmail.com'] }, 'no domain of a company'],
  ['a domain in capitals', { domains: ['Northwind.example'] }, 'no domain of a company'],
  ['a size of its own', { size: 'huge' }, 'size'],
  ['a field that nobody reads', { ceo: 'Ada' }, 'ceo'],
])('a file with %s is refused by its name', async (_, change, words) => {
  const dir = await mkdtemp(join(tmpdir(), 'ladders-'));
  try {
    await writeFile(join(dir, 'version.json'), '{"version":1}');
    await writeFile(join(dir, 'northwind.json'), JSON.stringify({ ...file, ...change }));
    expect(() => readLadders(dir)).toThrow(/ladders\/northwind\.json/);
    expect(() => readLadders(dir)).toThrow(words);
  } finally {
    await rm(dir, { recursive: true });
  }
});
