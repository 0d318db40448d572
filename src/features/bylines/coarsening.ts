import { Forbidden, Invalid } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { correctToldByline } from '../notifications/told-bylines.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';
import type { MaskedByline } from './bylines.ts';
import type { CoarserByline, CoarserForm } from './coarser.ts';
import { cutTo, listCoarser } from './coarser.ts';

type FrozenByline = MaskedByline & { id: Buffer; handle: string };

const findFrozen = statement<{ postId: string }, FrozenByline>('findFrozenByline')`
  select authors.id, handle, level, role, native_level as "nativeLevel", company
  from posts join authors on authors.id = posts.author_id where posts.id = ${'postId'}`;

type Kept = Record<keyof MaskedByline, boolean>;

// Parts are kept or dropped, never written: whatever stands there meanwhile, the line can only say less.
const cutAuthor = statement<Kept & { id: Buffer }, never>('cutAuthor')`
  update authors set
    level = case when ${'level'}::boolean then level end, role = case when ${'role'}::boolean then role end,
    native_level = case when ${'nativeLevel'}::boolean then native_level end,
    company = case when ${'company'}::boolean then company end
  where id = ${'id'}`;

// A row that is written anew stands out in a copy of the database; beside others it does not say which it is.
const rewriteOthers = statement<{ from: Buffer }, never>('rewriteOtherAuthors')`
  with others as (select id from authors where id >= ${'from'} order by id limit 12 for no key update skip locked)
  update authors set handle = authors.handle from others where authors.id = others.id`;

/** The byline of one's own masked post as it is frozen, and what can still be made of it. */
export async function accessOwnByline(
  platform: Platform,
  account: Account,
  postId: string,
): Promise<{ post: Post; byline: FrozenByline; coarser: CoarserByline[] }> {
  const post = await accessPost(platform, account, postId);
  if (!post.mine) throw new Forbidden('Only its author can change how a post is signed.');
  const [byline] = await findFrozen(platform.db, { postId });
  if (!byline) throw new Forbidden('A post under your name keeps it; whoever has read it knows.');
  return { post, byline, coarser: listCoarser(byline) };
}

/**
 * The author shows less on all that they wrote in the thread of this post, in a locked or a closed one too: the
 * byline may be what gives them away. It cannot be undone.
 */
export async function coarsenOwnByline(
  platform: Platform,
  account: Account,
  { postId, form }: { postId: string; form: CoarserForm },
): Promise<Post> {
  const { post } = await accessOwnByline(platform, account, postId);
  const choose = (byline: MaskedByline) => {
    if (listCoarser(byline).some((coarser) => coarser.form === form)) return form;
    throw new Invalid({ byline: 'The byline says no more than that already. Choose one of these.' });
  };
  await cutByline(platform, post, choose);
  return post;
}

/**
 * Cuts the byline of a masked post's author in its thread to the form that `choose` makes of it, everywhere it is
 * shown; false where that is null, or the post is under a name. `record` runs in the same transaction.
 */
export async function cutByline(
  platform: Platform,
  { id: postId, threadId }: Pick<Post, 'id' | 'threadId'>,
  choose: (byline: MaskedByline) => CoarserForm | null,
  record?: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, threadId);
    const [author] = await findFrozen(tx, { postId });
    const form = author ? choose(author) : null;
    if (!author || form === null) return false;
    const after = cutTo(author, form);
    const { level, role, nativeLevel, company } = after;
    const kept = { level: level !== null, role: role !== null, nativeLevel: nativeLevel !== null };
    await rewriteOthers(tx, { from: platform.random.bytes(16) });
    await cutAuthor(tx, { id: author.id, ...kept, company: company !== null });
    await correctToldByline(platform, tx, { author, after });
    await record?.(tx);
    await publish(platform, tx, { threadId });
    return true;
  });
}

/** Takes everything out of a byline that says something of its author. */
export function toMember(byline: MaskedByline): CoarserForm | null {
  return listCoarser(byline).length > 0 ? 'member' : null;
}
