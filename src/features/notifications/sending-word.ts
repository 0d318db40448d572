import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccount } from '../accounts/accounts.ts';
import { isSuspended } from '../accounts/standing.ts';
import type { Signature } from '../bylines/authors.ts';
import { isSignedBy } from '../bylines/authors.ts';
import { openAuthorToNotify } from '../bylines/opening.ts';
import type { Reply } from './word-mail.ts';
import { wordMail } from './word-mail.ts';

interface ToldPost extends Signature {
  threadId: string;
  threadTitle: string;
  /** The account of the profile that signs it. */
  profileAccountId: string | null;
}

const findToldPost = statement<{ postId: string }, ToldPost>('findToldPost')`
  select posts.author_id as "authorId", posts.profile_id as "profileId", threads.id as "threadId",
    threads.title as "threadTitle", profiles.account_id as "profileAccountId"
  from posts
  join threads on threads.id = posts.thread_id
  left join profiles on profiles.id = posts.profile_id
  where posts.id = ${'postId'} and not exists (
    select from removals where removals.post_id in (posts.id, posts.thread_id, posts.on_id)
  )`;

const dropWords = statement<{ postId: string }, never>('dropWords')`
  delete from pending_words where post_id = ${'postId'}`;

// Ten minutes are more than a mail server may take, and then another process may try.
const claimWords = statement<{ postId: string; now: Date }, { replyId: string }>('claimWords')`
  update pending_words set attempts = attempts + 1, claimed_until = ${'now'}::timestamptz + interval '10 minutes'
  where post_id = ${'postId'} and (claimed_until is null or claimed_until <= ${'now'})
  returning reply_id as "replyId"`;

const findReplies = statement<{ ids: string[] }, Reply & Signature & { threadId: string }>('findNewReplies')`
  select posts.id, posts.kind, posts.thread_id as "threadId", left(posts.body, 6000) as body,
    case when posts.id = threads.id then threads.title end as "ownTitle", moments.at_ms as "atMs",
    posts.author_id as "authorId", posts.profile_id as "profileId",
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title
  from posts
  join threads on threads.id = posts.thread_id
  left join moments on moments.post_id = posts.id and moments.asked
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where posts.id = any (${'ids'}) and not exists (select from removals where removals.post_id = posts.id)
  order by posts.kind <> 'answer', posts.at, posts.id`;

const settleWords = statement<{ postId: string; replyIds: string[] }, never>('settleWords')`
  delete from pending_words where post_id = ${'postId'} and reply_id = any (${'replyIds'})`;

const postponeWords = statement<{ postId: string; replyIds: string[]; now: Date }, never>('postponeWords')`
  update pending_words set claimed_until = ${'now'}::timestamptz + interval '1 minute' * power(2, attempts)
  where post_id = ${'postId'} and reply_id = any (${'replyIds'})`;

/**
 * Tells the author of a post by mail what is new on it. Safe to run twice and at the same time: what one run
 * has claimed no other sends, and it is forgotten only when the mail has been handed over. What cannot be
 * handed over waits 2, 4, 8 … minutes for `sweepWords`.
 */
export async function sendWord(platform: Platform, postId: string): Promise<void> {
  const { db } = platform;
  const [post] = await findToldPost(db, { postId });
  const account = post ? await findRecipient(platform, post) : null;
  if (!post || !account?.email) return void (await dropWords(db, { postId }));
  const claimed = await claimWords(db, { postId, now: platform.clock.now() });
  if (claimed.length === 0) return;
  const replyIds = claimed.map(({ replyId }) => replyId);
  try {
    await mailReplies(platform, { post, account, email: account.email, replyIds });
  } catch (error) {
    await postponeWords(db, { postId, replyIds, now: platform.clock.now() });
    throw error;
  }
  await settleWords(db, { postId, replyIds });
}

/** Whoever wrote the post, where they want to be told. */
async function findRecipient(platform: Platform, post: ToldPost): Promise<Account | null> {
  const accountId = post.authorId ? await openAuthorToNotify(platform, post.authorId) : post.profileAccountId;
  return await findMailed(platform, accountId);
}

/** The account where it wants mail and may have it. */
export async function findMailed(platform: Platform, accountId: string | null): Promise<Account | null> {
  const account = accountId ? await findAccount(platform, accountId) : null;
  return account && account.mailWanted && !(await isSuspended(platform, account)) ? account : null;
}

async function mailReplies(
  platform: Platform,
  { post, account, email, replyIds }: { post: ToldPost; account: Account; email: string; replyIds: string[] },
): Promise<void> {
  const { COMMUNITY_NAME: communityName, origin } = platform.config;
  const found = await findReplies(platform.db, { ids: replyIds });
  // What stands in another thread may be of the same account under a mask: that no mail came of it would tell who asked.
  const isOwn = (reply: (typeof found)[number]) =>
    reply.threadId === post.threadId && isSignedBy(platform, account, reply);
  const replies = found.filter((reply) => !isOwn(reply));
  if (replies.length === 0) return;
  const mail = wordMail({ communityName, origin }, { threadTitle: post.threadTitle, replies });
  await platform.mail.send({ to: email, ...mail, aboutMaskedPost: post.authorId !== null });
}

const giveUp = statement<{ now: Date }, never>('giveUpWords')`
  delete from pending_words where attempts >= 12 or due_at < ${'now'}::timestamptz - interval '7 days'`;

const listOverdue = statement<{ now: Date }, { postId: string }>('listOverdueWords')`
  select post_id as "postId" from pending_words
  where due_at < ${'now'}::timestamptz - interval '2 minutes' and (claimed_until is null or claimed_until <= ${'now'})
  group by post_id order by random() limit 200`;

const mostFailures = 5;

/** Sends what its job left undone: because the mail server was away, or because the two missed each other. */
export async function sweepWords(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  await giveUp(platform.db, { now });
  let failures = 0;
  for (const { postId } of await listOverdue(platform.db, { now })) {
    try {
      await sendWord(platform, postId);
    } catch (error) {
      platform.log.warn({ error }, 'a mail could not be handed over; it is tried again later');
      failures += 1;
      if (failures >= mostFailures) return;
    }
  }
}
