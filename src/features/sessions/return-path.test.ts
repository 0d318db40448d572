import { expect, test } from 'vitest';
import { findReturnPath, placeAfter } from './return-path.ts';

test.each(['/', '/questions/new', '/questions/abc/a-title?page=2#p-xyz', '/search?q=a%20b', '/a//b'])(
  '%s is a place of this site',
  (path) => expect(findReturnPath(path)).toBe(path),
);

test.each([
  '',
  'https://evil.test/',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\/evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '\t//evil.test',
  ' /questions',
  'javascript:alert(1)',
  'questions',
  '/a\\b',
  '/ü',
  `/${'a'.repeat(1000)}`,
])('%j is none', (path) => expect(findReturnPath(path)).toBeNull());

test.each([
  '/.//evil.test',
  '/..//evil.test',
  '/@evil.test',
  '/;@evil.test',
  '/%5cevil.test',
  '/%2f/evil.test',
])('%s stays on this site as a browser reads it', (path) => {
  const taken = findReturnPath(path) ?? '/';
  expect(new URL(taken, 'http://cairn.test/sign-in').origin).toBe('http://cairn.test');
});

test('nobody is sent back to a page about signing in', () => {
  expect(placeAfter('/sign-in?to=/x')).toBe('/');
  expect(placeAfter('/sign-up/abc')).toBe('/');
  expect(placeAfter(null)).toBe('/');
  expect(placeAfter('/drafts')).toBe('/drafts');
});
