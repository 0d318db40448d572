import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listForeignHtml } from './allowed-html-for-tests.ts';
import { naughtyStrings, xssPayloads } from './fixtures-for-tests.ts';
import { plainText, renderMarkdown } from './markdown.ts';

const forbiddenCharacters = /[\0\u202a-\u202e\u2066-\u2069]|\p{Surrogate}|\p{M}{9}/u;
const foreignAddress = /(?:href|src)="(?!https?:\/\/|mailto:|\/(?!\/)|#)[^"]*"/i;

/** What is wrong with the rendering of a text; empty if nothing is. */
function listFaults(source: string): string[] {
  const html = renderMarkdown(source);
  const faults = listForeignHtml(html);
  const length = html.length <= 40 * source.length + 40_000 ? null : [`${html.length} characters`];
  for (const fault of [
    forbiddenCharacters.exec(html),
    foreignAddress.exec(html),
    length,
    forbiddenCharacters.exec(plainText(source)),
  ]) {
    if (fault?.[0]) faults.push(fault[0]);
  }
  return faults;
}

// Words of Markdown in random order find more than random letters do. ¶ stands for a line end, · for a space.
const words = (
  '* ** _ ` ``` ```js¶ ~~ [ ] ( ) ![ ]( < > >· -· 1.· -·[·]· #· ¶ ¶¶ ···· | |-|-|¶ :- ---¶ ===¶ \\ &lt; &#x202e; ' +
  'javascript: https://x.example www.x.com mailto: a@b.com /files/a.png " \' // <script> <img·src=x·onerror=y> ' +
  '[a]:·/b·"c"¶ [a] word · \u0301 \u202e \ud800 א'
)
  .split(' ')
  .map((word) => word.replaceAll('·', ' ').replaceAll('¶', '\n'));

const markdown = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
);

describe('whatever is written', () => {
  it('gives only allowed elements, attributes and addresses', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(listFaults(source)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same for the naughty strings', () => {
    expect(naughtyStrings().flatMap(listFaults)).toEqual([]);
  });

  it('gives the same for the script payloads, alone and inside Markdown', () => {
    const sources = xssPayloads().map(
      (payload) =>
        `${payload}\n\n[a](${payload}) ![b](${payload} "${payload}")\n\n\`\`\`${payload}\n${payload}`,
    );
    expect(sources.flatMap(listFaults)).toEqual([]);
  });
});
