import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

export interface WordCount {
  word: string;
  /** Null for the words that every post has: "the", "how", "is". */
  stem: string | null;
  /** Documents with a word of this stem. */
  documents: number;
  /** Documents that were counted: the newest. */
  counted: number;
  /** Where there are more: the weeks of those that were counted, as a query of the index. */
  recently: string | null;
}

const countStatement = statement<{ words: string[] }, WordCount>('countWords')`
  select asked.word, stems.stem,
    coalesce((select sum(documents) from search_words where search_words.stem = stems.stem), 0)::integer as documents,
    coalesce(corpus.counted, 0) as counted, corpus.recently
  from unnest(${'words'}::text[]) as asked (word)
  cross join lateral (select (tsvector_to_array(to_tsvector('cairn', asked.word)))[1] as stem) as stems
  left join (
    select counted, (select string_agg('''#' || week || '''', ' | ') from generate_series(recent, latest) as week) as recently
    from search_corpus
  ) as corpus on true`;

export type WordCounts = ReadonlyMap<string, WordCount>;

/** How often each of these words stood in posts when they were last counted. */
export async function countWords(db: Queryable, words: readonly string[]): Promise<WordCounts> {
  const rows = await countStatement(db, { words: [...new Set(words)] });
  return new Map(rows.map((row) => [row.word, row]));
}

const complete = statement<{ start: string }, { word: string }>('completeWord')`
  select word from search_words
  where word >= unaccent(${'start'}) and word < unaccent(${'start'}) || chr(1114111)
  order by documents desc, word limit 5`;

/** The most frequent words that begin so. */
export async function completeWord(db: Queryable, start: string): Promise<string[]> {
  return (await complete(db, { start })).map(({ word }) => word);
}

const refresh = statement<object, { refreshed: boolean }>('refreshSearchWords')`
  select refresh_search_words() as refreshed`;

/** Counts the words again where enough has changed; says whether it did. Takes seconds: for a job, and after an import. */
export async function refreshSearchWords({ db }: Pick<Platform, 'db'>): Promise<boolean> {
  const [row] = await refresh(db, {});
  return row?.refreshed ?? false;
}
