import { NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SlotOwner } from '../../platform/private-slots.ts';
import { onGrid } from '../../platform/clock.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import type { Signature } from '../bylines/authors.ts';
import { isSignedBy } from '../bylines/authors.ts';
import { citeMoments } from '../moments/citing.ts';

export type ThreadKind = 'question' | 'ama' | 'video';
export type PostKind = ThreadKind | 'answer' | 'comment' | 'amaQuestion';

/** Who took a post away. Hosts of an AMA do it with what was asked in it, until they approve it or for a reason. */
export type RemovedBy = 'author' | 'moderator' | 'host';

/** A post with what decides about it; loaded by `accessPost` only. */
export interface Post extends Signature {
  id: string;
  kind: PostKind;
  onId: string | null;
  body: string;
  revision: number;
  threadId: string;
  threadKind: ThreadKind;
  title: string;
  slug: string;
  removedBy: RemovedBy | null;
  /** It, or something that it stands on, was removed. */
  gone: boolean;
  /** And by its author. */
  withdrawn: boolean;
  closed: boolean;
  locked: boolean;
}

const findPostById = statement<{ id: string }, Post>('findPost')`
  select posts.id, posts.kind, posts.on_id as "onId", posts.author_id as "authorId", posts.profile_id as "profileId",
    posts.body, posts.revision, threads.id as "threadId", threads.kind as "threadKind", threads.title, threads.slug,
    removals.by as "removedBy",
    coalesce(gone.at_all, false) as gone, coalesce(gone.withdrawn, false) as withdrawn,
    exists (select from closures where thread_id = threads.id) as closed,
    exists (select from locks where thread_id = threads.id) as locked
  from posts
  join threads on threads.id = posts.thread_id
  left join removals on removals.post_id = posts.id
  left join posts as below on below.id = posts.on_id
  left join posts as further on further.id = below.on_id
  left join lateral (
    select true as at_all, bool_or(withdrawn) as withdrawn from removals
    where post_id in (posts.id, posts.on_id, below.on_id, further.on_id, posts.thread_id)
    having count(*) > 0
  ) as gone on true
  where posts.id = ${'id'}`;

/**
 * The post, where this viewer may see it. Others' removed posts are not there; moderators see what moderators
 * have hidden, and nothing that its author took back.
 */
export async function accessPost(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<Post & { mine: boolean }> {
  const [post] = await findPostById(platform.db, { id });
  if (!post) throw new NotFound('There is no such post.');
  const mine = account !== null && isSignedBy(platform, account, post);
  const visible = mine || !post.gone || (isModerator(account) && !post.withdrawn);
  if (!visible) throw new NotFound('There is no such post.');
  return { ...post, mine };
}

/** Whose thread it is: the asker of the question that the post belongs to. */
export async function isAskedBy(platform: Platform, account: Account, post: Post): Promise<boolean> {
  const [root] = await findPostById(platform.db, { id: post.threadId });
  return root !== undefined && isSignedBy(platform, account, root);
}

/** The time a post may carry: exact under a name, on the grid of a quarter of an hour when masked. */
export function postTime(platform: Pick<Platform, 'clock'>, signature: Signature): Date {
  const now = platform.clock.now();
  return signature.authorId ? onGrid(now) : now;
}

const insert = statement<
  Signature & {
    id: string;
    threadId: string;
    kind: PostKind;
    onId: string | null;
    body: string;
    html: string;
    version: number;
    at: Date;
  },
  never
>('insertPost')`
  insert into posts (id, thread_id, kind, on_id, author_id, profile_id, body, body_html, html_version, at)
  values (${'id'}, ${'threadId'}, ${'kind'}, ${'onId'}, ${'authorId'}, ${'profileId'}, ${'body'}, ${'html'}, ${'version'}, ${'at'})`;

/**
 * Writes the row, and which moments of videos its text links to; returns these videos. What lists, search and pages
 * need comes from `publish` in the same transaction.
 */
export async function insertPost(
  tx: Tx,
  post: Signature & {
    id: string;
    threadId: string;
    kind: PostKind;
    onId: string | null;
    body: string;
    at: Date;
  },
): Promise<string[]> {
  const html = renderMarkdown(post.body);
  await insert(tx, { ...post, html, version: MARKDOWN_VERSION });
  return post.kind === 'comment' ? [] : await citeMoments(tx, { id: post.id, html });
}

/** The slots that hold the ids of an account's own posts, one in each. */
export function ownPostSlots(accountId: string): SlotOwner {
  return { accountId, kind: 'own-posts', padTo: 64 };
}

/**
 * Notes under the account, unreadably for all others, that this post is its own. Last in its transaction:
 * the account's next post waits for it to end.
 */
export async function rememberOwnPost(
  platform: Platform,
  tx: Tx,
  account: Account,
  postId: string,
): Promise<void> {
  await platform.slots.append(tx, ownPostSlots(account.id), Buffer.from(postId));
}

/** The ids of all that an account has posted, oldest first. */
export async function listOwnPosts(platform: Platform, db: Queryable, accountId: string): Promise<string[]> {
  const slots = await platform.slots.list(db, ownPostSlots(accountId));
  return slots.map(({ content }) => content.toString());
}
