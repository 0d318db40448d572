import { describe, expect, it } from 'vitest';
import { divideByChapters } from './parts.ts';

const cue = (startsMs: number, text: string, beginsParagraph = false) => {
  return { startsMs, endsMs: startsMs + 900, text, speaker: null, beginsParagraph };
};
const cues = [cue(0, 'One.', true), cue(1000, 'Two.'), cue(2000, 'Three.'), cue(9000, 'Four.', true)];
const chapter = (startsMs: number, title: string) => ({ startsMs, title });

/** As it is read: each part's title with its paragraphs. */
const read = (...chapters: ReturnType<typeof chapter>[]) =>
  divideByChapters(cues, chapters).map(({ chapter: begun, paragraphs }) => [
    begun?.title ?? null,
    ...paragraphs.map((paragraph) => paragraph.cues.map(({ text }) => text).join(' ')),
  ]);

describe('what is said, by chapter', () => {
  it('is paragraphs alone where there are none', () => {
    expect(read()).toEqual([[null, 'One. Two. Three.', 'Four.']]);
    expect(divideByChapters([], [chapter(0, 'Nothing')])).toEqual([]);
  });

  it('begins a paragraph with each, at the words nearest to it', () => {
    expect(read(chapter(0, 'A'), chapter(1600, 'B'))).toEqual([
      ['A', 'One. Two.'],
      ['B', 'Three.', 'Four.'],
    ]);
    expect(read(chapter(1400, 'B'))).toEqual([
      [null, 'One.'],
      ['B', 'Two. Three.', 'Four.'],
    ]);
  });

  it('leaves out those in which nothing is said', () => {
    expect(read(chapter(8000, 'Silence'), chapter(8900, 'Words'), chapter(90_000, 'The end'))).toEqual([
      [null, 'One. Two. Three.'],
      ['Words', 'Four.'],
    ]);
    expect(read(chapter(9800, 'Named late')).at(-1)).toEqual(['Named late', 'Four.']);
  });
});
