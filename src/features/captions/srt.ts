import type { Line } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import { readSrtText } from './cue-text.ts';
import type { CaptionTrouble, Cue, ReadCaptions } from './cue.ts';
import { readTimes } from './times-line.ts';
import { readSrtTime } from './timestamps.ts';

const example = '00:00:01,000 --> 00:00:04,500';
const timesLine = /^\s*\d[\d:.,]*\s*-->/;

/** Whether a file is SRT: its first lines are a number and times, or times alone. */
export function looksLikeSrt(text: string): boolean {
  const [[first, second] = []] = blocksOf(text.slice(0, 2000));
  if (!first) return false;
  return timesLine.test(first.text) || (/^\s*\d+\s*$/.test(first.text) && timesLine.test(second?.text ?? ''));
}

/** A SubRip file as cues. It has no standard: numbers may be missing or wrong, and say nothing. */
export function readSrt(text: string): ReadCaptions {
  const cues: Cue[] = [];
  const troubles: CaptionTrouble[] = [];
  for (const block of blocksOf(text)) {
    const place = /^\s*\d+\s*$/.test(block[0]?.text ?? '') ? 1 : 0;
    const line = block[place];
    // A number alone is a cue without words.
    if (!line) continue;
    if (!line.text.includes('-->')) {
      troubles.push({ line: line.number, reason: 'There are no times above these words.' });
      continue;
    }
    const times = readTimes(line, readSrtTime, example);
    if ('reason' in times) {
      troubles.push(times);
      continue;
    }
    const words = block.slice(place + 1);
    const stray = words.find((word) => timesLine.test(word.text));
    if (stray) troubles.push({ line: stray.number, reason: 'An empty line is missing above these times.' });
    else for (const part of readSrtText(textOf(words))) cues.push({ ...times, ...part });
  }
  return { cues, troubles };
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join('\n');
}
