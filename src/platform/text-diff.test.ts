import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../test/processor-time.ts';
import { diffText, type DiffPart } from './text-diff.ts';

const join = (parts: DiffPart[], without: DiffPart['kind']): string =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  it('is told word by word', () => {
    expect(diffText('I am a staff engineer', 'I am a senior engineer')).toEqual([
      { kind: 'same', text: 'I am a ' },
      { kind: 'removed', text: 'staff' },
      { kind: 'added', text: 'senior' },
      { kind: 'same', text: ' engineer' },
    ]);
  });

  it('of equal texts is one part that is the same, of empty ones none', () => {
    expect(diffText('a b', 'a b')).toEqual([{ kind: 'same', text: 'a b' }]);
    expect(diffText('', '')).toEqual([]);
    expect(diffText('', 'a')).toEqual([{ kind: 'added', text: 'a' }]);
  });

  it('falls back to lines where thousands of words changed', () => {
    const rewritten = (word: string): string => `${word} `.repeat(60).concat('\n').repeat(50);
    const parts = diffText(`kept\n${rewritten('old')}`, `kept\n${rewritten('new')}`);
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added']);
    expect(parts[0]?.text).toBe('kept\n');
  });

  it('is one removal and one addition where even the lines are all others', () => {
    expect(diffText('a\n'.repeat(15_000), 'b\n'.repeat(15_000)).map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ]);
  });

  it.each([
    ['words', 'ab cd ', 'ef gh '],
    ['spaces', ' ', '\n'],
    ['one word', 'x', 'y'],
    ['signs', '(a', 'a('],
  ])('of 30,000 characters of %s is found in bounded time', (_name, before, after) => {
    const [old, young] = [before, after].map((unit) => unit.repeat(30_000 / unit.length));
    const start = process.cpuUsage();
    const parts = diffText(old ?? '', young ?? '');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500);
    expect(join(parts, 'added')).toBe(old);
  });

  it('holds both texts whole', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b ', 'c\n', ' ', '.', '👍', '  ', 'é'), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffText(before, after);
        expect(join(parts, 'removed')).toBe(after);
        expect(join(parts, 'added')).toBe(before);
      }),
    );
  });

  it('of a hundred rewrites on one page takes about as long as of a few', () => {
    const random = (seed: number) => {
      let state = seed;
      return Array.from({ length: 14_000 }, () =>
        (state = (state * 48_271) % 2_147_483_647) % 2 ? 'a' : 'b',
      );
    };
    const [before, after] = [random(1).join(' '), random(2).join(' ')];
    const time = (among: number, times: number) =>
      processorTime(() => {
        for (let round = 0; round < times; round += 1) diffText(before, after, among);
      });
    time(1, 1);
    expect(time(100, 20)).toBeLessThan(time(1, 10));
  });
});
