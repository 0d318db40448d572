import { expect, test } from 'vitest';
import { naughtyStrings } from './fixtures-for-tests.ts';
import { textOfHtml } from './html-text.ts';
import { plainText, renderMarkdown } from './markdown.ts';

test.each([
  ['**bold** and `a < b`', 'bold and a < b'],
  ['one\ntwo\n\nthree', 'one two three'],
  ['- a\n- b', 'a b'],
  ['[link](https://example.com "&quot;")', 'link'],
  ['`<b>` & "quotes"', '<b> & "quotes"'],
])('the words of %j are %j', (markdown, words) => {
  expect(textOfHtml(renderMarkdown(markdown))).toBe(words);
});

test('nothing of a tag or an entity is left, whatever was written', () => {
  const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const differing = naughtyStrings().filter(
    (text) => letters(textOfHtml(renderMarkdown(text))) !== letters(plainText(text)),
  );
  expect(differing).toEqual([]);
});
