import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Sort } from '../posts/thread-list.ts';
import type { Place } from './pagination.ts';

interface From {
  /** Null at the start of the list. */
  key: number | null;
  id: string;
  most: number;
}

const listBest = statement<From & { list: string }, Place>('listBestPlaces')`
  select thread_id as id, array[best] as keys from listings
  where list = ${'list'} and kind = 'question' and best <= coalesce(${'key'}::float8, 'Infinity')
    and (best < coalesce(${'key'}::float8, 'Infinity') or thread_id > ${'id'})
  order by best desc, thread_id limit ${'most'}`;

// A time is a whole number of microseconds here, which a cursor can hold exactly.
const listNew = statement<From & { list: string }, Place>('listNewPlaces')`
  select thread_id as id, array[(extract(epoch from at) * 1000000)::float8] as keys from listings
  where list = ${'list'} and kind = 'question'
    and at <= coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity')
    and (at < coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity') or thread_id > ${'id'})
  order by at desc, thread_id limit ${'most'}`;

const listUnanswered = statement<From & { list: string }, Place>('listUnansweredPlaces')`
  select thread_id as id, array[(extract(epoch from at) * 1000000)::float8] as keys from listings
  where list = ${'list'} and unanswered
    and at <= coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity')
    and (at < coalesce('epoch'::timestamptz + ${'key'}::float8 * interval '1 microsecond', 'infinity') or thread_id > ${'id'})
  order by at desc, thread_id limit ${'most'}`;

const byList: Record<Sort, typeof listBest> = {
  best: listBest,
  new: listNew,
  unanswered: listUnanswered,
};

/** The questions of a list (`everything` or a topic's id) after `from`, as many as `most`. */
export async function listQuestions(
  db: Queryable,
  { list, sort, from, most }: { list: string; sort: Sort; from: Place | null; most: number },
): Promise<Place[]> {
  return await byList[sort](db, { list, key: from?.keys[0] ?? null, id: from?.id ?? '', most });
}

type FromAnswer = {
  questionId: string;
  accepted: number | null;
  score: number | null;
  at: number | null;
  id: string;
  most: number;
};

const answersOn = statement<FromAnswer, Place>('listAnswerPlaces')`
  select id, array[accepted, score, at] as keys from (
    select posts.id, posts.score, (acceptances.post_id is not null)::integer::float8 as accepted,
      (extract(epoch from posts.at) * 1000000)::float8 as at
    from public_posts as posts left join acceptances on acceptances.post_id = posts.id
    where posts.on_id = ${'questionId'} and posts.kind = 'answer'
  ) as answers
  where ${'accepted'}::float8 is null
    or (-accepted, -score, at, id) > (-${'accepted'}::float8, -${'score'}::float8, ${'at'}::float8, ${'id'})
  order by accepted desc, score desc, at, id limit ${'most'}`;

/** The answers in the order of their page: accepted first, then by score. */
export async function listAnswers(
  db: Queryable,
  { questionId, from, most }: { questionId: string; from: Place | null; most: number },
): Promise<Place[]> {
  const [accepted = null, score = null, at = null] = from?.keys ?? [];
  return await answersOn(db, { questionId, accepted, score, at, id: from?.id ?? '', most });
}

const commentsOn = statement<{ onId: string; at: number | null; id: string; most: number }, Place>(
  'listCommentPlaces',
)`
  select id, array[at] as keys from (
    select posts.id, (extract(epoch from posts.at) * 1000000)::float8 as at
    from public_posts as posts
    where posts.kind = 'comment' and posts.on_id = any (array(
      select ${'onId'}::text union all select id from posts where on_id = ${'onId'} and kind = 'comment'))
  ) as comments
  where ${'at'}::float8 is null or (at, id) > (${'at'}::float8, ${'id'})
  order by at, id limit ${'most'}`;

/** The comments on a post and the replies to them, oldest first. */
export async function listComments(
  db: Queryable,
  { onId, from, most }: { onId: string; from: Place | null; most: number },
): Promise<Place[]> {
  return await commentsOn(db, { onId, at: from?.keys[0] ?? null, id: from?.id ?? '', most });
}
