import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Invalid } from '../../errors.ts';
import { naughtyStrings } from '../../platform/markdown/fixtures-for-tests.ts';
import { readQuery, replaceTerms, termQuery } from './terms.ts';

const wanted = (typed: string) => readQuery(typed).wanted.map((term) => termQuery(term));
const unwanted = (typed: string) => readQuery(typed).unwanted.map((term) => termQuery(term));

describe('what somebody typed', () => {
  test('is read word by word, and the last word may go on', () => {
    expect(wanted('Tech lead')).toEqual([`(('tech'))`, `(('lead':*))`]);
  });

  test('of fewer than three letters does not go on', () => {
    expect(wanted('tech le')).toEqual([`(('tech'))`, `(('le'))`]);
  });

  test.each([`"tech lead" job`, `“tech lead” job`, `„tech lead“ job`, `«tech lead» job`])(
    'in quotes %s stays together',
    (typed) => {
      expect(wanted(typed)).toEqual([`(('tech' <-> 'lead'))`, `(('job':*))`]);
    },
  );

  test('in quotes that are not closed still goes on', () => {
    expect(wanted('"tech lea')).toEqual([`(('tech' <-> 'lea':*))`]);
  });

  test('with a minus is left out, and a hyphen is no minus', () => {
    expect(unwanted('lead -sales -"cold calls" full-stack')).toEqual([
      `(('sales'))`,
      `(('cold' <-> 'calls'))`,
    ]);
    expect(wanted('lead -sales full-stack')).toEqual([`(('lead'))`, `(('full' <-> 'stack':*))`]);
  });

  test('of words that run together is read as neighbours', () => {
    expect(wanted('node.js CI/CD')).toEqual([`(('node' <-> 'js'))`, `(('ci' <-> 'cd'))`]);
  });

  test('of languages with signs in their names keeps them apart from C', () => {
    expect(wanted('C++ c# C')).toEqual([`(('cpp'))`, `(('c0'))`, `(('c'))`]);
  });

  test.each(['', '   ', '"', '""', '-', '--', '- -', '!&|<->:*', '(((', `'`, '\\', '"-"'])(
    'of signs alone (%j) asks for nothing',
    (typed) => {
      expect(readQuery(typed)).toMatchObject({ wanted: [], unwanted: [] });
    },
  );

  test('may have 200 characters, however many bytes, and not 201', () => {
    expect(readQuery('🙂'.repeat(200)).text).toHaveLength(400);
    expect(() => readQuery('x'.repeat(201))).toThrow(Invalid);
  });

  test('never gives a query a sign of its own, whatever it holds', () => {
    const clean = /^\(\('[\p{L}\p{N}\p{M}]+'(:\*)?( <-> '[\p{L}\p{N}\p{M}]+'(:\*)?)*\)\)$/u;
    const isClean = (typed: string) => {
      const query = readQuery(typed);
      return [...query.wanted, ...query.unwanted].every((term) => clean.test(termQuery(term)));
    };
    expect(naughtyStrings().filter((text) => !isClean(text.slice(0, 200)))).toEqual([]);
    const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));
    fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 100 }), isClean));
  });

  test('is mended word by word, the rest staying as it was', () => {
    const query = readQuery('negotation  -"pay cut" salry?');
    const [first, last] = query.wanted;
    if (!first || !last) throw new Error('two words were typed');
    const mended = replaceTerms(
      query,
      new Map([
        [first, 'negotiation'],
        [last, 'salary'],
      ]),
    );
    expect(mended).toBe('negotiation  -"pay cut" salary');
  });
});
