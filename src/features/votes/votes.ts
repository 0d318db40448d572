import { Forbidden } from '../../errors.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { scheduleTallies } from '../amas/tallies.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';
import { lockThreadRow, publish, tagOf } from '../posts/publishing.ts';

export type VoteValue = -1 | 0 | 1;

export interface Tally {
  up: number;
  down: number;
  mine: VoteValue;
}

const putVote = statement<{ key: Buffer; postId: string; value: number }, never>('putVote')`
  insert into votes (voter_key, post_id, value) values (${'key'}, ${'postId'}, ${'value'})
  on conflict (voter_key) do update set value = excluded.value`;

const withdrawVote = statement<{ keys: Buffer[] }, never>('withdrawVote')`
  delete from votes where voter_key = any (${'keys'}::bytea[])`;

// Whoever votes on it at the same time counts after this one.
const lockPost = statement<{ postId: string }, never>('lockPostForVote')`
  select from posts where id = ${'postId'} for no key update`;

const countVotes = statement<{ postId: string }, { up: number; down: number }>('countVotes')`
  update posts set up = counts.up, down = counts.down
  from (
    select count(*) filter (where value = 1) as up, count(*) filter (where value = -1) as down
    from votes where post_id = ${'postId'}
  ) as counts
  where id = ${'postId'}
  returning posts.up, posts.down`;

/** Sets the account's vote on a post, or withdraws it with 0. The same call twice changes nothing. */
export async function castVote(
  platform: Platform,
  account: Account,
  { postId, value }: { postId: string; value: VoteValue },
): Promise<Tally & { post: Post }> {
  const post = await accessPost(platform, account, postId);
  if (post.mine) throw new Forbidden('You cannot vote on your own post.');
  if (post.gone || post.locked) throw new Forbidden('This post takes no votes at the moment.');
  const keys = voterKeys(platform, account, postId);
  const counts = await platform.db.transaction(async (tx) => {
    // A thread's own votes decide where its lists show it; those of what is written in it concern its page alone.
    if (postId === post.threadId) await lockThreadRow(tx, post.threadId);
    else await lockPost(tx, { postId });
    await withdrawVote(tx, { keys });
    const [key] = keys;
    if (value !== 0 && key) await putVote(tx, { key, postId, value });
    const counted = one(await countVotes(tx, { postId }));
    if (postId === post.threadId) await publish(platform, tx, { threadId: post.threadId });
    else if (post.kind !== 'amaQuestion') await platform.changes.announce(tx, [tagOf.thread(post.threadId)]);
    return counted;
  });
  // Hundreds vote in an hour on what hundreds read: they are told of all votes of a second together.
  if (post.kind === 'amaQuestion') scheduleTallies(platform, post.threadId);
  return { ...counts, mine: value, post };
}

function voterKeys(platform: Platform, account: Account, postId: string): Buffer[] {
  return platform.keys.macs('vote', [account.id, postId]);
}

const findVotes = statement<{ keys: Buffer[] }, { postId: string; value: VoteValue }>('findVotes')`
  select post_id as "postId", value from votes where voter_key = any (${'keys'}::bytea[])`;

/** How the account has voted on these posts; those without its vote are missing. */
export async function findOwnVotes(
  platform: Platform,
  account: Account,
  postIds: readonly string[],
): Promise<Map<string, VoteValue>> {
  const keys = postIds.flatMap((id) => voterKeys(platform, account, id));
  const rows = await findVotes(platform.db, { keys });
  return new Map(rows.map(({ postId, value }) => [postId, value]));
}
