import { statement } from '../../platform/db.ts';
import type { Happening } from './happenings.ts';

interface Asked {
  profileId: string;
  /** The newest posts of the same account, whatever they are signed with: nobody is told of their own. */
  own: readonly string[];
  limit: number;
}

/** Questions that were asked at moments of somebody's videos, newest first, from a place on. */
export const findAskedAtVideos = statement<Asked & { at: string | null; key: string | null }, Happening>(
  'listAskedAtVideos',
)`
  select 'asked-' || posts.id as key, 'asked' as what, posts.at, posts.id as "postId", posts.kind,
    films.title as "threadTitle", '' as reason, left(posts.body, 4000) as body,
    jsonb_build_object('atMs', moments.at_ms, 'title', threads.title) as asked,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title, profiles.portrait_id as portrait
  from videos
  join moments on moments.video_id = videos.id and moments.asked
  join public_posts as posts on posts.id = moments.post_id
  join threads on threads.id = posts.thread_id
  join threads as films on films.id = videos.thread_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where videos.profile_id = ${'profileId'} and posts.id <> all (${'own'}::text[])
    and posts.profile_id is distinct from videos.profile_id
    and not exists (select from removals where removals.post_id = videos.thread_id)
    and (posts.at, ('asked-' || posts.id) collate "C") < (coalesce(${'at'}::timestamptz, 'infinity'), coalesce(${'key'}, ''))
  order by posts.at desc, ('asked-' || posts.id) collate "C" desc limit ${'limit'}`;

/** The keys of those since then that are not among `seen`. */
export const findAskedKeys = statement<
  Asked & { since: string | null; seen: readonly string[] },
  { key: string }
>('listAskedKeys')`
  select 'asked-' || posts.id as key
  from videos
  join moments on moments.video_id = videos.id and moments.asked
  join public_posts as posts on posts.id = moments.post_id
  where videos.profile_id = ${'profileId'} and posts.id <> all (${'own'}::text[])
    and posts.profile_id is distinct from videos.profile_id
    and not exists (select from removals where removals.post_id = videos.thread_id)
    and posts.at >= coalesce(${'since'}::timestamptz, '-infinity')
    and 'asked-' || posts.id <> all (${'seen'}::text[])
  limit ${'limit'}`;
