import { Forbidden, NotFound } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { FlagReason } from '../flags/flags.ts';
import type { PostKind, ThreadKind } from '../posts/posts.ts';

/**
 * A post as moderators see it: what it says, its byline, and what was noted against it. The same
 * bytes whoever wrote it: nothing that leads to an account or to another thread is even read.
 */
export interface ModeratedPost extends BylineRow {
  id: string;
  kind: PostKind;
  threadId: string;
  threadKind: ThreadKind;
  /** Null where the thread's author has taken it down. */
  threadTitle: string | null;
  slug: string;
  /** Null where its author, or that of what it stands on, has taken it down: then it is nobody's to read. */
  bodyHtml: string | null;
  at: string;
  removed: { by: 'author' | 'moderator'; reason: string } | null;
  closed: { by: 'asker' | 'moderator'; reason: string } | null;
  locked: { reason: string } | null;
  /** What a moderator has put on this post; what stands on others is not looked at. */
  suspended: { reason: string; until: string | null } | null;
  /** Those that are open, oldest first. */
  flags: { reason: FlagReason; note: string; at: string }[];
}

const findModerated = statement<{ ids: string[]; now: Date }, { post: ModeratedPost }>('findModeratedPosts')`
  select jsonb_build_object(
    'id', posts.id, 'kind', posts.kind, 'threadId', threads.id, 'threadKind', threads.kind,
    'threadTitle', case when not exists (
      select from removals where removals.post_id = threads.id and withdrawn
    ) then threads.title end, 'slug', threads.slug, 'at', posts.at,
    'bodyHtml', case when not exists (
      select from removals as taken_down
      where withdrawn and taken_down.post_id in (posts.id, posts.on_id, below.on_id, further.on_id, threads.id)
    ) then posts.body_html end,
    'level', authors.level, 'role', authors.role, 'nativeLevel', authors.native_level,
    'company', authors.company, 'handle', authors.handle,
    'name', profiles.name, 'profileSlug', profiles.slug, 'title', profiles.title, 'portrait', profiles.portrait_id,
    'removed', case when removals.post_id is not null
      then jsonb_build_object('by', removals.by, 'reason', removals.reason) end,
    'closed', (select jsonb_build_object('by', by, 'reason', reason) from closures where thread_id = threads.id),
    'locked', (select jsonb_build_object('reason', reason) from locks where thread_id = threads.id),
    'suspended', (
      select jsonb_build_object('reason', reason, 'until', until) from suspensions
      where suspensions.post_id = posts.id and (until is null or until > ${'now'})
    ),
    'flags', coalesce((
      select jsonb_agg(jsonb_build_object('reason', reason, 'note', note, 'at', at) order by at, reason, note)
      from flags where flags.post_id = posts.id and not settled
    ), '[]')
  ) as post
  from posts
  join threads on threads.id = posts.thread_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  left join removals on removals.post_id = posts.id
  left join posts as below on below.id = posts.on_id
  left join posts as further on further.id = below.on_id
  where posts.id = any (${'ids'})
  order by array_position(${'ids'}, posts.id::text)`;

type Reading = Pick<Platform, 'db' | 'clock'>;

export async function accessModerated(
  { db, clock }: Reading,
  moderator: Account,
  id: string,
): Promise<ModeratedPost> {
  requireModeration(moderator);
  const [row] = await findModerated(db, { ids: [id], now: clock.now() });
  if (!row) throw new NotFound('There is no such post.');
  return row.post;
}

// What gives someone away cannot be taken back, so it comes first; then what most people flagged.
const findFlagged = statement<{ limit: number }, { id: string; waiting: number }>('listFlaggedIds')`
  select post_id as id, count(*) over () as waiting
  from flags
  where not settled and not exists (select from removals where removals.post_id = flags.post_id and withdrawn)
  group by post_id
  order by bool_or(reason = 'identifies') desc, count(*) desc, max(at) desc, post_id
  limit ${'limit'}`;

const queueLength = 30;

/** The posts that wait for a moderator, most pressing first, and how many there are in all. */
export async function listFlagged(
  { db, clock }: Reading,
  moderator: Account,
): Promise<{ posts: ModeratedPost[]; waiting: number }> {
  requireModeration(moderator);
  const found = await findFlagged(db, { limit: queueLength });
  const rows =
    found.length > 0 ? await findModerated(db, { ids: found.map(({ id }) => id), now: clock.now() }) : [];
  return { posts: rows.map(({ post }) => post), waiting: found[0]?.waiting ?? 0 };
}

function requireModeration(account: Account): void {
  if (!isModerator(account)) throw new Forbidden('This page is for moderators.');
}
