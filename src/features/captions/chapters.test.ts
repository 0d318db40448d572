import { describe, expect, it } from 'vitest';
import { readChapters, writeChapters } from './chapters.ts';

describe('chapters', () => {
  it('are read from lines of a time and a title, and written the same way', () => {
    const text = '0:00 Hello\n\n12:41 – What we learned\n(1:02:03) Questions';
    const { chapters, troubles } = readChapters(text, 4_000_000);
    expect(troubles).toEqual([]);
    expect(chapters).toEqual([
      { startsMs: 0, title: 'Hello' },
      { startsMs: 761_000, title: 'What we learned' },
      { startsMs: 3_723_000, title: 'Questions' },
    ]);
    expect(writeChapters(chapters)).toBe('0:00 Hello\n12:41 What we learned\n1:02:03 Questions');
  });

  it('are refused by line', () => {
    const text = 'Hello\n0:10 One\n0:10 Two\n0:61 Three\n9:00 Late\n1:99:00 Odd\n';
    const { chapters, troubles } = readChapters(text, 60_000);
    expect(chapters).toEqual([]);
    const shape = 'A chapter is a time and a title, such as “12:41 What we learned”.';
    expect(troubles).toEqual([
      { line: 1, reason: shape },
      { line: 3, reason: 'It begins before the chapter above it, 0:10.' },
      { line: 4, reason: shape },
      { line: 5, reason: 'The video ends at 1:00.' },
      { line: 6, reason: shape },
    ]);
    expect(readChapters(`0:01 ${'x'.repeat(121)}`, null).troubles[0]?.reason).toBe(
      'A title can have up to 120 characters.',
    );
  });
});
