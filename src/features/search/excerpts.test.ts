import { describe, expect, test } from 'vitest';
import { bestTime } from '../../../test/processor-time.ts';
import type { Segment } from './excerpts.ts';
import { excerptOf } from './excerpts.ts';

/** `a [b] c` as segments. */
function segments(text: string): Segment[] {
  return text
    .split(/[[\]]/)
    .flatMap((part, place) => (part ? [{ text: part, marked: place % 2 === 1 }] : []));
}

const shown = (cut: readonly Segment[]) =>
  cut.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');
const filler = 'Nothing of it stands here. '.repeat(40);

describe('an excerpt', () => {
  test('of a short text is the text', () => {
    expect(shown(excerptOf(segments('I have a [job] [offer].')))).toBe('I have a [job] [offer].');
  });

  test('begins with the sentence of the first mark, and says what is left out', () => {
    const cut = shown(excerptOf(segments(`${filler}They made an [offer] today. ${filler}`)));
    expect(cut).toMatch(/^… (Nothing of it stands here\. ){0,3}They made an \[offer\] today\. /);
    expect(cut).toMatch(/ …$/);
    expect(cut.length).toBeLessThan(300);
  });

  test('is taken where the words stand together, not where one of them comes first', () => {
    const cut = shown(excerptOf(segments(`A [job] at first. ${filler}Then a [job] [offer] came. ${filler}`)));
    expect(cut).toContain('Then a [job] [offer] came.');
    expect(cut).not.toContain('at first');
  });

  test('without a mark is the beginning, cut after a word', () => {
    expect(shown(excerptOf(segments(filler)))).toMatch(/^Nothing of it.*…$/);
  });

  test('of nothing is nothing', () => {
    expect(shown(excerptOf([]))).toBe('');
  });

  test('of thousands of marks is as quick and as short as any', () => {
    const many = Array.from({ length: 4000 }, () => ({ text: 'job', marked: true })).flatMap((mark) => [
      mark,
      { text: ' ', marked: false },
    ]);
    expect(shown(excerptOf(many)).replaceAll(/[[\]]/g, '').length).toBeLessThan(300);
    expect(bestTime(1000, () => shown(excerptOf(many)))).toBeLessThan(1000);
  });

  test('of one endless word is cut all the same', () => {
    const cut = shown(
      excerptOf([
        { text: 'x'.repeat(5000), marked: false },
        { text: 'job', marked: true },
      ]),
    );
    expect(cut).toContain('[job]');
    expect(cut.length).toBeLessThan(400);
  });
});
