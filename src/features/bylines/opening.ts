import { randomUUID } from 'node:crypto';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

// The seals of masked authors are opened here and nowhere else, and only in workers: web processes do not have
// the key (docs/decisions/0012-keys.md). A test looks for other callers.

/** Seals the account of a new masked author: for workers to open, bound to the thread. */
export function sealAuthor({ keys }: Pick<Platform, 'keys'>, accountId: string, threadId: string): Buffer {
  return keys.sealAway('author', Buffer.from(accountId), threadId);
}

const findSealed = statement<{ id: Buffer }, { sealed: Buffer | null; threadId: string }>('findSealedAuthor')`
  select sealed, thread_id as "threadId" from authors where id = ${'id'}`;

/**
 * Opens the seal of a masked author, for telling them of what happened in their thread and for
 * nothing else. Null for authors who came by import, and where the key is lost.
 */
export async function openAuthorToNotify(platform: Platform, authorId: Buffer): Promise<string | null> {
  const [author] = await findSealed(platform.db, { id: authorId });
  return author?.sealed ? open(platform, author.sealed, author.threadId) : null;
}

const findSuspended = statement<
  { postId: string },
  { sealed: Buffer | null; threadId: string; profileAccountId: string | null }
>('findAuthorToSanction')`
  select authors.sealed, posts.thread_id as "threadId", profiles.account_id as "profileAccountId"
  from suspensions
  join posts on posts.id = suspensions.post_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where suspensions.post_id = ${'postId'} and exists (
    select from moderation_acts where moderation_acts.post_id = suspensions.post_id and act = 'suspend'
  )`;

/**
 * Opens the author of a post, masked or named, for holding to them the suspension that a moderator has put on the
 * post. Only while it stands there and the log says who did it: undefined where it does not. Null for authors
 * without an account, and where the key is lost.
 */
export async function openAuthorToSanction(
  platform: Platform,
  postId: string,
): Promise<string | null | undefined> {
  const [author] = await findSuspended(platform.db, { postId });
  if (!author) return undefined;
  return author.sealed ? open(platform, author.sealed, author.threadId) : author.profileAccountId;
}

const findAccounts = statement<{ ids: string[] }, { id: string }>('findAccountsThatAreLeft')`
  select id from accounts where id = any (${'ids'}::uuid[])`;

/** An author whose seal is made anew. */
export interface SealedAuthor {
  id: Buffer;
  threadId: string;
  sealed: Buffer;
}

/**
 * New seals for these authors, each of the account that it was for; where the account is no more, of a number that is
 * nobody's. Those whose key is lost are left out. Whose they are leaves this file in no other way.
 */
export async function sealAuthorsAnew(
  platform: Platform,
  authors: readonly SealedAuthor[],
): Promise<(SealedAuthor & { anew: Buffer })[]> {
  const opened = authors.flatMap((author) => {
    const accountId = open(platform, author.sealed, author.threadId);
    return accountId === null ? [] : [{ ...author, accountId }];
  });
  const found = await findAccounts(platform.db, { ids: opened.map(({ accountId }) => accountId) });
  const left = new Set(found.map(({ id }) => id));
  return opened.map(({ accountId, ...author }) => {
    const owner = left.has(accountId) ? accountId : randomUUID();
    return { ...author, anew: sealAuthor(platform, owner, author.threadId) };
  });
}

function open({ opener }: Platform, sealed: Buffer, threadId: string): string | null {
  if (!opener) throw new Error('authors are opened by workers only');
  return opener.open('author', sealed, threadId)?.toString() ?? null;
}
