import { renderToString } from 'preact-render-to-string';
import { h } from 'preact';
import { expect, test } from 'vitest';
import { TimeAgo, timeAgo } from './time-ago.tsx';

const now = new Date('2026-11-22T10:00:00Z');

test.each([
  ['2026-11-22T10:00:20Z', 'just now'],
  ['2026-11-22T09:59:30Z', 'just now'],
  ['2026-11-22T09:59:00Z', '1 minute ago'],
  ['2026-11-22T08:00:00Z', '2 hours ago'],
  ['2026-11-21T10:30:00Z', '23 hours ago'],
  ['2026-11-21T09:00:00Z', 'yesterday'],
  ['2026-11-19T23:00:00Z', '3 days ago'],
  ['2026-11-08T10:00:00Z', '2 weeks ago'],
  ['2026-08-22T10:00:00Z', '3 months ago'],
  ['2025-11-22T10:00:00Z', '1 year ago'],
  ['2024-05-01T10:00:00Z', '2 years ago'],
])('%s was %s', (at, words) => {
  expect(timeAgo(new Date(at), now)).toBe(words);
});

test.each([
  ['2026-11-22T09:59:50Z', 'today'],
  ['2026-11-22T00:00:00Z', 'today'],
  ['2026-11-21T23:45:00Z', 'yesterday'],
  ['2026-11-20T23:45:00Z', '2 days ago'],
])('coarsely, %s was %s', (at, words) => {
  expect(timeAgo(new Date(at), now, true)).toBe(words);
});

test('a coarse time has nothing finer than its day in the markup', () => {
  const at = '2026-11-21T23:45:00Z';
  const coarse = renderToString(h(TimeAgo, { at, now, coarse: true }));
  expect(coarse).toBe('<time datetime="2026-11-21" title="21 November 2026">yesterday</time>');
  expect(renderToString(h(TimeAgo, { at, now }))).toContain('2026-11-21T23:45:00.000Z');
});
