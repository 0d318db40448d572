import type { Chapter } from './chapters.ts';
import type { Cue } from './cue.ts';
import type { Paragraph } from './paragraphs.ts';
import { groupParagraphs } from './paragraphs.ts';

export interface Part<SomeCue> {
  /** Null for what is said before the first. */
  chapter: Chapter | null;
  paragraphs: Paragraph<SomeCue>[];
}

/** A chapter may be named that long after its first word. Milliseconds. */
const late = 1500;

/** What is said, by chapter: each begins a paragraph. Chapters in which nothing is said are left out. Both are in order. */
export function divideByChapters<SomeCue extends Cue & { beginsParagraph: boolean }>(
  cues: readonly SomeCue[],
  chapters: readonly Chapter[],
): Part<SomeCue>[] {
  const begun = new Map<number, Chapter>();
  for (const chapter of chapters) {
    const place = findFirst(cues, chapter.startsMs);
    if (place < cues.length) begun.set(place, chapter);
  }
  const parts: Part<SomeCue>[] = [{ chapter: null, paragraphs: [] }];
  let place = 0;
  for (const paragraph of groupParagraphs(cues, new Set(begun.keys()))) {
    const chapter = begun.get(place);
    if (chapter) parts.push({ chapter, paragraphs: [] });
    parts.at(-1)?.paragraphs.push(paragraph);
    place += paragraph.cues.length;
  }
  return parts.filter(({ paragraphs }) => paragraphs.length > 0);
}

/** The place of a chapter's first words; the number of cues where there are none after it. */
function findFirst(cues: readonly Cue[], atMs: number): number {
  const startOf = (place: number) => cues[place]?.startsMs ?? -Infinity;
  const next = cues.findIndex(({ startsMs }) => startsMs >= atMs);
  const after = next === -1 ? cues.length : next;
  const early = atMs - startOf(after - 1);
  return early <= late && (after === cues.length || early < startOf(after) - atMs) ? after - 1 : after;
}
