import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naughtyStrings, xssPayloads } from './markdown/fixtures-for-tests.ts';
import { countCharacters, normaliseText, slugify, truncate } from './text.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('a slug', () => {
  it.each([
    ['Should I leave? It’s been a year', 'should-i-leave-its-been-a-year'],
    ['Über die Brücke, très café', 'uber-die-brucke-tres-cafe'],
    ['中文', 'zhongwen'],
    ['  C++ & C#  ', 'c-c'],
    ['', 'untitled'],
    ['…—!', 'untitled'],
  ])('of %j is %j', (title, slug) => {
    expect(slugify(title)).toBe(slug);
  });

  it('is cut after a word, or inside one where there is no other way', () => {
    expect(slugify('a seven letter word '.repeat(5))).toBe(
      'a-seven-letter-word-a-seven-letter-word-a-seven-letter-word',
    );
    expect(slugify('x'.repeat(100))).toBe('x'.repeat(60));
    expect(slugify(`${'x'.repeat(60)} y`)).toBe('x'.repeat(60));
  });

  it('is always a path segment of at most 60 characters', () => {
    const requireSegment = (title: string): void => {
      expect(slugify(title)).toMatch(/^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/);
    };
    naughtyStrings().forEach(requireSegment);
    xssPayloads().forEach(requireSegment);
    fc.assert(fc.property(anything, requireSegment));
  });
});

describe('normalised text', () => {
  it('has composed letters and LF', () => {
    expect(normaliseText('e\u0301\r\nb\rc')).toBe('é\nb\nc');
  });

  it('has no controls, lone surrogates or bidi controls', () => {
    expect(normaliseText('a\0b\ud800c\u202ed\u2069e\u0007\ufffff\tg')).toBe('abcdef\tg');
  });

  it('keeps joiners, direction marks and flags', () => {
    expect(normaliseText('👩🏽‍💻 🇫🇷 א\u200f')).toBe('👩🏽‍💻 🇫🇷 א\u200f');
  });

  it('has at most eight marks in a row', () => {
    expect(normaliseText(`x${'\u0334'.repeat(40)}`)).toBe(`x${'\u0334'.repeat(8)}`);
  });

  it('stays as it is when normalised again', () => {
    const requireStable = (text: string): void => {
      expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
    };
    naughtyStrings().forEach(requireStable);
    fc.assert(fc.property(anything, requireStable));
    const marks = fc.string({
      unit: fc.constantFrom('a', '\u0301', '\u0334', '\u0323', '\u0300', '\u202e', '가', '\u11a8'),
    });
    fc.assert(fc.property(marks, requireStable));
  });
});

describe('counting', () => {
  it('counts code points', () => {
    expect(countCharacters('a👍é')).toBe(3);
    expect(countCharacters('')).toBe(0);
  });
});

describe('truncated text', () => {
  it('is left alone where it fits', () => {
    expect(truncate('one two', 7)).toBe('one two');
    expect(truncate('👍👍', 2)).toBe('👍👍');
  });

  it('ends after a word', () => {
    expect(truncate('one two three', 9)).toBe('one two…');
    expect(truncate('one two three', 8)).toBe('one two…');
  });

  it('is cut inside a word that is too long', () => {
    expect(truncate('abcdefghij', 5)).toBe('abcd…');
  });

  it('cuts no emoji and no letter from its marks', () => {
    expect(truncate('ab👩🏽‍💻cd', 5)).toBe('ab…');
    expect(truncate('abce\u0301fgh', 5)).toBe('abc…');
  });

  it('never has more code points than asked for', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 200 }), (text, max) => {
        expect(countCharacters(truncate(text, max))).toBeLessThanOrEqual(max);
      }),
    );
  });
});
