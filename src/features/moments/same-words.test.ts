import { describe, expect, it } from 'vitest';
import { findWords } from './same-words.ts';

const cues = (...said: [seconds: number, text: string][]) =>
  said.map(([seconds, text]) => ({ startsMs: seconds * 1000, endsMs: seconds * 1000 + 4000, text }));

const foundAt = (words: string, atSeconds: number, ...said: [number, string][]) => {
  const cue = findWords(words, atSeconds * 1000, cues(...said));
  return cue && cue.startsMs / 1000;
};

describe('words of a moment', () => {
  it('are found where they are said, across cues, the nearest of several', () => {
    const said: [number, string][] = [
      [0, 'We counted them'],
      [5, 'twice, every night.'],
      [50, 'And again: we counted them twice.'],
    ];
    expect(foundAt('we counted them twice', 1, ...said)).toBe(0);
    expect(foundAt('we counted them twice', 60, ...said)).toBe(50);
    expect(foundAt('twice every night', 60, ...said)).toBe(5);
  });

  it('are found where most of them are said, when captions were corrected', () => {
    expect(
      foundAt(
        'we counted them twize with recon silliation every night',
        0,
        [9, 'Hello.'],
        [30, 'We counted them twice with reconciliation every night'],
      ),
    ).toBe(30);
  });

  it('are not found where they are not said any more', () => {
    expect(
      foundAt('nobody noticed the migration', 0, [9, 'The weather is fine, and the coffee too']),
    ).toBeNull();
    expect(foundAt('', 0, [9, 'Hello'])).toBeNull();
    expect(foundAt('hello', 0)).toBeNull();
  });

  it('are found in any script', () => {
    expect(foundAt('誰も気づかなかった', 0, [3, '移行は終わった'], [8, '誰も気づかなかった'])).toBe(8);
  });
});
