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
  return { query, terms: weighed.filter(says), unwanted: anyOf(unwanted), counts, completions };
}

function weigh(term: Term, counts: WordCounts, completions: readonly string[]): WeighedTerm {
  const known = term.words.flatMap((word) => counts.get(word) ?? []).filter(({ stem }) => stem !== null);
  const documents = Math.min(...known.map((count) => count.documents));
  const counted = Math.max(known[0]?.counted ?? 0, documents);
  const weight = Math.log(1 + (counted - documents + 0.5) / (documents + 0.5));
  return { term, query: termQuery(term, term.words.length === 1 ? completions : []), documents, weight };
}

/** Posts that have every term. */
export function strictly(reading: Reading): Wanted {
  const all = allOf(reading.terms.map(({ query }) => query));
  return { ...weighing(reading), matching: all, inTitle: all, most: 1000 };
}

/** The most that may fit a relaxed search before its rarer words alone are asked for. */
const relaxedDocuments = 1000;

export function canRelax({ terms }: Reading): boolean {
  return terms.filter(({ term }) => !term.quoted).length > 1;
}

/**
 * Posts with some of the terms: those that are rare enough to tell posts apart, as only they can bring
 * one to the top (the essential lists of H. Turtle, J. Flood, 1995). What stands in quotes stays required.
 */
export function relaxed(reading: Reading): Wanted {
  const required = reading.terms.filter(({ term }) => term.quoted).map(({ query }) => query);
  const rarest = reading.terms
    .filter(({ term }) => !term.quoted)
    .toSorted((a, b) => a.documents - b.documents);
  let documents = 0;
  const essential = rarest.filter((term, place) => {
    documents += term.documents;
    return place === 0 || documents <= relaxedDocuments;
  });
  const any = essential.map(({ query }) => query);
  return {
    ...weighing(reading),
    matching: allOf([...required, anyOf(any)]),
    inTitle: allOf([...required, anyOf([...any, ...pairsOf(reading)])]),
    most: 500,
  };
}

/** Any of the words, for marking them in what is shown. */
export function marking({ terms }: Reading): string {
  return anyOf(terms.map(({ query }) => query));
}

function weighing(reading: Reading): Omit<Wanted, 'matching' | 'inTitle' | 'most'> {
  const telling = reading.terms.toSorted((a, b) => b.weight - a.weight).slice(0, mostWeighed);
  return {
    unwanted: reading.unwanted,
    near: anyOf(pairsOf(reading)),
    terms: telling.map(({ query }) => query),
    weights: telling.map(({ weight }) => weight),
  };
}

function pairsOf({ terms }: Reading): string[] {
  return terms.slice(1).map(({ query }, place) => `(${terms[place]?.query} & ${query})`);
}
