import type { Line } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import { hasOpenTag, readVttText } from './cue-text.ts';
import type { CaptionTrouble, Cue, ReadCaptions } from './cue.ts';
import { arrow, readTimes } from './times-line.ts';
import { readVttTime } from './timestamps.ts';

const example = '00:01.000 --> 00:04.500';

/**
 * A WebVTT file (https://www.w3.org/TR/webvtt1/) as cues. Browsers leave out silently what they cannot read; here each
 * such place is a trouble, so that its author can mend it. Where on the picture a cue stands is not kept.
 */
export function readWebVtt(text: string): ReadCaptions {
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text))
    return { cues: [], troubles: [{ line: 1, reason: 'A WebVTT file begins with the word WEBVTT.' }] };
  const [head = [], ...blocks] = blocksOf(text);
  const bodyOfHead = head.findIndex(hasArrow);
  const cues: Cue[] = [];
  const troubles: CaptionTrouble[] = [];
  // A cue may follow the first line at once; else what stands there describes the file.
  if (bodyOfHead > 0) readCues(head.slice(bodyOfHead), cues, troubles);
  for (const block of blocks) {
    if (!isAside(block)) readCues(block, cues, troubles);
  }
  return { cues, troubles };
}

function hasArrow({ text }: Line): boolean {
  return text.includes(arrow);
}

/** A comment, a style or a region, which only browsers make something of. */
function isAside(block: readonly Line[]): boolean {
  const first = block[0]?.text ?? '';
  if (/^NOTE(?:\s|$)/.test(first)) return true;
  return /^(?:STYLE|REGION)\s*$/.test(first) && !block.some(hasArrow);
}

/** One block: an identifier may stand before the times, and further times end a cue as an empty line would. */
function readCues(block: readonly Line[], cues: Cue[], troubles: CaptionTrouble[]): void {
  const starts = block.flatMap((line, place) => (hasArrow(line) ? [place] : []));
  const [first, ...others] = starts;
  if (first === undefined || first > 1) {
    const line = block[first === undefined ? 0 : 1]?.number ?? 1;
    troubles.push({ line, reason: 'There are no times above these words.' });
  }
  if (first === undefined) return;
  for (const [index, start] of starts.entries()) {
    const end = others[index] ?? block.length;
    const times = block[start];
    if (times) readCue(times, block.slice(start + 1, end), cues, troubles);
  }
}

function readCue(line: Line, words: readonly Line[], cues: Cue[], troubles: CaptionTrouble[]): void {
  const times = readTimes(line, readVttTime, example);
  if ('reason' in times) {
    troubles.push(times);
    return;
  }
  const source = words.map(({ text }) => text).join('\n');
  if (hasOpenTag(source)) {
    const open = words.findLast(({ text }) => text.includes('<')) ?? line;
    troubles.push({ line: open.number, reason: 'A < is not closed. The sign itself is written &lt;.' });
    return;
  }
  for (const said of readVttText(source)) cues.push({ ...times, ...said });
}
