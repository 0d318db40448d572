import { Invalid } from '../../errors.ts';
import { countCharacters, normaliseText } from '../../platform/text.ts';

/** One thing that is looked for: a word, or several that stand side by side. */
export interface Term {
  /** Lower case, letters and digits only: nothing that means something to PostgreSQL. */
  words: string[];
  /** Typed in quotes: neither mended nor left out. */
  quoted: boolean;
  /** The end of the query: its last word may go on. */
  open: boolean;
  /** Where it stands in the query. */
  start: number;
  end: number;
}

export interface Query {
  /** As it was typed, normalised. */
  text: string;
  wanted: Term[];
  unwanted: Term[];
}

const longestQuery = 200;
const mostTerms = 24;
// From three letters on: the start of a shorter word is the start of half the dictionary.
const shortestStart = 3;

// An optional minus, then words in quotes (closed or not) or anything up to the next space or quote.
const pieces = /(-?)(?:"([^"]*)("?)|([^\s"]+))/gu;

/** Reads what somebody typed. Everything is a query; throws Invalid only for more than 200 characters. */
export function readQuery(typed: string): Query {
  const text = normaliseText(typed).trim();
  if (countCharacters(text) > longestQuery) {
    throw new Invalid({
      q: `A search can have up to ${longestQuery} characters. Leave the least telling words out.`,
    });
  }
  const wanted: Term[] = [];
  const unwanted: Term[] = [];
  for (const piece of text.replace(/[“”„‟«»＂]/g, '"').matchAll(pieces)) {
    const [whole, minus, inQuotes, closing, bare] = piece;
    const words = wordsOf(inQuotes ?? bare ?? '');
    if (words.length === 0) continue;
    const end = piece.index + whole.length;
    const quoted = inQuotes !== undefined;
    const atEnd = end === text.length && closing !== '"' && (words.at(-1)?.length ?? 0) >= shortestStart;
    const term = { words, quoted, open: atEnd && !minus, start: piece.index, end };
    (minus ? unwanted : wanted).push(term);
  }
  return { text, wanted: wanted.slice(0, mostTerms), unwanted: unwanted.slice(0, mostTerms) };
}

/** The words of a text as the index has them; the two languages with signs in their names as search_text() spells them. */
function wordsOf(text: string): string[] {
  const spelt = text.replace(/c\+\+/gi, 'cpp').replace(/c#/gi, 'c0');
  return spelt.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** The query with other words in place of some of its terms. */
export function replaceTerms(query: Query, replacements: ReadonlyMap<Term, string>): string {
  let text = '';
  let from = 0;
  for (const term of query.wanted) {
    const replacement = replacements.get(term);
    if (replacement === undefined) continue;
    text += query.text.slice(from, term.start) + replacement;
    from = term.end;
  }
  return text + query.text.slice(from);
}

/**
 * The term as to_tsquery() takes it; words hold letters and digits only, so they need no escaping.
 * `completions`: how an open word may go on where its stem would not show it ("universi", "university").
 */
export function termQuery({ words, open }: Term, completions: readonly string[] = []): string {
  const last = words.length - 1;
  const exact = words.map((word, place) => `'${word}'${open && place === last ? ':*' : ''}`).join(' <-> ');
  const others = completions.map((word) => `'${word}'`);
  return `(${[`(${exact})`, ...others].join(' | ')})`;
}

export function anyOf(queries: readonly string[]): string {
  return queries.length > 0 ? `(${queries.join(' | ')})` : '';
}

export function allOf(queries: readonly string[]): string {
  return queries.filter((query) => query !== '').join(' & ');
}
