import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Random } from '../../platform/random.ts';
import { isId, newId } from '../../platform/random.ts';
import type { PostKind } from '../posts/posts.ts';
import type { Recording } from './recordings.ts';

/** A post that is there already, as a reference finds it. */
export interface KnownPost {
  id: string;
  kind: PostKind;
  threadId: string;
  onId: string | null;
  /** Set where it stands on a comment. */
  onComment: boolean;
  authorId: Buffer | null;
  profileId: string | null;
  parts: { id: string; text: string }[];
  /** Of a video's own post. */
  recording: Recording | null;
}

// A ref that was not given another id is one itself, or leads nowhere.
const findPosts = statement<{ refs: string[] }, KnownPost & { ref: string }>('findPostsByRef')`
  select asked.ref, posts.id, posts.kind, posts.thread_id as "threadId", posts.on_id as "onId",
    coalesce(below.kind = 'comment', false) as "onComment", posts.author_id as "authorId",
    posts.profile_id as "profileId", threads.parts,
    case when posts.id = threads.id then threads.recording end as recording
  from unnest(${'refs'}::text[]) as asked (ref)
  left join imported_refs on imported_refs.kind = 'post' and imported_refs.ref = asked.ref
  join posts on posts.id = coalesce(imported_refs.id, asked.ref)
  join threads on threads.id = posts.thread_id
  left join posts as below on below.id = posts.on_id`;

/** What these refs of posts mean. Those that mean nothing are missing. */
export async function resolvePosts(db: Queryable, refs: Iterable<string>): Promise<Map<string, KnownPost>> {
  const rows = await findPosts(db, { refs: [...new Set(refs)] });
  return new Map(rows.map(({ ref, ...post }) => [ref, post]));
}

const insertRefs = statement<{ kind: string; refs: string[]; ids: string[] }, never>('insertImportedRefs')`
  insert into imported_refs (kind, ref, id)
  select ${'kind'}, ref, id from unnest(${'refs'}::text[], ${'ids'}::text[]) as new (ref, id)`;

/** Keeps which id each ref was given, where it is not the ref itself. */
export async function keepRefs(
  tx: Tx,
  kind: 'post' | 'person',
  given: readonly { ref: string; id: string }[],
): Promise<void> {
  const other = given.filter(({ ref, id }) => ref !== id);
  if (other.length === 0) return;
  await insertRefs(tx, { kind, refs: other.map(({ ref }) => ref), ids: other.map(({ id }) => id) });
}

/** For a ref that means nothing yet: an id of our own stays what it is, so that addresses survive a move. */
export function idFor(random: Random, ref: string): string {
  return isId(ref) ? ref : newId(random);
}

const lockThreads = statement<{ ids: string[] }, never>('lockThreads')`
  select from threads where id = any (${'ids'}::text[]) order by id for update`;

/** The house's lock order: the threads first, and several in the order of their ids. */
export async function lockThreadRows(tx: Tx, ids: Iterable<string>): Promise<void> {
  await lockThreads(tx, { ids: [...new Set(ids)] });
}
