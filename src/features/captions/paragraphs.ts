import type { Cue } from './cue.ts';

const pause = { always: 2500, afterSentence: 900 };
const length = { wanted: 350, most: 1100 };
const sentenceEnd = /[.!?…。！？؟]["'”’)\]]*$/u;

/** For each cue, whether a paragraph begins with it: another speaks, a pause, or enough was said at a sentence's end. */
export function findParagraphs(cues: readonly Cue[]): boolean[] {
  let speaker: string | null = null;
  let said = 0;
  return cues.map((cue, place) => {
    const before = cues[place - 1];
    const isOther = cue.speaker !== null && cue.speaker !== speaker;
    const begins = !before || isOther || isBreak(before, cue, said);
    if (cue.speaker !== null) speaker = cue.speaker;
    said = begins ? cue.text.length : said + cue.text.length + 1;
    return begins;
  });
}

function isBreak(before: Cue, cue: Cue, said: number): boolean {
  const silence = cue.startsMs - before.endsMs;
  if (silence >= pause.always || said >= length.most) return true;
  if (!sentenceEnd.test(before.text)) return false;
  return said >= length.wanted || (silence >= pause.afterSentence && said >= length.wanted / 3);
}

export interface Paragraph<SomeCue> {
  /** Named where it is another than in the paragraph before. */
  speaker: string | null;
  cues: SomeCue[];
}

/** Cues in their paragraphs, in order. `breaks`: the cues, by their place, that begin one besides. */
export function groupParagraphs<SomeCue extends Cue & { beginsParagraph: boolean }>(
  cues: readonly SomeCue[],
  breaks: ReadonlySet<number> = new Set(),
): Paragraph<SomeCue>[] {
  const paragraphs: Paragraph<SomeCue>[] = [];
  let speaker: string | null = null;
  for (const [place, cue] of cues.entries()) {
    const last = paragraphs.at(-1);
    const isOther = cue.speaker !== null && cue.speaker !== speaker;
    if (cue.speaker !== null) speaker = cue.speaker;
    if (last && !cue.beginsParagraph && !isOther && !breaks.has(place)) last.cues.push(cue);
    else paragraphs.push({ speaker: isOther ? cue.speaker : null, cues: [cue] });
  }
  return paragraphs;
}
