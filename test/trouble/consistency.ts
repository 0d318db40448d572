import type { OpenPlatform } from '../../src/platform/open.ts';
import { ownPostSlots } from '../../src/features/posts/posts.ts';

/** Each finds what must not be there: halves of posts, and what does not agree with the rows it sums up. */
const contradictions: Record<string, string> = {
  'a thread without its post': `
    select id from threads where not exists (select from posts where posts.id = threads.id)`,
  'a thread without a topic': `
    select id from threads where not exists (select from thread_topics where thread_id = threads.id)`,
  'an author without a post': `
    select encode(id, 'hex') as id from authors where not exists (select from posts where author_id = authors.id)`,
  'a post on nothing': `
    select id from posts where on_id is not null and not exists (select from posts as above where above.id = posts.on_id)`,
  'a thread missing in a list': `
    select threads.id from threads
    cross join lateral (
      select 'everything' as list union all
      select topic_id from thread_topics where thread_topics.thread_id = threads.id
    ) as wanted
    where not exists (select from listings where listings.thread_id = threads.id and listings.list = wanted.list)`,
  'a list that holds what it should not': `
    select thread_id as id from listings
    where list <> 'everything'
      and not exists (select from thread_topics where thread_topics.thread_id = listings.thread_id and topic_id = list)`,
  'a place in a list that is out of date': `
    select threads.id from listings
    join threads on threads.id = listings.thread_id
    join posts on posts.id = threads.id
    where (listings.best, listings.unanswered) is distinct from (
      thread_score(posts.up, posts.down, threads.answers, threads.accepted, posts.at), threads.answers = 0)`,
  'a count of a list that is wrong': `
    select listing_counts.list as id from listing_counts
    left join (
      select list, kind, count(*) as threads, count(*) filter (where unanswered) as unanswered
      from listings group by list, kind
    ) as counted using (list, kind)
    where (listing_counts.threads, listing_counts.unanswered)
      is distinct from (coalesce(counted.threads, 0), coalesce(counted.unanswered, 0))`,
  'a post that search does not know': `
    select id from posts
    where (kind <> 'comment') <> exists (select from search_documents where post_id = posts.id)`,
  'a count of replies that is wrong': `
    select id from threads
    where answers <> (select count(*) from posts where thread_id = threads.id and kind = 'answer')
      or comments <> (select count(*) from posts where thread_id = threads.id and kind = 'comment')`,
  'a tally of votes that is wrong': `
    select id from posts
    where up <> (select count(*) from votes where post_id = posts.id and value = 1)
      or down <> (select count(*) from votes where post_id = posts.id and value = -1)`,
};

/** What of it is found in the database: ids by what is wrong with them. */
export async function findContradictions({ db }: OpenPlatform): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [what, sql] of Object.entries(contradictions)) {
    const { rows } = await db.pool.query<{ id: string }>(sql);
    if (rows.length > 0) found[what] = rows.map(({ id }) => id);
  }
  return found;
}

/** Posts that are not in the list of their author's own, and those listed that are not there. */
export async function findOwnershipTrouble(
  platform: OpenPlatform,
  accountIds: readonly string[],
): Promise<{ unlisted: string[]; missing: string[] }> {
  const { rows } = await platform.db.pool.query<{ id: string }>('select id from posts');
  const posts = new Set(rows.map(({ id }) => id));
  const listed = new Set<string>();
  for (const accountId of accountIds) {
    const slots = await platform.slots.list(platform.db, ownPostSlots(accountId));
    for (const { content } of slots) listed.add(content.toString());
  }
  return {
    unlisted: [...posts].filter((id) => !listed.has(id)),
    missing: [...listed].filter((id) => !posts.has(id)),
  };
}
