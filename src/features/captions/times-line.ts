import type { CaptionTrouble } from './cue.ts';
import { captionLimits } from './cue.ts';
import type { Line } from './blocks.ts';

export const arrow = '-->';

export type TimesLine = { startsMs: number; endsMs: number } | CaptionTrouble;

/** Reads "00:01.000 --> 00:02.500" and leaves what stands behind it, which says where on the picture the words are. */
export function readTimes(line: Line, readTime: (text: string) => number | null, example: string): TimesLine {
  const [, from = '', to = ''] = /^\s*(\S+?)\s*-->\s*([\d:.,]+)/.exec(line.text) ?? [];
  const startsMs = readTime(from);
  const endsMs = readTime(to);
  const trouble = (reason: string) => ({ line: line.number, reason });
  if (startsMs === null || endsMs === null)
    return trouble(`These are no times. They are written like ${example}.`);
  if (endsMs < startsMs) return trouble('It ends before it begins.');
  if (endsMs > captionLimits.ms) return trouble('No video here is that long.');
  return { startsMs, endsMs };
}
