import { normaliseText } from '../../platform/text.ts';
import type { CaptionTrouble } from './cue.ts';
import { clockTime, readClockTime } from './timestamps.ts';

export interface Chapter {
  startsMs: number;
  title: string;
}

const limits = { chapters: 100, title: 120 };
const chapterLine = /^\(?([\d:]+)\)?\s*[-–—:.]?\s+(\S.*)$/;

interface ReadChapters {
  chapters: Chapter[];
  troubles: CaptionTrouble[];
}

/**
 * Chapters from lines like "12:41 What we learned". Every line that is none is a trouble, and then there are none.
 * `durationMs`: of the video; null while it is not known.
 */
export function readChapters(text: string, durationMs: number | null): ReadChapters {
  const lines = normaliseText(text).split('\n');
  const read = lines.map((line, index) => ({ line: index + 1, read: readLine(line.trim()) }));
  return take(
    read.filter((_, index) => lines[index]?.trim() !== ''),
    durationMs,
  );
}

/** The same for chapters that came as such; troubles say which by its place, from 1. */
export function checkChapters(chapters: readonly Chapter[], durationMs: number | null): ReadChapters {
  return take(
    chapters.map((chapter, index) => ({ line: index + 1, read: chapter })),
    durationMs,
  );
}

function take(
  given: readonly { line: number; read: Chapter | null }[],
  durationMs: number | null,
): ReadChapters {
  const chapters: Chapter[] = [];
  const troubles: CaptionTrouble[] = [];
  for (const { line, read } of given) {
    const reason = findTrouble(read, chapters.at(-1), durationMs);
    if (reason !== null) troubles.push({ line, reason });
    else if (read) chapters.push(read);
  }
  if (chapters.length > limits.chapters)
    troubles.push({
      line: limits.chapters + 1,
      reason: `A video can have up to ${limits.chapters} chapters.`,
    });
  return troubles.length > 0 ? { chapters: [], troubles } : { chapters, troubles };
}

function readLine(line: string): Chapter | null {
  const [, time = '', title = ''] = chapterLine.exec(line) ?? [];
  const startsMs = readClockTime(time);
  return startsMs === null ? null : { startsMs, title: title.trim() };
}

function findTrouble(
  chapter: Chapter | null,
  before: Chapter | undefined,
  durationMs: number | null,
): string | null {
  if (!chapter) return 'A chapter is a time and a title, such as “12:41 What we learned”.';
  const { startsMs, title } = chapter;
  if (title.length > limits.title) return `A title can have up to ${limits.title} characters.`;
  if (before && startsMs <= before.startsMs)
    return `It begins before the chapter above it, ${clockTime(before.startsMs)}.`;
  if (durationMs !== null && startsMs >= durationMs) return `The video ends at ${clockTime(durationMs)}.`;
  return null;
}

/** The same lines again, for the editor. */
export function writeChapters(chapters: readonly Chapter[]): string {
  return chapters.map(({ startsMs, title }) => `${clockTime(startsMs)} ${title}`).join('\n');
}
