import { normaliseText } from '../../platform/text.ts';
import type { CaptionTrouble } from './cue.ts';
import { clockTime, readClockTime } from './timestamps.ts';

export interface Chapter {
  startsMs: number;
  title: string;
}

const limits = { chapters: 100, title: 120 };
const chapterLine = /^\(?([\d:]+)\)?\s*[-–—:.]?\s+(\S.*)$/;

/**
 * Chapters from lines like "12:41 What we learned". Every line that is none is a trouble, and then there are none.
 * `durationMs`: of the video; null while it is not known.
 */
export function readChapters(
  text: string,
  durationMs: number | null,
): { chapters: Chapter[]; troubles: CaptionTrouble[] } {
  const chapters: Chapter[] = [];
  const troubles: CaptionTrouble[] = [];
  for (const [index, line] of normaliseText(text).split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readChapter(line.trim(), chapters.at(-1), durationMs);
    if (typeof read === 'string') troubles.push({ line: index + 1, reason: read });
    else chapters.push(read);
  }
  if (chapters.length > limits.chapters)
    troubles.push({
      line: limits.chapters + 1,
      reason: `A video can have up to ${limits.chapters} chapters.`,
    });
  return troubles.length > 0 ? { chapters: [], troubles } : { chapters, troubles };
}

function readChapter(line: string, before: Chapter | undefined, durationMs: number | null): Chapter | string {
  const [, time = '', title = ''] = chapterLine.exec(line) ?? [];
  const startsMs = readClockTime(time);
  if (startsMs === null) return 'A chapter is a time and a title, such as “12:41 What we learned”.';
  if (title.length > limits.title) return `A title can have up to ${limits.title} characters.`;
  if (before && startsMs <= before.startsMs)
    return `It begins before the chapter above it, ${clockTime(before.startsMs)}.`;
  if (durationMs !== null && startsMs >= durationMs) return `The video ends at ${clockTime(durationMs)}.`;
  return { startsMs, title: title.trim() };
}

/** The same lines again, for the editor. */
export function writeChapters(chapters: readonly Chapter[]): string {
  return chapters.map(({ startsMs, title }) => `${clockTime(startsMs)} ${title}`).join('\n');
}
