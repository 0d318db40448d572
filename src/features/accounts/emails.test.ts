import { expect, test } from 'vitest';
import { parseEmail } from './emails.ts';

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  [' ada@example.com ', 'ada@example.com'],
  ["o'hara+lists@mail.example.co.uk", "o'hara+lists@mail.example.co.uk"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
])('%j is the mailbox %j', (typed, email) => expect(parseEmail(typed)).toBe(email));

test.each([
  // Kelvin, and a long s: two letters whose other case is one of ASCII.
  'fran\u212A@example.com',
  'FRAN\u212A@example.com',
  'jo\u017Fie@example.com',
  'ada\uFF20example.com',
  'аda@example.com',
  'ada@example.com@evil.test',
  'ada@evil.test,ada@example.com',
  '"ada@evil.test"@example.com',
  'ada@[192.0.2.1]',
  'ada@localhost',
  'ada\u0000@example.com',
  'ada@example.com\nbcc: eve@evil.test',
  '=?utf-8?q?ada?=@example.com (x)',
  '.ada@example.com',
  'ada..b@example.com',
])('%j is none', (typed) => expect(parseEmail(typed)).toBeNull());
