import { expect, it } from 'vitest';
import { bestTime } from '../../../test/processor-time.ts';
import { plainText, renderMarkdown } from './markdown.ts';

const fill = (unit: string) => (length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const steps = (line: (step: number) => string) => (length: number) => {
  let text = '';
  for (let step = 0; text.length < length; step += 1) text += line(step);
  return text;
};

const inputs: Record<string, (length: number) => string> = {
  'quotes in quotes': fill('>'),
  'quotes with lists in them': fill('> - '),
  'lists in lists': steps((step) => `${' '.repeat((step % 200) * 2)}- a\n`),
  'empty list entries': fill('- \n'),
  'numbers of lists': fill('1. '),
  'opening brackets': fill('['),
  'closed brackets': (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
  'links that do not end': fill('[a]('),
  'links with titles that do not end': fill('[a](b "'),
  'images in images': (length) => '!['.repeat(length / 4) + ']()'.repeat(length / 6),
  'brackets in an address': (length) => `[a](${'('.repeat(length)}`,
  stars: fill('*'),
  'stars and letters': fill('a**b'),
  'emphasis that does not end': fill('*a_ '),
  'emphasis of two kinds': fill('*_'),
  tildes: fill('~~a'),
  'backticks of every length': steps((step) => `e${'`'.repeat(step + 1)}`),
  fences: fill('```\n'),
  angles: fill('<'),
  'addresses in angles that do not end': fill('<https:'),
  'comments that do not end': fill('<!--'),
  'references to characters': fill('&#x'),
  backslashes: fill('\\'),
  'a table of pipes': (length) => `${'|'.repeat(length / 2)}\n${'|-'.repeat(length / 4)}`,
  'a wide table with short rows': (length) =>
    `${'|a'.repeat(40)}\n${'|-'.repeat(40)}\n${fill('a\n')(length)}`,
  'many tables': fill('|a\n|-\n\n'),
  definitions: steps((step) => `[r${step}]: /u\n`),
  'a long definition used often': (length) => `[a]: /${'x'.repeat(length / 2)}\n\n${fill('[a]')(length / 2)}`,
  'definitions over many lines': fill('[a\n'),
  headings: fill('# a\n'),
  'underlined headings': fill('a\n='),
  spaces: (length) => `a${' '.repeat(length)}b`,
  'bare addresses': fill('a.io '),
  'bare addresses with brackets': (length) => `https://a.io/${fill('(a)')(length)}`,
  'hosts that do not end': fill('a.'),
  'user names': (length) => `https://${fill('a:')(length)}@b.com`,
  'mail addresses': fill('a@'),
  'slashes of addresses': fill('https://'),
  'names in the words of a link': (length) => `[${fill('a.b')(length)}](https://x.com)`,
  'marks on a letter': (length) => `a${'\u0301'.repeat(length)}`,
  'bidi controls': fill('\u202e'),
  tasks: fill('- [ ] a\n'),
};

// A square would take 44 times as long for 200,000 characters as for 30,000; a line takes seven times.
it.each(Object.entries(inputs))('%s take time and space in proportion', (_name, build) => {
  for (const length of [30_000, 200_000]) {
    const source = build(length);
    let output = '';
    const bound = length / 50;
    expect(bestTime(bound, () => (output = renderMarkdown(source)))).toBeLessThan(bound);
    expect(output.length).toBeLessThanOrEqual(40 * source.length + 40_000);
  }
  expect(bestTime(600, () => plainText(build(30_000), 200))).toBeLessThan(600);
});

// Grammars of highlight.js that take more than a line: bounded by the length that is highlighted.
it.each([
  ['csharp', 'select '],
  ['csharp', 'a '],
  ['cpp', 'E'],
  ['python', '1.if '],
  ['scala', '\n '],
])('code in %s made of %j is highlighted within a bound', (language, unit) => {
  const lines = fill(unit)(7900).replace(/[^\n]{300}/g, '$&\n');
  const source = `\`\`\`${language}\n${lines.slice(0, 7900)}\n\`\`\`\n\n`.repeat(20);
  // A machine with other work counts more processor time for the same.
  expect(bestTime(4000, () => renderMarkdown(source))).toBeLessThan(4000);
});
