import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listForeignHtml } from './allowed-html.ts';
import { naughtyStrings, xssPayloads } from './fixtures.ts';
import { plainText, renderMarkdown } from './markdown.ts';

const forbiddenCharacters = /[\0\u202a-\u202e\u2066-\u2069]|\p{Surrogate}|\p{M}{9}/u;

function requireSound(source: string): void {
  const html = renderMarkdown(source);
  expect(listForeignHtml(html)).toEqual([]);
  expect(html).not.toMatch(forbiddenCharacters);
  expect(html).not.toMatch(/(?:href|src)="(?!https?:\/\/|mailto:|\/(?!\/)|#)/i);
  expect(html.length).toBeLessThanOrEqual(40 * source.length + 40_000);
  expect(plainText(source)).not.toMatch(forbiddenCharacters);
}

// Words of Markdown in random order find more than random letters do.
const words = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '```js\n',
    '~~',
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '<',
    '>',
    '> ',
    '- ',
    '1. ',
  ],
  ...['- [ ] ', '# ', '\n', '\n\n', '    ', '|', '|-|-|\n', ':-', '---\n', '===\n', '\\', '&lt;', '&#x202e;'],
  ...['javascript:', 'https://x.example', 'www.x.com', 'mailto:', 'a@b.com', '/files/a.png', '"', "'", '//'],
  ...[
    '<script>',
    '<img src=x onerror=y>',
    '[a]: /b "c"\n',
    '[a]',
    'word',
    ' ',
    '\u0301',
    '\u202e',
    '\ud800',
    'א',
  ],
);
const markdown = fc.oneof(
  fc.array(words, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
);

describe('whatever is written', () => {
  it('gives only allowed elements, attributes and addresses', () => {
    fc.assert(fc.property(markdown, requireSound), { numRuns: 1500 });
  });

  it('gives the same for the naughty strings', () => {
    for (const text of naughtyStrings()) requireSound(text);
  });

  it('gives the same for the script payloads, alone and inside Markdown', () => {
    const html = xssPayloads().map((payload) =>
      renderMarkdown(
        `${payload}\n\n[a](${payload}) ![b](${payload} "${payload}")\n\n\`\`\`${payload}\n${payload}`,
      ),
    );
    expect(html.flatMap(listForeignHtml)).toEqual([]);
  });
});
