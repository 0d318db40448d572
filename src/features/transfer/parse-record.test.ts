import { expect, test } from 'vitest';
import { parseRecord } from './parse-record.ts';

function reasonOf(record: string | object): string | null {
  const text = typeof record === 'string' ? record : JSON.stringify(record);
  const parsed = parseRecord(text);
  return 'reason' in parsed ? parsed.reason : null;
}

const question = { type: 'question', ref: 'q', title: 'A title' };

test('a record with what it needs is taken, and what it leaves out is empty', () => {
  expect(parseRecord(JSON.stringify(question))).toEqual({
    record: { ...question, tldr: '', body: '', topics: [], parts: [], options: [] },
  });
});

test.each([
  ['{"type":"topic"', 'is not valid JSON'],
  ['17', 'is not a JSON object'],
  ['[]', 'is not a JSON object'],
  ['null', 'is not a JSON object'],
  ['{}', 'type is missing'],
  ['{"type":["question"]}', 'type must be a string'],
  ['{"type":"poll"}', 'there is no type “poll”'],
  ['{"type":"__proto__"}', 'there is no type “__proto__”'],
  ['{"type":"constructor"}', 'there is no type “constructor”'],
  ['{"type":"\\u001b[31m"}', 'there is no type “\ufffd[31m”'],
])('%s is refused, and the reason says why', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test.each([
  [{ title: undefined }, 'title is missing'],
  [{ title: ['A title'] }, 'title must be a string, not an array'],
  [{ title: null }, 'title must be a string, not null'],
  [{ title: { toString: 'A' } }, 'title must be a string, not an object'],
  [{ title: ' \u0000 ' }, 'title is empty'],
  [{ title: 'a'.repeat(501) }, 'title can have up to 500 characters and has 501'],
  [{ body: 'a'.repeat(200_001) }, 'body can have up to 200,000 characters and has 200,001'],
  [{ ref: '' }, 'ref is empty'],
  [{ ref: 'a\u0000b' }, 'ref holds characters that cannot be printed'],
  [{ topics: 'tech-lead' }, 'topics must be an array, not a string'],
  [{ byline: 'secret' }, 'byline must be one of "named", "company", "community"'],
  [
    { from: { name: 'Slack', url: 'javascript:alert(1)' } },
    'from.url is not an address that starts with https:// or http://',
  ],
  [{ votes: 3 }, 'has an unknown field “votes”'],
  [{ from: { id: 3 } }, 'from has an unknown field “id”'],
])('a question with %j is refused', (change, reason) => {
  expect(reasonOf({ ...question, ...change })).toBe(reason);
});

test('__proto__ is an unknown field like any other, at every depth', () => {
  expect(reasonOf('{"type":"question","ref":"q","title":"A","__proto__":{"admin":true}}')).toBe(
    'has an unknown field “__proto__”',
  );
  expect(reasonOf('{"type":"question","ref":"q","title":"A","from":{"__proto__":{"name":"x"}}}')).toBe(
    'from has an unknown field “__proto__”',
  );
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test.each([
  ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z'],
  ['2024-05-01T10:00:00.25+02:00', '2024-05-01T08:00:00.250Z'],
  ['2024-05-01T10:00', '2024-05-01T10:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('the time %s is %s', (at, expected) => {
  const parsed = parseRecord(JSON.stringify({ ...question, at }));
  expect(parsed).toMatchObject({ record: { at: expected } });
});

test.each([
  ['-2024-05-01T10:00:00Z', 'at is not a time in ISO 8601'],
  ['1969-12-31T23:59:59Z', 'at lies before 1970 or after 2099'],
  ['2024-02-30', 'at is not a time in ISO 8601'],
  ['yesterday', 'at is not a time in ISO 8601'],
  ['2100-01-01', 'at lies before 1970 or after 2099'],
  [1_714_557_600, 'at must be a string, not a number'],
])('the time %s is refused', (at, reason) => {
  expect(reasonOf({ ...question, at })).toBe(reason);
});

test('the indentation of a first line of code survives', () => {
  const parsed = parseRecord(JSON.stringify({ ...question, body: ' \n\n    let code;\n\n' }));
  expect(parsed).toMatchObject({ record: { body: '    let code;' } });
});

test('a level is one of ours, so that a byline that cannot be mended later is not made by mistake', () => {
  expect(reasonOf({ type: 'person', ref: 'p', level: 'Senior' })).toBeNull();
  expect(reasonOf({ type: 'person', ref: 'p', level: 'Rockstar' })).toMatch(
    /^level must be one of "Entry", /,
  );
});
