import type { Queryable } from '../../platform/db.ts';
import type { Wanted } from './matching.ts';
import type { Query, Term } from './terms.ts';
import { allOf, anyOf, readQuery, termQuery } from './terms.ts';
import type { WordCounts } from './word-counts.ts';
import { completeWord, countWords } from './word-counts.ts';

/** A term that says something, as to_tsquery() takes it. */
export interface WeighedTerm {
  term: Term;
  query: string;
  /** In how many documents it stood when they were last counted. */
  documents: number;
  /** Its inverse document frequency. */
  weight: number;
}

/** A query with what is known of its words. */
export interface Reading {
  query: Query;
  /** In the order of the query; without those that every post has. */
  terms: WeighedTerm[];
  unwanted: string;
  counts: WordCounts;
  /** How the last word may go on, where it is no word by itself. */
  completions: string[];
  /** The newest documents, where there are too many to look through all of them for what is frequent. */
  recently: string | null;
}

const mostWeighed = 8;

/** Throws Invalid for a query that is too long. */
export async function readSearch(db: Queryable, q: string): Promise<Reading> {
  const query = readQuery(q);
  const all = [...query.wanted, ...query.unwanted];
  const counts = await countWords(
    db,
    all.flatMap(({ words }) => words),
  );
  const begun = query.wanted.at(-1);
  const start = begun?.open ? begun.words.at(-1) : undefined;
  const completions = start && counts.get(start)?.documents === 0 ? await completeWord(db, start) : [];
  const weighed = query.wanted.map((term) => weigh(term, counts, term === begun ? completions : []));
  const says = ({ term }: { term: Term }) => term.words.some((word) => counts.get(word)?.stem);
  const unwanted = query.unwanted.filter((term) => says({ term })).map((term) => termQuery(term));
  const recently = [...counts.values()][0]?.recently ?? null;
  return { query, terms: weighed.filter(says), unwanted: anyOf(unwanted), counts, completions, recently };
}

function weigh(term: Term, counts: WordCounts, completions: readonly string[]): WeighedTerm {
  const known = term.words.flatMap((word) => counts.get(word) ?? []).filter(({ stem }) => stem !== null);
  const documents = Math.min(...known.map((count) => count.documents));
  const counted = Math.max(known[0]?.counted ?? 0, documents);
  const weight = Math.log(1 + (counted - documents + 0.5) / (documents + 0.5));
  return { term, query: termQuery(term, term.words.length === 1 ? completions : []), documents, weight };
}

/** Whether the newest documents, which are those that were counted, may hold as many that fit as are weighed. */
export function mayFill({ terms, recently }: Reading, { most }: Wanted): boolean {
  return recently !== null && terms.every(({ documents }) => documents >= most);
}

/** Posts that have every term. */
export function strictly(reading: Reading): Wanted {
  const all = allOf(reading.terms.map(({ query }) => query));
  return { ...weighing(reading), surely: '', matching: all, inTitle: all, most: 600 };
}

export function canRelax({ terms }: Reading): boolean {
  return terms.filter(({ term }) => !term.quoted).length > 1;
}

const mostRelaxed = 300;

/**
 * Posts with some of the terms: those with one that is rare enough to tell posts apart (the essential lists of
 * H. Turtle, J. Flood, 1995), and the newest with two that stand side by side in the query. What is in quotes
 * stays required.
 */
export function relaxed(reading: Reading): Wanted {
  const required = reading.terms.filter(({ term }) => term.quoted).map(({ query }) => query);
  const rarest = reading.terms
    .filter(({ term }) => !term.quoted)
    .toSorted((a, b) => a.documents - b.documents);
  let documents = 0;
  const rare = rarest.filter((term) => (documents += term.documents) <= mostRelaxed);
  const all = allOf(reading.terms.map(({ query }) => query));
  const pairs = pairsOf(reading);
  return {
    ...weighing(reading),
    surely: allOf([...required, anyOf([...rare.map(({ query }) => query), `(${all})`])]),
    matching: allOf([...required, anyOf(pairs)]),
    inTitle: allOf([...required, anyOf([...rare.map(({ query }) => query), ...pairs])]),
    most: mostRelaxed,
  };
}

/** Any of the words, for marking them in what is shown. */
export function marking({ terms }: Reading): string {
  return anyOf(terms.map(({ query }) => query));
}

function weighing(reading: Reading): Omit<Wanted, 'surely' | 'matching' | 'inTitle' | 'most'> {
  const telling = reading.terms.toSorted((a, b) => b.weight - a.weight).slice(0, mostWeighed);
  return {
    within: '',
    unwanted: reading.unwanted,
    near: anyOf(pairsOf(reading)),
    terms: telling.map(({ query }) => query),
    weights: telling.map(({ weight }) => weight),
  };
}

function pairsOf({ terms }: Reading): string[] {
  return terms.slice(1).map(({ query }, place) => `(${terms[place]?.query} & ${query})`);
}
