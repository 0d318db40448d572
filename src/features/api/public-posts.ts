import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { BylineRow } from '../bylines/bylines.ts';

export type PublicKind = 'question' | 'video' | 'answer' | 'comment';

/** A post that anybody may see, with what only the account that reads is told of. */
export interface PublicPost extends BylineRow {
  id: string;
  kind: PublicKind;
  threadId: string;
  threadKind: 'question' | 'video';
  slug: string;
  onId: string | null;
  authorId: Buffer | null;
  profileId: string | null;
  body: string;
  bodyHtml: string;
  htmlVersion: number;
  at: Date;
  editedAt: Date | null;
  revision: number;
  up: number;
  down: number;
  accepted: boolean;
  asker: boolean;
  /** For what begins a thread only. */
  thread: PublicThread | null;
}

export interface PublicThread {
  title: string;
  tldr: string;
  answers: number;
  comments: number;
  parts: { id: string; text: string }[];
  options: string[];
  from: { name: string; url: string | null } | null;
  topics: { id: string; slug: string; name: string }[];
  accepted: string[];
  closed: { reason: string; by: 'asker' | 'moderator' } | null;
  locked: { reason: string } | null;
}

// An array in a subselect has no known length, so that PostgreSQL keeps one plan: making it anew, for as few
// as there are, takes twenty times as long as running it.
const findByIds = statement<{ ids: readonly string[] }, PublicPost>('findPublicPosts')`
  select posts.id, posts.kind, threads.id as "threadId", threads.kind as "threadKind", threads.slug, posts.on_id as "onId",
    posts.author_id as "authorId", posts.profile_id as "profileId",
    posts.body, posts.body_html as "bodyHtml", posts.html_version as "htmlVersion",
    posts.at, posts.edited_at as "editedAt", posts.revision, posts.up, posts.down,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title,
    acceptances.post_id is not null as accepted,
    coalesce(posts.author_id = root.author_id or posts.profile_id = root.profile_id, false) as asker,
    case when posts.id = threads.id then jsonb_build_object(
      'title', threads.title, 'tldr', threads.tldr, 'answers', threads.answers, 'comments', threads.comments,
      'parts', threads.parts, 'options', threads.options,
      'from', case when from_name is not null then jsonb_build_object('name', from_name, 'url', from_url) end,
      'topics', coalesce((
        select jsonb_agg(jsonb_build_object('id', topics.id, 'slug', topics.slug, 'name', topics.name) order by position)
        from thread_topics join topics on topics.id = thread_topics.topic_id where thread_topics.thread_id = threads.id
      ), '[]'),
      'accepted', coalesce((
        select jsonb_agg(helped.id order by helped.score desc, helped.at, helped.id)
        from public_posts as helped join acceptances on acceptances.post_id = helped.id
        where helped.thread_id = threads.id and threads.accepted > 0
      ), '[]'),
      'closed', (select jsonb_build_object('reason', reason, 'by', by) from closures where thread_id = threads.id),
      'locked', (select jsonb_build_object('reason', reason) from locks where thread_id = threads.id)
    ) end as thread
  from unnest((select ${'ids'}::text[])) with ordinality as wanted (id, place)
  join public_posts as posts on posts.id = wanted.id
  join threads on threads.id = posts.thread_id
  join posts as root on root.id = threads.id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  left join acceptances on acceptances.post_id = posts.id
  where threads.kind in ('question', 'video') and posts.kind in ('question', 'video', 'answer', 'comment')
  order by wanted.place`;

/** Those of these posts that anybody may see, in the order of `ids`. */
export async function findPublicPosts(db: Queryable, ids: readonly string[]): Promise<PublicPost[]> {
  return ids.length > 0 ? await findByIds(db, { ids }) : [];
}

/** Throws NotFound where there is no such post that anybody may see. */
export async function accessPublicPost(
  db: Queryable,
  { id, kind }: { id: string; kind: PublicKind },
): Promise<PublicPost> {
  const [post] = await findByIds(db, { ids: [id] });
  if (post?.kind !== kind) throw new NotFound(`There is no such ${kind}.`);
  return post;
}
