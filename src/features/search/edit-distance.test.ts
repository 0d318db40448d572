import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, slipsOf } from './edit-distance.ts';

test.each([
  ['salary', 'salary', 0],
  ['salry', 'salary', 1],
  ['sallary', 'salary', 1],
  ['slaary', 'salary', 1],
  ['selary', 'salary', 1],
  ['negotation', 'negotiation', 1],
  ['maneger', 'manager', 1],
  ['amnagre', 'manager', 2],
  ['', 'ab', 2],
])('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
  expect(editDistance(b, a, 2)).toBe(distance);
});

test('what is further apart than asked for is told so, not measured', () => {
  expect(editDistance('salary', 'negotiation', 2)).toBe(3);
  expect(editDistance('abcdef', 'ghijkl', 2)).toBe(3);
});

test('every slip is one apart, and every word one apart is a slip', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(slipsOf(a).includes(b)).toBe(editDistance(a, b, 2) === 1);
    }),
  );
});
