import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { ThreadKind } from '../posts/posts.ts';

/** A thread as a feed tells of it. */
export interface FeedThread extends BylineRow {
  id: string;
  kind: ThreadKind;
  slug: string;
  threadTitle: string;
  tldr: string;
  bodyHtml: string;
  at: Date;
  editedAt: Date | null;
  topics: string[];
}

const findNewest = statement<{ list: string }, FeedThread>('findFeedThreads')`
  with newest as materialized (
    select thread_id, at from listings where list = ${'list'} order by at desc, thread_id limit 30
  )
  select threads.id, threads.kind, threads.slug, threads.title as "threadTitle", threads.tldr,
    posts.body_html as "bodyHtml", posts.at, posts.edited_at as "editedAt",
    array(
      select name from thread_topics join topics on topics.id = thread_topics.topic_id
      where thread_topics.thread_id = threads.id order by position
    ) as topics,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title
  from newest
  join threads on threads.id = newest.thread_id
  join public_posts as posts on posts.id = newest.thread_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  order by newest.at desc, threads.id`;

/** The thirty newest threads of a list: `everything`, or a topic's id. */
export async function listFeedThreads(db: Queryable, list: string): Promise<FeedThread[]> {
  return await findNewest(db, { list });
}
