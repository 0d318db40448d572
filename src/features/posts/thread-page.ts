import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import { authorIds } from '../bylines/authors.ts';
import type { ShownMoment } from '../moments/moments.ts';
import { listMomentsOfThread } from '../moments/moments.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { PostKind, RemovedBy, ThreadKind } from './posts.ts';
import { tagOf } from './publishing.ts';

/** A post as its thread's page shows it. Times are ISO 8601. */
export interface ShownPost extends BylineRow {
  id: string;
  kind: PostKind;
  onId: string | null;
  bodyHtml: string;
  /** Hexadecimal; compared with the viewer's own, never printed. */
  authorId: string | null;
  profileId: string | null;
  at: string;
  editedAt: string | null;
  up: number;
  down: number;
  accepted: boolean;
  removedBy: RemovedBy | null;
  /** Why a moderator hid it; empty where nobody did. */
  removalReason: string;
  /** The moments of videos that it points to. */
  moments: ShownMoment[];
}

export interface ThreadPage {
  id: string;
  kind: ThreadKind;
  title: string;
  slug: string;
  tldr: string;
  options: string[];
  parts: { id: string; text: string }[];
  fromName: string | null;
  fromUrl: string | null;
  topics: { id: string; slug: string; name: string }[];
  closed: { reason: string; by: 'asker' | 'moderator' } | null;
  locked: { reason: string } | null;
  /** The thread's own post first; the others in the order they are read in. */
  posts: ShownPost[];
  /** Something in it was removed, which some may see. */
  hasRemovals: boolean;
}

const findThread = statement<
  {
    id: string;
    kind: ThreadKind;
    authorIds: Buffer[];
    profileId: string | null;
    all: boolean;
    under: string | null;
  },
  { page: ThreadPage }
>('findThreadPage')`
  select jsonb_build_object(
    'id', threads.id, 'kind', threads.kind, 'title', threads.title, 'slug', threads.slug, 'tldr', threads.tldr,
    'options', threads.options, 'parts', threads.parts,
    'fromName', threads.from_name, 'fromUrl', threads.from_url,
    'topics', coalesce((
      select jsonb_agg(jsonb_build_object('id', topics.id, 'slug', topics.slug, 'name', topics.name) order by position)
      from thread_topics join topics on topics.id = thread_topics.topic_id
      where thread_topics.thread_id = threads.id
    ), '[]'),
    'closed', (select jsonb_build_object('reason', reason, 'by', by) from closures where thread_id = threads.id),
    'locked', (select jsonb_build_object('reason', reason) from locks where thread_id = threads.id),
    'hasRemovals', exists (
      select from posts join removals on removals.post_id = posts.id where posts.thread_id = threads.id
    ),
    'posts', (
      select jsonb_agg(jsonb_build_object(
        'id', posts.id, 'kind', posts.kind, 'onId', posts.on_id, 'bodyHtml', posts.body_html,
        'authorId', encode(posts.author_id, 'hex'), 'profileId', posts.profile_id,
        'at', posts.at, 'editedAt', posts.edited_at, 'up', posts.up, 'down', posts.down,
        'accepted', acceptances.post_id is not null, 'removedBy', removals.by,
        'removalReason', coalesce(removals.reason, ''),
        'level', authors.level, 'role', authors.role, 'nativeLevel', authors.native_level,
        'company', authors.company, 'handle', authors.handle,
        'name', profiles.name, 'profileSlug', profiles.slug, 'title', profiles.title,
        'portrait', profiles.portrait_id
      ) order by posts.id = threads.id desc, posts.kind = 'comment', acceptances.post_id is not null desc,
        case when posts.kind = 'comment' then 0 else posts.score end desc, posts.at, posts.id)
      from posts
      left join authors on authors.id = posts.author_id
      left join profiles on profiles.id = posts.profile_id
      left join acceptances on acceptances.post_id = posts.id
      left join removals on removals.post_id = posts.id
      where posts.thread_id = threads.id
        and (removals.post_id is null or (${'all'} and not removals.withdrawn)
          or posts.author_id = any (${'authorIds'}::bytea[]) or posts.profile_id = ${'profileId'})
        and (${'under'}::text is null or posts.id = threads.id
          or (${'under'} in (posts.id, posts.on_id) or exists (
            select from posts as below left join posts as further on further.id = below.on_id
            where below.id = posts.on_id and ${'under'} in (below.on_id, further.on_id)
          )) and (${'under'} <> threads.id or posts.kind = 'comment' and not exists (
            select from posts as below left join posts as further on further.id = below.on_id
            where below.id = posts.on_id and 'amaQuestion' in (below.kind, further.kind)
          )))
    )
  ) as page
  from threads where threads.id = ${'id'} and threads.kind = ${'kind'}`;

/** A thread's page that is the same for many, and what was rendered of it for them. */
export interface SharedThread {
  page: ThreadPage;
  /** Markup by what decides about it. */
  rendered: Map<string, string>;
}

/**
 * The page for somebody who is signed in; kept until the thread changes, unless something in it was removed, which
 * they may see and others not. Null where there is none.
 */
export async function findMemberThread(
  platform: Platform,
  { id, kind, account }: { id: string; kind: ThreadKind; account: Account },
): Promise<SharedThread | null> {
  const shared = await platform.shared.get(`thread ${kind} ${id}`, async () => {
    const page = await findThreadPage(platform, { id, kind, account: null });
    const value = page && !page.hasRemovals ? { page, rendered: new Map<string, string>() } : null;
    const bytes = 8 * (page?.posts.reduce((sum, post) => sum + post.bodyHtml.length + 2000, 0) ?? 0);
    const tags = page ? tagsOfThread(page) : [tagOf.thread(id)];
    return { value, tags, bytes, keep: value !== null };
  });
  if (shared) return shared;
  const page = await findThreadPage(platform, { id, kind, account });
  return page && { page, rendered: new Map() };
}

/** What a thread's page shows: it, its topics, and the videos that its posts point to. */
export function tagsOfThread({ id, topics, posts }: ThreadPage): string[] {
  const videos = new Set(posts.flatMap(({ moments }) => moments.map(({ videoId }) => videoId)));
  return [id, ...videos].map(tagOf.thread).concat(topics.map((topic) => tagOf.topic(topic.id)));
}

/**
 * Everything on a thread's page that this viewer may see, or null. `under`: only the thread's own post,
 * that one, and what stands below it; below an AMA's own, its comments.
 */
export async function findThreadPage(
  platform: Platform,
  {
    id,
    kind,
    account,
    under = null,
  }: { id: string; kind: ThreadKind; account: Account | null; under?: string | null },
): Promise<ThreadPage | null> {
  const own = account ? authorIds(platform, account.id, id) : [];
  const profileId = account?.profile?.id ?? null;
  const asked = { id, kind, authorIds: own, profileId, all: isModerator(account), under };
  const [[row], moments] = await Promise.all([
    findThread(platform.db, asked),
    listMomentsOfThread(platform, id),
  ]);
  if (row?.page.posts?.[0]?.id !== id) return null;
  const posts = row.page.posts.map((post) => {
    return { ...post, moments: moments.filter(({ postId }) => postId === post.id) };
  });
  return { ...row.page, posts };
}
