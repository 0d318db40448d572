import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { StillVideo } from '../videos/video-still.tsx';
import type { ThreadKind } from './posts.ts';

export const sorts = ['best', 'new', 'unanswered'] as const;
export type Sort = (typeof sorts)[number];

/** A thread as lists show it. Times are ISO 8601. */
export interface ListedThread extends BylineRow {
  id: string;
  kind: ThreadKind;
  slug: string;
  /** The thread's title; the author's own stands in `title` of BylineRow. */
  threadTitle: string;
  bodyHtml: string;
  at: string;
  answers: number;
  accepted: number;
  comments: number;
  up: number;
  /** Of a video: what it looks like, and how long it is. */
  video: StillVideo | null;
}

export interface KindCount {
  kind: ThreadKind;
  threads: number;
  unanswered: number;
}

export interface ThreadList {
  counts: KindCount[];
  threads: ListedThread[];
}

const pageSize = 15;
/** Numbered pages end here: what lies deeper is found by search, topics and the sitemap. */
export const lastPage = 100;

// Each branch walks its own index; PostgreSQL skips those whose first condition is false.
const findList = statement<
  { list: string; kind: ThreadKind | null; sort: Sort; limit: number; offset: number },
  { list: ThreadList }
>('findThreadList')`
  with picked as materialized (
    (select thread_id, best as place from listings
      where ${'sort'} = 'best' and ${'kind'}::text is null and list = ${'list'}
      order by best desc, thread_id limit ${'limit'} offset ${'offset'})
    union all
    (select thread_id, extract(epoch from at) from listings
      where ${'sort'} = 'new' and ${'kind'}::text is null and list = ${'list'}
      order by at desc, thread_id limit ${'limit'} offset ${'offset'})
    union all
    (select thread_id, best from listings
      where ${'sort'} = 'best' and ${'kind'}::text is not null and list = ${'list'} and kind = ${'kind'}
      order by best desc, thread_id limit ${'limit'} offset ${'offset'})
    union all
    (select thread_id, extract(epoch from at) from listings
      where ${'sort'} = 'new' and ${'kind'}::text is not null and list = ${'list'} and kind = ${'kind'}
      order by at desc, thread_id limit ${'limit'} offset ${'offset'})
    union all
    (select thread_id, extract(epoch from at) from listings
      where ${'sort'} = 'unanswered' and list = ${'list'} and unanswered
      order by at desc, thread_id limit ${'limit'} offset ${'offset'})
  )
  select jsonb_build_object(
    'counts', coalesce((
      select jsonb_agg(jsonb_build_object('kind', kind, 'threads', threads, 'unanswered', unanswered))
      from listing_counts where list = ${'list'}
    ), '[]'),
    'threads', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', threads.id, 'kind', threads.kind, 'slug', threads.slug, 'threadTitle', threads.title,
        'bodyHtml', posts.body_html, 'at', posts.at, 'answers', threads.answers, 'accepted', threads.accepted,
        'comments', threads.comments, 'up', posts.up,
        'video', (
          select jsonb_build_object('audience', audience, 'durationMs', duration_ms, 'poster', poster,
            'folder', case when state = 'ready' then folder end)
          from videos where threads.kind = 'video' and videos.id = threads.id
        ),
        'level', authors.level, 'role', authors.role, 'nativeLevel', authors.native_level, 'company', authors.company,
        'handle', authors.handle, 'name', profiles.name, 'profileSlug', profiles.slug, 'title', profiles.title,
        'portrait', profiles.portrait_id
      ) order by place desc, picked.thread_id)
      from picked
      join threads on threads.id = picked.thread_id
      join posts on posts.id = picked.thread_id
      left join authors on authors.id = posts.author_id
      left join profiles on profiles.id = posts.profile_id
    ), '[]')
  ) as list`;

/** A page of `everything`, or of a topic by its id; `page` counts from 1. */
export interface ThreadListPlace {
  list: string;
  kind: ThreadKind | null;
  sort: Sort;
  page: number;
}

/** One numbered page of a list with the counts of all its tabs. One query. */
export async function findThreadList(
  db: Queryable,
  { list, kind, sort, page }: ThreadListPlace,
): Promise<ThreadList> {
  const offset = (page - 1) * pageSize;
  const [row] = await findList(db, { list, kind, sort, limit: pageSize, offset });
  return row?.list ?? { counts: [], threads: [] };
}

/** The same where the list has so many pages. Throws NotFound. */
export async function accessThreadList(db: Queryable, place: ThreadListPlace): Promise<ThreadList> {
  const list = await findThreadList(db, place);
  const pages = countPages(countThreads(list.counts, place.kind, place.sort));
  if (place.page > pages) throw new NotFound('There is no such page.');
  return list;
}

/** How many threads a tab and sort hold in all. */
export function countThreads(counts: readonly KindCount[], kind: ThreadKind | null, sort: Sort): number {
  const counted =
    sort === 'unanswered' ? counts : counts.filter((count) => kind === null || count.kind === kind);
  return counted.reduce((sum, count) => sum + (sort === 'unanswered' ? count.unanswered : count.threads), 0);
}

export function countPages(threads: number): number {
  return Math.min(lastPage, Math.max(1, Math.ceil(threads / pageSize)));
}
