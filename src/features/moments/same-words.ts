/** What the words of a moment are looked for in. */
export interface SpokenCue {
  startsMs: number;
  endsMs: number;
  text: string;
}

/** How much of the words must be there again, where they are not there literally. */
const enough = 0.6;

/**
 * The cue that these words begin in now: where they stand literally, nearest to `atMs`; else where most of them are said within
 * as many words. Null where they are not said any more. Takes time in proportion to the cues.
 */
export function findWords(words: string, atMs: number, cues: readonly SpokenCue[]): SpokenCue | null {
  const wanted = wordsOf(words);
  if (wanted.length === 0) return null;
  const said = cues.flatMap((cue) => wordsOf(cue.text).map((word) => ({ cue, word })));
  const counts = countEach(wanted);
  const window = countEach([]);
  let shared = 0;
  let best: { worth: number; distance: number; cue: SpokenCue } | null = null;
  for (const [end, { word }] of said.entries()) {
    shared += change(window, counts, word, 1);
    const gone = said[end - wanted.length];
    if (gone) shared += change(window, counts, gone.word, -1);
    const start = Math.max(0, end - wanted.length + 1);
    const begin = said.slice(start, end + 1).find((each) => counts.has(each.word));
    if (!begin || (end < wanted.length - 1 && end < said.length - 1)) continue;
    const literal = wanted.every((each, place) => said[start + place]?.word === each);
    const worth = literal ? 2 : shared / wanted.length;
    const distance = Math.abs(begin.cue.startsMs - atMs);
    if (!best || worth > best.worth || (worth === best.worth && distance < best.distance))
      best = { worth, distance, cue: begin.cue };
  }
  return best && best.worth >= enough ? best.cue : null;
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function countEach(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How many more, or fewer, words window and wanted share after this one came or went. */
function change(window: Map<string, number>, wanted: Map<string, number>, word: string, by: 1 | -1): number {
  const before = window.get(word) ?? 0;
  const most = wanted.get(word) ?? 0;
  window.set(word, before + by);
  return Math.min(before + by, most) - Math.min(before, most);
}
