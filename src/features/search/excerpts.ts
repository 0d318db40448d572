import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { replaceUnprintable, truncate } from '../../platform/text.ts';

/** A piece of plain text: what was looked for, or what stands around it. */
export interface Segment {
  text: string;
  marked: boolean;
}

const open = '\u0002';
const close = '\u0003';

const markWords = statement<{ texts: string[]; query: string }, { marked: string }>('markWords')`
  select ts_headline('cairn', search_text(text), to_tsquery('cairn', ${'query'}),
    format('HighlightAll=true, StartSel=%s, StopSel=%s', chr(2), chr(3))) as marked
  from unnest(${'texts'}::text[]) with ordinality as given (text, place) order by place`;

/** Each plain text whole, with the words that fit the query marked. In one call, in proportion to the texts. */
export async function markTexts(
  db: Queryable,
  texts: readonly string[],
  query: string,
): Promise<Segment[][]> {
  const plain = texts.map((text) => replaceUnprintable(text, ' '));
  const rows = await markWords(db, { texts: plain, query });
  return plain.map((text, place) => segmentsOf(text, rows[place]?.marked ?? ''));
}

/** What PostgreSQL marked is the text as the parser saw it: as long as the text itself, so places agree. */
function segmentsOf(text: string, marked: string): Segment[] {
  const [before = '', ...others] = marked.split(open);
  const pieces = [{ length: before.length, marked: false }];
  for (const other of others) {
    const [inside = '', after = ''] = other.split(close);
    pieces.push({ length: inside.length, marked: true }, { length: after.length, marked: false });
  }
  // A word of kilobytes is left out by the parser; then nothing is marked rather than the wrong thing.
  if (pieces.reduce((sum, { length }) => sum + length, 0) !== text.length) return [{ text, marked: false }];
  let end = 0;
  const segments = pieces.map((piece) => ({
    text: text.slice(end, (end += piece.length)),
    marked: piece.marked,
  }));
  return joinMarks(segments.filter((segment) => segment.text !== ''));
}

/** "Node.js" is one mark, not two with a full stop between them. */
function joinMarks(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const [place, { text, marked }] of segments.entries()) {
    const last = joined.at(-1);
    const between = /^[./+&-]$/.test(text) && segments[place + 1]?.marked;
    if (last?.marked && (marked || between)) last.text += text;
    else joined.push({ text, marked });
  }
  return joined;
}

const excerptLength = 260;
const lead = 90;

/** About two lines and a half around where most of the marked words stand closest; the beginning where none is. */
export function excerptOf(segments: readonly Segment[]): Segment[] {
  const whole = segments.map(({ text }) => text).join('');
  const marks = marksOf(segments);
  if (marks.length === 0) return [{ text: truncate(whole, excerptLength), marked: false }];
  const start = beginAt(whole, densest(marks));
  const end = endAt(whole, start + excerptLength);
  const cut = cutOut(segments, start, end);
  if (start > 0) cut.unshift({ text: '… ', marked: false });
  if (end < whole.length) cut.push({ text: ' …', marked: false });
  return cut;
}

interface Mark {
  start: number;
  end: number;
  word: string;
}

function marksOf(segments: readonly Segment[]): Mark[] {
  const marks: Mark[] = [];
  let start = 0;
  for (const { text, marked } of segments) {
    if (marked) marks.push({ start, end: start + text.length, word: text.toLowerCase().slice(0, 5) });
    start += text.length;
  }
  return marks;
}

/** Where the window begins that holds most different words, then most words; the first of equals. */
function densest(marks: readonly Mark[]): number {
  let best = { start: 0, worth: -1 };
  for (const [index, { start }] of marks.entries()) {
    const words: string[] = [];
    for (let next = index; next < marks.length; next += 1) {
      const mark = marks[next];
      if (!mark || mark.end > start + excerptLength - lead) break;
      words.push(mark.word);
    }
    const worth = new Set(words).size * 4 + Math.min(words.length, 8);
    if (worth > best.worth) best = { start, worth };
  }
  return best.start;
}

/** The beginning of the sentence, or else of a word, shortly before. */
function beginAt(text: string, mark: number): number {
  if (mark <= lead) return 0;
  const before = text.slice(mark - lead, mark);
  const sentence = before.search(/(?<=[.!?…]['")]?\s)\S(?![\s\S]*[.!?…]['")]?\s\S)/u);
  const word = before.search(/(?<=\s)\S/u);
  return mark - lead + Math.max(0, sentence >= 0 ? sentence : word);
}

function endAt(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const space = text.lastIndexOf(' ', end);
  return space > end - lead ? space : end;
}

function cutOut(segments: readonly Segment[], start: number, end: number): Segment[] {
  const cut: Segment[] = [];
  let place = 0;
  for (const { text, marked } of segments) {
    const part = text.slice(Math.max(0, start - place), Math.max(0, end - place));
    if (part !== '') cut.push({ text: part, marked });
    place += text.length;
  }
  return cut;
}
