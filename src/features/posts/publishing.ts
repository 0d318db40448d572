import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

const countReplies = statement<{ threadId: string }, never>('countReplies')`
  update threads set answers = counts.answers, comments = counts.comments, accepted = counts.accepted
  from (
    select count(*) filter (where posts.kind in ('answer', 'amaQuestion') and posts.on_id = posts.thread_id) as answers,
      count(*) filter (where posts.kind = 'comment') as comments,
      count(acceptances.post_id) as accepted
    from posts left join acceptances on acceptances.post_id = posts.id
    where posts.thread_id = ${'threadId'} and not exists (select from removals where removals.post_id = posts.id)
  ) as counts
  where threads.id = ${'threadId'}
    and (threads.answers, threads.comments, threads.accepted) is distinct from (counts.answers, counts.comments, counts.accepted)`;

const relistThread = statement<{ threadId: string }, never>('relistThread')`
  select relist(array[${'threadId'}::text])`;

const findLists = statement<{ threadId: string }, { list: string }>('findLists')`
  select topic_id as list from thread_topics where thread_id = ${'threadId'}`;

const indexPost = statement<{ postId: string }, never>('indexPost')`
  select index_posts(array[${'postId'}::text])`;

/** The tags of pages: what they show. Whatever changes one of these drops the pages that carry its tag. */
export const tagOf = {
  thread: (id: string) => `thread:${id}`,
  list: (topicId: string) => `list:${topicId}`,
  everything: 'list:everything',
  topics: 'topics',
  topic: (id: string) => `topic:${id}`,
  profile: (id: string) => `profile:${id}`,
};

/**
 * After any write to a thread, in its transaction: counts, lists and search are made to agree with its
 * posts, and the pages that show it are dropped. `postId`: the post whose text or state changed.
 * Locks the thread's row first, so that two writers of one thread take turns.
 */
export async function publish(
  platform: Platform,
  tx: Tx,
  { threadId, postId }: { threadId: string; postId?: string },
): Promise<void> {
  await countReplies(tx, { threadId });
  await relistThread(tx, { threadId });
  if (postId) await indexPost(tx, { postId });
  await announceThread(platform, tx, threadId);
}

/** Drops the pages that show the thread; before its topics change, those of the lists that it leaves. */
export async function announceThread(platform: Platform, tx: Tx, threadId: string): Promise<void> {
  const lists = await findLists(tx, { threadId });
  const tags = [tagOf.thread(threadId), tagOf.everything, ...lists.map(({ list }) => tagOf.list(list))];
  await platform.changes.announce(tx, tags);
}

const lockThread = statement<{ threadId: string }, never>('lockThread')`
  select from threads where id = ${'threadId'} for update`;

/** First in every transaction that adds to a thread or changes its state: the house's one lock order. */
export async function lockThreadRow(tx: Tx, threadId: string): Promise<void> {
  await lockThread(tx, { threadId });
}
