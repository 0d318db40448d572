import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';

const countReplies = statement<{ ids: string[] }, never>('countRepliesOfMany')`
  update threads set answers = counts.answers, comments = counts.comments, accepted = counts.accepted
  from (
    select posts.thread_id,
      count(*) filter (where posts.kind in ('answer', 'amaQuestion') and posts.on_id = posts.thread_id) as answers,
      count(*) filter (where posts.kind = 'comment') as comments,
      count(acceptances.post_id) as accepted
    from posts left join acceptances on acceptances.post_id = posts.id
    where posts.thread_id = any (${'ids'}::text[])
      and not exists (select from removals where removals.post_id = posts.id)
    group by posts.thread_id
  ) as counts
  where threads.id = counts.thread_id
    and (threads.answers, threads.comments, threads.accepted) is distinct from (counts.answers, counts.comments, counts.accepted)`;

const indexPosts = statement<{ ids: string[] }, never>('indexPosts')`select index_posts(${'ids'}::text[])`;

const relist = statement<{ ids: string[] }, never>('relistThreads')`select relist(${'ids'}::text[])`;

/**
 * Makes counts, search and lists agree with what was written. Lists come last: the rows of their
 * counts are shared by all threads, and stay locked until the commit.
 */
export async function publishBatch(
  tx: Tx,
  {
    posts,
    counted,
    listed,
  }: { posts: Iterable<string>; counted: Iterable<string>; listed: Iterable<string> },
): Promise<void> {
  const threads = [...new Set(counted)];
  if (threads.length > 0) await countReplies(tx, { ids: threads });
  const [indexed, lists] = [[...new Set(posts)], [...new Set(listed)]];
  if (indexed.length > 0) await indexPosts(tx, { ids: indexed });
  if (lists.length > 0) await relist(tx, { ids: lists });
}
