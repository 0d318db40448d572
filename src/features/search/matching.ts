import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { PostKind, ThreadKind } from '../posts/posts.ts';

/** What to look for, as queries of to_tsquery(); an empty one asks for nothing. */
export interface Wanted {
  /** Posts that are weighed however old they are: so rare that there are few of them. */
  surely: string;
  /** Posts of which the newest are weighed. */
  matching: string;
  /** The same by their titles alone. */
  inTitle: string;
  /** The weeks that the newest are looked for in, as a query of the index itself; empty for all. */
  within: string;
  /** Nothing of this may stand in the post, nor in the question that it answers. */
  unwanted: string;
  /** Pairs of neighbouring words: posts that have them near each other come first. */
  near: string;
  /** What is weighed, and how much each of it says. */
  terms: string[];
  weights: number[];
  /** Weighed are so many of the newest posts that fit. */
  most: number;
}

/** A thread, and the post in it that fits best. Times are ISO 8601. */
export interface MatchRow extends BylineRow {
  /** How many threads fit in all. */
  found: number;
  /** True where so many posts fit that only the newest were weighed. */
  capped: boolean;
  threadId: string;
  threadKind: ThreadKind;
  threadTitle: string;
  slug: string;
  answers: number;
  accepted: number;
  postId: string;
  postKind: PostKind;
  body: string;
  at: string;
  up: number;
}

/** Pages end after so many threads. */
export const mostShown = 200;

// Of what fits, the newest posts and the 300 newest titles are weighed, and the best 200 threads of these are
// shown: a search costs the same however many there are.
const findMatches = statement<Wanted & { limit: number; offset: number }, MatchRow>('findMatches')`
  with terms as materialized (
    select place, to_tsquery('cairn', query) as query, weight
    from unnest(${'terms'}::text[], ${'weights'}::double precision[]) with ordinality as given (query, weight, place)
  ), fitting as materialized (
    (select post_id, thread_id, words, false as newest from search_documents
      where ${'surely'} <> '' and words @@ (to_tsquery('cairn', ${'surely'}) && !!to_tsquery('cairn', ${'unwanted'}))
      order by at desc, post_id limit ${'most'})
    union all
    (select post_id, thread_id, words, true from search_documents
      where words @@ (to_tsquery('cairn', ${'matching'}) && ${'within'}::text::tsquery && !!to_tsquery('cairn', ${'unwanted'}))
      order by at desc, post_id limit ${'most'})
    union all
    (select post_id, thread_id, words, false from search_documents
      where post_id = thread_id and ts_filter(words, '{a}') @@ (to_tsquery('cairn', ${'inTitle'}) && ${'within'}::text::tsquery)
      order by at desc, post_id limit 300)
  ), candidates as (
    select distinct on (post_id) post_id, thread_id, words from fitting
    where ${'unwanted'} = '' or not exists (
      select from search_documents as roots
      where roots.post_id = fitting.thread_id and roots.words @@ to_tsquery('cairn', ${'unwanted'})
    )
    order by post_id
  ), fetched as (
    -- joined to nothing, a vector is fetched once instead of for every term
    select post_id, thread_id, words || ''::tsvector as words from candidates offset 0
  ), worths as (
    select post_id, thread_id, place, weight * ts_rank('{0.3, 0.4, 0.6, 1}', words, query, 1) as worth
    from fetched cross join terms
  ), best_posts as (
    select distinct on (thread_id) thread_id, post_id
    from worths group by thread_id, post_id order by thread_id, sum(worth) desc, post_id
  ), best_threads as (
    select thread_id, sum(worth) * avg(case when worth > 1e-9 then 1 else 0 end) as worth
    from (select thread_id, max(worth) as worth from worths group by thread_id, place) as best_terms group by thread_id
  ), fittest as (
    select thread_id, post_id, worth, count(*) over () as found
    from best_threads join best_posts using (thread_id)
    order by worth desc, thread_id limit 200
  ), ranked as (
    select fittest.thread_id, fittest.post_id, found,
      worth
        * (1 + ts_rank_cd('{0.3, 0.4, 0.6, 1}', search_documents.words, to_tsquery('cairn', ${'near'}), 33))
        * (1 + 0.5 * posts.score + 0.1 * ln(1 + least(threads.answers, 20)) + case when threads.accepted > 0 then 0.1 else 0 end) as rank
    from fittest
    join search_documents on search_documents.post_id = fittest.post_id
    join posts on posts.id = fittest.post_id
    join threads on threads.id = fittest.thread_id
    order by rank desc, thread_id limit ${'limit'} offset ${'offset'}
  )
  select ranked.found::integer, (select count(*) filter (where newest) >= ${'most'} from fitting) as capped,
    threads.id as "threadId", threads.kind as "threadKind", threads.title as "threadTitle", threads.slug,
    threads.answers, threads.accepted,
    posts.id as "postId", posts.kind as "postKind", left(posts.body, 20000) as body, posts.at, posts.up,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title, profiles.portrait_id as portrait
  from ranked
  join threads on threads.id = ranked.thread_id
  join public_posts as posts on posts.id = ranked.post_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  order by ranked.rank desc, ranked.thread_id`;

/**
 * Threads that fit, best first. A term is worth, in a post, its inverse document frequency (as in BM25;
 * S. Robertson, H. Zaragoza, 2009) times ts_rank(), which grows ever slower with the number of occurrences,
 * falls with the logarithm of the post's length, and heeds the field: title 1, TL;DR 0.6, question 0.4,
 * answer 0.3. A thread is worth the sum of the best of each term in any of its posts, so that a question and
 * its answers fit together, times the share of the terms that it has. The best 200 are then weighed by how
 * near to each other neighbouring words of the query stand (1 + cover density, C. Clarke, G. Cormack,
 * E. Tudhope, 2000, over pairs as in D. Metzler, W. B. Croft, 2005) and by what readers made of them: 1 + half
 * the lower Wilson bound of the post's votes + 0.1 ln(1 + answers), and 0.1 where an answer was accepted.
 */
export async function listMatches(
  db: Queryable,
  wanted: Wanted,
  { limit, offset }: { limit: number; offset: number },
): Promise<MatchRow[]> {
  return await findMatches(db, { ...wanted, limit, offset });
}
