import type { Queryable } from '../../platform/db.ts';
import { plainText } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { PostKind, ThreadKind } from '../posts/posts.ts';
import type { TopicName } from '../topics/topics.ts';
import type { Segment } from './excerpts.ts';
import { excerptOf, markTexts } from './excerpts.ts';
import type { MatchRow, Wanted } from './matching.ts';
import { listMatches } from './matching.ts';
import { mendQuery } from './mending.ts';
import type { SaidIn } from './said.ts';
import { findSaidIn } from './said.ts';
import type { Reading } from './reading.ts';
import { canRelax, marking, mayFill, readSearch, relaxed, strictly } from './reading.ts';
import { listTopicsNamed } from './topics-named.ts';

/** A thread that was found, and where in it. Times are ISO 8601. */
export interface FoundThread {
  id: string;
  kind: ThreadKind;
  slug: string;
  title: Segment[];
  answers: number;
  accepted: number;
  /** What fits best: the thread's own text, or an answer in it. */
  post: BylineRow & { id: string; kind: PostKind; at: string; up: number; excerpt: Segment[] };
  /** Of a video: where the words are said in it. */
  said: SaidIn | null;
}

export interface SearchResults {
  /** What was looked for: the query as it was typed, or mended. */
  query: string;
  /** What was typed, where something likelier was looked for because the typed finds nothing. */
  mendedFrom: string | null;
  /** A likelier spelling that was not looked for, because the typed one finds a little. */
  suggestion: string | null;
  /** `some`: hardly any post has all of the words, so those with some of them count too. */
  fit: 'all' | 'some';
  /** How many threads fit; where `capped`, at least so many. */
  found: number;
  capped: boolean;
  /** True where no word says anything: "how is the". */
  vague: boolean;
  topics: TopicName[];
  threads: FoundThread[];
}

export interface SearchOptions {
  /** Up to 200 characters; Invalid above. */
  q: string;
  limit: number;
  offset: number;
  /** Look for what was typed, however it is spelt. */
  literal?: boolean;
}

/** Fewer threads than this, and other spellings are tried. */
const few = 3;
/** Fewer threads than this, and posts that have some of the words count too. */
const fewWithAll = 10;

/** Public threads whose title, TL;DR, text or answers fit, best first, each once; and the topics of that name. */
export async function searchThreads(
  { db }: Pick<Platform, 'db'>,
  { q, literal = false, limit, offset }: SearchOptions,
): Promise<SearchResults> {
  const typed = await readSearch(db, q);
  const window = { limit, offset };
  const [topics, chosen] = await Promise.all([
    listTopicsNamed(db, typed),
    literal ? matchLoosely(db, typed, window) : choose(db, typed, window),
  ]);
  const { reading, fit, found, capped, rows, suggestion = null } = chosen;
  return {
    query: reading.query.text,
    mendedFrom: reading === typed ? null : typed.query.text,
    suggestion,
    vague: typed.terms.length === 0,
    topics,
    threads: await showMatches(db, reading, rows),
    ...{ fit, found, capped },
  };
}

interface Window {
  limit: number;
  offset: number;
}

interface Matches {
  reading: Reading;
  fit: 'all' | 'some';
  found: number;
  capped: boolean;
  rows: MatchRow[];
  suggestion?: string;
}

/** As typed where that finds something; else mended; else what has some of the words. */
async function choose(db: Queryable, typed: Reading, window: Window): Promise<Matches> {
  const exact = await match(db, typed, 'all', window);
  if (exact.found >= few || typed.terms.length === 0) return await matchLoosely(db, typed, window, exact);
  const text = await mendQuery(db, typed.query, typed);
  const mended = text === null ? null : await readSearch(db, text);
  if (mended && exact.found === 0) {
    const matches = await matchLoosely(db, mended, window);
    if (matches.found > 0) return matches;
  }
  const matches = await matchLoosely(db, typed, window, exact);
  const likelier = mended && exact.found > 0 ? await match(db, mended, 'all', { limit: 1, offset: 0 }) : null;
  return likelier && likelier.found > exact.found
    ? { ...matches, suggestion: likelier.reading.query.text }
    : matches;
}

/** What has all of the words; where that is little, what has some of them. */
async function matchLoosely(
  db: Queryable,
  reading: Reading,
  window: Window,
  strict?: Matches,
): Promise<Matches> {
  const all = strict ?? (await match(db, reading, 'all', window));
  if (all.found >= fewWithAll || !canRelax(reading)) return all;
  const some = await match(db, reading, 'some', window);
  return some.found > all.found ? some : all;
}

async function match(db: Queryable, reading: Reading, fit: 'all' | 'some', window: Window): Promise<Matches> {
  if (reading.terms.length === 0) return { reading, fit, found: 0, capped: false, rows: [] };
  const wanted = fit === 'all' ? strictly(reading) : relaxed(reading);
  // What is frequent fills its measure with the newest; what is rare is rare everywhere.
  const within = fit === 'some' || mayFill(reading, wanted) ? reading.recently : null;
  const recent = within ? await matchPage(db, { ...wanted, within }, window) : null;
  const page = recent?.capped ? recent : await matchPage(db, wanted, window);
  return { reading, fit, ...page };
}

async function matchPage(
  db: Queryable,
  wanted: Wanted,
  window: Window,
): Promise<Pick<Matches, 'found' | 'capped' | 'rows'>> {
  const rows = await listMatches(db, wanted, window);
  // Past the last page no row tells how many there are.
  const isPast = rows.length === 0 && window.offset > 0;
  const [first] = isPast ? await listMatches(db, wanted, { limit: 1, offset: 0 }) : rows;
  return { found: first?.found ?? 0, capped: first?.capped ?? false, rows };
}

/** Two texts a row: the title whole, and an excerpt of the post. */
async function showMatches(
  db: Queryable,
  reading: Reading,
  rows: readonly MatchRow[],
): Promise<FoundThread[]> {
  if (rows.length === 0) return [];
  const texts = rows.flatMap(({ threadTitle, body }) => [threadTitle, plainText(body)]);
  const [marked, said] = await Promise.all([
    markTexts(db, texts, marking(reading)),
    findSaidIn(
      db,
      rows.filter(({ postKind }) => postKind === 'video').map(({ threadId }) => threadId),
      marking(reading),
    ),
  ]);
  return rows.map((row, place) => ({
    id: row.threadId,
    kind: row.threadKind,
    slug: row.slug,
    title: marked[place * 2] ?? [],
    answers: row.answers,
    accepted: row.accepted,
    post: {
      id: row.postId,
      kind: row.postKind,
      at: row.at,
      up: row.up,
      excerpt: excerptOf(marked[place * 2 + 1] ?? []),
      ...bylineOf(row),
    },
    said: said.get(row.threadId) ?? null,
  }));
}

function bylineOf(row: MatchRow): BylineRow {
  const { level, role, nativeLevel, company, handle, name, profileSlug, title, portrait = null } = row;
  return { level, role, nativeLevel, company, handle, name, profileSlug, title, portrait };
}
