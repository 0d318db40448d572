import { expect, test } from 'vitest';
import { parseRange } from './ranges.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=2-4', { start: 2, end: 5 }],
  ['bytes=7-', { start: 7, end: 10 }],
  ['bytes=-3', { start: 7, end: 10 }],
  ['bytes=-30', { start: 0, end: 10 }],
  ['bytes=2-400', { start: 2, end: 10 }],
  ['bytes=9-9', { start: 9, end: 10 }],
  ['bytes=10-', 'none'],
  ['bytes=-0', 'none'],
  [undefined, null],
  ['', null],
  ['bytes=-', null],
  ['bytes=4-2', null],
  ['bytes=0-1,4-5', null],
  ['lines=0-1', null],
  ['bytes=0-1; ', null],
  ['bytes=a-b', null],
  [`bytes=${'9'.repeat(400)}-`, null],
])('of ten bytes, %j asks for %j', (header, range) => {
  expect(parseRange(header, 10)).toEqual(range);
});
