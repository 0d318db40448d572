import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { onGrid } from '../../platform/clock.ts';
import { MARKDOWN_VERSION } from '../../platform/markdown/markdown.ts';
import type { Signature } from '../bylines/authors.ts';
import { citeMoments, citeMomentsAnew } from '../moments/citing.ts';
import type { PostKind } from '../posts/posts.ts';

/** A post that is not there yet, in the words of its table. */
export interface NewPost extends Signature {
  id: string;
  threadId: string;
  kind: PostKind;
  onId: string | null;
  body: string;
  html: string;
  /** Ids of parts of the question. */
  parts: string[];
  at: Date;
}

/** What a record may change of a post; `at` null leaves the time. */
export interface ChangedPost extends Signature {
  id: string;
  body: string;
  html: string;
  parts: string[];
  at: Date | null;
}

const insertRows = statement<{ rows: string; version: number }, never>('insertImportedPosts')`
  insert into posts (id, thread_id, kind, on_id, author_id, profile_id, body, body_html, html_version, parts, at)
  select id, thread_id, kind, on_id, decode(author_id, 'hex'), profile_id, body, html, ${'version'}, parts, at
  from json_to_recordset(${'rows'}::json) as new (id text, thread_id text, kind text, on_id text,
    author_id text, profile_id text, body text, html text, parts jsonb, at timestamptz)`;

export async function insertPosts(tx: Tx, posts: readonly NewPost[]): Promise<void> {
  if (posts.length === 0) return;
  const rows = posts.map(({ threadId, onId, profileId, authorId, at, ...post }) => ({
    ...post,
    ...{ thread_id: threadId, on_id: onId, profile_id: profileId, author_id: authorId?.toString('hex') },
    at: timeOf(authorId, at),
  }));
  await insertRows(tx, { rows: JSON.stringify(rows), version: MARKDOWN_VERSION });
  for (const post of posts) await citeMoments(tx, post);
}

// An open edit form must notice a new text, so it counts as a revision; what stood there is not kept, for
// a file that is imported again may be how somebody takes back what gave them away.
const updateRows = statement<{ rows: string; version: number }, { id: string }>('updateImportedPosts')`
  update posts set body = new.body, body_html = new.html, html_version = ${'version'}, parts = new.parts,
    at = coalesce(new.at, posts.at), revision = revision + (posts.body <> new.body)::integer
  from json_to_recordset(${'rows'}::json) as new (id text, body text, html text, parts jsonb, at timestamptz)
  where posts.id = new.id
    and (posts.body, posts.parts, posts.at) is distinct from (new.body, new.parts, coalesce(new.at, posts.at))
  returning posts.id`;

/** Returns the ids of those that changed. */
export async function updatePosts(tx: Tx, posts: readonly ChangedPost[]): Promise<Set<string>> {
  if (posts.length === 0) return new Set();
  const rows = posts.map(({ id, body, html, parts, at, authorId }) => ({
    ...{ id, body, html, parts },
    at: at && timeOf(authorId, at),
  }));
  const changed = await updateRows(tx, { rows: JSON.stringify(rows), version: MARKDOWN_VERSION });
  const ids = new Set(changed.map(({ id }) => id));
  for (const post of posts) if (ids.has(post.id)) await citeMomentsAnew(tx, post);
  return ids;
}

function timeOf(authorId: Buffer | null, at: Date): string {
  return (authorId ? onGrid(at) : at).toISOString();
}
