import { describe, expect, it } from 'vitest';
import type { Cue } from './cue.ts';
import { findParagraphs, groupParagraphs } from './paragraphs.ts';

function say(words: [seconds: number, text: string, speaker?: string][]): Cue[] {
  return words.map(([seconds, text, speaker = null]) => {
    return { startsMs: seconds * 1000, endsMs: seconds * 1000 + 1000, text, speaker };
  });
}

const begins = (cues: Cue[]) => findParagraphs(cues);

describe('paragraphs of a transcript', () => {
  it('begin where another speaks, and after a pause', () => {
    const cues = say([
      [0, 'Hello', 'Ada'],
      [1, 'there.'],
      [2, 'Hi.', 'Joe'],
      [3, 'Well.', 'Joe'],
      [9, 'So.', 'Joe'],
    ]);
    expect(begins(cues)).toEqual([true, false, true, false, true]);
    const grouped = groupParagraphs(
      cues.map((cue, place) => ({ ...cue, beginsParagraph: begins(cues)[place] ?? false })),
    );
    expect(
      grouped.map(({ speaker, cues: said }) => [speaker, said.map(({ text }) => text).join(' ')]),
    ).toEqual([
      ['Ada', 'Hello there.'],
      ['Joe', 'Hi. Well.'],
      [null, 'So.'],
    ]);
  });

  it('end with a sentence once they are long, and somewhere where no sentence ends', () => {
    const long = 'word '.repeat(40).trim();
    expect(
      begins(
        say([
          [0, long],
          [1, `${long}.`],
          [2, 'Next.'],
        ]),
      ),
    ).toEqual([true, false, true]);
    const endless = say(Array.from({ length: 14 }, (_, place) => [place, long] as [number, string]));
    expect(begins(endless).filter(Boolean).length).toBeGreaterThan(1);
  });
});
