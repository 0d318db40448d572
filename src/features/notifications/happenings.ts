import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Place } from '../../platform/place.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { PostKind } from '../posts/posts.ts';

/** What others wrote on somebody's posts and asked at their videos, found anew each time from the posts themselves. */
export interface Happening extends BylineRow {
  key: string;
  /**
   * What was written on; or a reply beside an own one; or that an own answer was accepted; in an AMA also an answer to
   * what asks the same, or that an own question was turned down; or a question at a moment of an own video.
   */
  what: PostKind | 'beside' | 'accepted' | 'merged' | 'dismissed' | 'asked';
  at: Date;
  postId: string;
  kind: PostKind;
  threadTitle: string;
  /** Why the hosts turned it down; else empty. */
  reason: string;
  /** The beginning of the post's source. */
  body: string;
  /** The moment of a question that was asked at one, and its title; `threadTitle` is then that of the video. */
  asked: { atMs: number; title: string } | null;
}

const findHappenings = statement<
  { own: readonly string[]; at: string | null; key: string | null; limit: number },
  Happening
>('listHappenings')`
  with picked as materialized (
    select key, what, post_id, writer_id, at from happenings(${'own'}::text[])
    where (at, key collate "C") < (coalesce(${'at'}::timestamptz, 'infinity'), coalesce(${'key'}, ''))
    order by at desc, key collate "C" desc
    limit ${'limit'}
  )
  select picked.key, picked.what, picked.at, posts.id as "postId", posts.kind,
    threads.title as "threadTitle",
    case when picked.what = 'dismissed' then (
      select reason from removals where removals.post_id = picked.post_id
    ) else '' end as reason, left(posts.body, 4000) as body, null as asked,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title, profiles.portrait_id as portrait
  from picked
  join posts on posts.id = picked.post_id
  join threads on threads.id = posts.thread_id
  join posts as writers on writers.id = picked.writer_id
  left join authors on authors.id = writers.author_id
  left join profiles on profiles.id = writers.profile_id
  order by picked.at desc, picked.key collate "C" desc`;

/** Newest first; `before` is the place of the last one that was seen. */
export async function listHappenings(
  db: Queryable,
  own: readonly string[],
  { before, limit }: { before: Place | null; limit: number },
): Promise<Happening[]> {
  return await findHappenings(db, { own, at: before?.at ?? null, key: before?.key ?? null, limit });
}

const findKeys = statement<{ own: readonly string[]; since: Date; limit: number }, { key: string }>(
  'listHappeningKeys',
)`
  select key from happenings(${'own'}::text[]) where at >= ${'since'} order by at desc, key desc limit ${'limit'}`;

export async function listHappeningKeys(
  db: Queryable,
  own: readonly string[],
  { since, limit }: { since: Date; limit: number },
): Promise<string[]> {
  return (await findKeys(db, { own, since, limit })).map(({ key }) => key);
}

const countKeys = statement<
  { own: readonly string[]; since: string | null; seen: readonly string[]; limit: number },
  { count: number }
>('countHappenings')`
  select count(*) as count from (
    select from happenings(${'own'}::text[])
    where at >= coalesce(${'since'}::timestamptz, '-infinity') and key <> all (${'seen'}::text[])
    limit ${'limit'}
  ) as unseen`;

/** Those since then that are not among `seen`; counts no further than `limit`. */
export async function countHappenings(
  db: Queryable,
  own: readonly string[],
  { since, seen, limit }: { since: string | null; seen: readonly string[]; limit: number },
): Promise<number> {
  return one(await countKeys(db, { own, since, seen, limit })).count;
}
