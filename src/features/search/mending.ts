import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { editDistance, slipsOf } from './edit-distance.ts';
import type { Query, Term } from './terms.ts';
import { replaceTerms } from './terms.ts';
import type { WordCounts } from './word-counts.ts';

const shortestMended = 3;
const longestMended = 30;
/** Up to this length one slip makes another word; longer ones bear two. */
const shortWord = 4;
const shortestForTrigrams = 5;
/** A word that stands in hardly any post may be a slip, where a neighbour is so much more frequent. */
const hardlyAny = 5;
const farRarer = 10;

const findAlike = statement<{ word: string; slips: string[] }, { word: string; documents: number }>(
  'findAlikeWords',
)`
  select word, documents from search_words
  where word = any (${'slips'}::text[])
  union
  (select word, documents from search_words
    where length(${'word'}) >= 5 and word % ${'word'}
    order by similarity(word, ${'word'}) desc, documents desc limit 20)`;

// Words are counted now and then only; what stood in a post that was taken away since is nobody's to learn.
const findPresent = statement<{ word: string }, { present: boolean }>('isWordPresent')`
  select exists (select from search_documents where words @@ plainto_tsquery('cairn', ${'word'})) as present`;

/**
 * The query with each word that is unknown, or far rarer than a neighbour, replaced by the nearest that is
 * known; null where there is nothing to replace. Left alone: what stands in quotes, and the start of a word.
 */
export async function mendQuery(
  db: Queryable,
  query: Query,
  { counts, completions }: { counts: WordCounts; completions: readonly string[] },
): Promise<string | null> {
  const replacements = new Map<Term, string>();
  for (const term of query.wanted) {
    const [word, ...more] = term.words;
    const begun = term.open && completions.length > 0;
    if (term.quoted || begun || more.length > 0 || !word || !isMendable(word)) continue;
    const count = counts.get(word);
    if (!count?.stem || count.documents > hardlyAny) continue;
    const nearest = await findNearest(db, word, count.documents);
    if (nearest) replacements.set(term, nearest);
  }
  return replacements.size > 0 ? replaceTerms(query, replacements) : null;
}

function isMendable(word: string): boolean {
  return word.length >= shortestMended && word.length <= longestMended && /^\p{L}+$/u.test(word);
}

async function findNearest(db: Queryable, word: string, present: number): Promise<string | null> {
  const slips = word.length <= shortestForTrigrams + 1 ? slipsOf(word) : [];
  const alike = await findAlike(db, { word, slips });
  const most = word.length <= shortWord || present > 0 ? 1 : 2;
  const ranked = alike
    .map((other) => ({ ...other, distance: editDistance(word, other.word, most) }))
    .filter(({ distance, documents }) => distance > 0 && distance <= most && documents > present * farRarer)
    .toSorted((a, b) => a.distance - b.distance || b.documents - a.documents);
  for (const { word: nearest } of ranked) {
    const [found] = await findPresent(db, { word: nearest });
    if (found?.present) return nearest;
  }
  return null;
}
