import { Forbidden, Invalid } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { tellOfAuthor } from '../amas/telling.ts';
import { correctToldByline } from '../notifications/told-bylines.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';
import { announceThread } from '../posts/publishing.ts';
import type { MaskedByline } from './bylines.ts';
import type { CoarserByline, CoarserForm } from './coarser.ts';
import { cutTo, listCoarser } from './coarser.ts';

type FrozenByline = MaskedByline & { id: Buffer; handle: string };

const findFrozen = statement<{ postId: string }, FrozenByline>('findFrozenByline')`
  select authors.id, handle, level, role, native_level as "nativeLevel", company
  from posts join authors on authors.id = posts.author_id where posts.id = ${'postId'}`;

type Kept = Record<keyof MaskedByline, boolean>;

// Two who cut it at once take turns, and whoever writes in the thread meanwhile does not wait.
const lockFrozen = statement<{ postId: string }, FrozenByline>('lockFrozenByline')`
  select authors.id, handle, level, role, native_level as "nativeLevel", company
  from posts join authors on authors.id = posts.author_id where posts.id = ${'postId'}
  for no key update of authors`;

// Parts are kept or dropped, never written: whatever stands there meanwhile, the line can only say less.
// A row that is written anew stands out in a copy of the database. So its neighbours by id, which is a keyed hash,
// are written with it, in an order by lot; it is any one of them.
// Near the first or the last of all, those on the other side make up for what is missing.
const cutAuthor = statement<Kept & { id: Buffer; before: number; all: number }, never>('cutAuthor')`
  with before as (
    select id from authors where id < ${'id'} order by id desc
    limit greatest(${'before'}::bigint, ${'all'}::bigint - (
      select count(*) from (select from authors where id > ${'id'} limit ${'all'}::bigint) as later))
    for no key update skip locked
  ), after as (
    select id from authors where id > ${'id'} order by id
    limit ${'all'}::bigint - (select count(*) from before) for no key update skip locked
  ), anew as materialized (
    select id from (
      select id from before union all select id from after union all select ${'id'}::bytea
    ) as neighbours order by random()
  )
  update authors set
    level = case when authors.id <> ${'id'} or ${'level'}::boolean then level end,
    role = case when authors.id <> ${'id'} or ${'role'}::boolean then role end,
    native_level = case when authors.id <> ${'id'} or ${'nativeLevel'}::boolean then native_level end,
    company = case when authors.id <> ${'id'} or ${'company'}::boolean then company end
  from anew where authors.id = anew.id`;

const neighbours = 12;

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
    const [author] = await lockFrozen(tx, { postId });
    const form = author ? choose(author) : null;
    if (!author || form === null) return false;
    const after = cutTo(author, form);
    const { level, role, nativeLevel, company } = after;
    const kept = { level: level !== null, role: role !== null, nativeLevel: nativeLevel !== null };
    const before = platform.random.integer(neighbours + 1);
    const place = { id: author.id, before, all: neighbours };
    await cutAuthor(tx, { ...place, ...kept, company: company !== null });
    await correctToldByline(platform, tx, { author, after });
    await record?.(tx);
    // Not `publish`: lists and search show no byline, and their rows would say in which thread it was.
    await announceThread(platform, tx, threadId);
    await tellOfAuthor(platform, tx, { threadId, authorId: author.id });
    return true;
  });
}

/** Takes everything out of a byline that says something of its author. */
export function toMember(byline: MaskedByline): CoarserForm | null {
  return listCoarser(byline).length > 0 ? 'member' : null;
}
