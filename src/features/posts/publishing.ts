import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

// The tags of `tagOf`: of the lists that the thread stands in, and of the videos that its posts point to.
const countReplies = statement<{ threadId: string }, { tag: string }>('countReplies')`
  with counted as (update threads set answers = counts.answers, comments = counts.comments, accepted = counts.accepted
  from (
    select count(*) filter (where posts.kind in ('answer', 'amaQuestion') and posts.on_id = posts.thread_id) as answers,
      count(*) filter (where posts.kind = 'comment') as comments,
      count(acceptances.post_id) as accepted
    from posts left join acceptances on acceptances.post_id = posts.id
    where posts.thread_id = ${'threadId'} and not exists (select from removals where removals.post_id = posts.id)
  ) as counts
  where threads.id = ${'threadId'}
    and (threads.answers, threads.comments, threads.accepted) is distinct from (counts.answers, counts.comments, counts.accepted))
  select 'list:' || topic_id as tag from thread_topics where thread_id = ${'threadId'}
  union all
  select distinct 'thread:' || video_id from moments join posts on posts.id = moments.post_id
  where posts.thread_id = ${'threadId'}`;

// The counts of a list are one row that all who add to it take in turn: last, and soon before the commit.
const listThread = statement<{ threadId: string; postIds: string[] }, never>('listThread')`
  select index_posts(${'postIds'}::text[]), relist(array[${'threadId'}::text])`;

const findLists = statement<{ threadId: string }, { list: string }>('findLists')`
  select topic_id as list from thread_topics where thread_id = ${'threadId'}`;

/** The tags of pages: what they show. Whatever changes one of these drops the pages that carry its tag. */
export const tagOf = {
  thread: (id: string) => `thread:${id}`,
  list: (topicId: string) => `list:${topicId}`,
  everything: 'list:everything',
  topics: 'topics',
  topic: (id: string) => `topic:${id}`,
  profile: (id: string) => `profile:${id}`,
  series: (slug: string) => `series:${slug}`,
  allSeries: 'series',
};

/** What was written to: a thread, and the post or posts in it that are new or read anew. */
interface Written {
  threadId: string;
  postId?: string;
  postIds?: readonly string[];
}

/**
 * After any write to a thread, in its transaction: counts, lists and search are made to agree with its
 * posts, and the pages that show it are dropped. The caller has taken `lockThreadRow` before it wrote, so that two
 * writers of one thread take turns.
 */
export async function publish(
  platform: Platform,
  tx: Tx,
  { threadId, postId, postIds = postId ? [postId] : [] }: Written,
): Promise<void> {
  const tags = await countReplies(tx, { threadId });
  await announce(platform, tx, [tagOf.thread(threadId), ...tags.map(({ tag }) => tag)]);
  await listThread(tx, { threadId, postIds: [...postIds] });
}

/** The same for a thread that is being made: nobody has replied yet, its topics are known, and videos it points to. */
export async function publishNew(
  platform: Platform,
  tx: Tx,
  {
    threadId,
    lists,
    videos = [],
  }: { threadId: string; lists: readonly string[]; videos?: readonly string[] },
): Promise<void> {
  await announce(platform, tx, [threadId, ...videos].map(tagOf.thread).concat(lists.map(tagOf.list)));
  await listThread(tx, { threadId, postIds: [threadId] });
}

/** Drops the pages that show the thread; before its topics change, those of the lists that it leaves. */
export async function announceThread(platform: Platform, tx: Tx, threadId: string): Promise<void> {
  const lists = await findLists(tx, { threadId });
  await announce(platform, tx, [tagOf.thread(threadId), ...lists.map(({ list }) => tagOf.list(list))]);
}

async function announce(platform: Platform, tx: Tx, tags: readonly string[]): Promise<void> {
  await platform.changes.announce(tx, [...tags, tagOf.everything]);
}

const lockThread = statement<{ threadId: string }, never>('lockThread')`
  select from threads where id = ${'threadId'} for update`;

/** First in every transaction that adds to a thread or changes its state: the house's one lock order. */
export async function lockThreadRow(tx: Tx, threadId: string): Promise<void> {
  await lockThread(tx, { threadId });
}
