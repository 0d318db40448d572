import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { VideoState } from '../videos/videos.ts';

interface Row {
  id: string;
  slug: string | null;
  title: string;
  state: VideoState;
  reason: string;
  touchedAt: Date;
  folder: string | null;
  suggestions: string[];
}

/** Something that became of a video of one's own, or that its author is to decide; computed whenever it is asked for. */
export interface VideoNews {
  what: 'ready' | 'published' | 'failed' | 'suggested';
  id: string;
  /** Null until it is published. */
  slug: string | null;
  title: string;
  /** Why it could not be made ready; else empty. */
  reason: string;
  /** How many corrections wait. */
  count: number;
  /** The same until there is more to be told. */
  keys: string[];
}

const findNews = statement<{ profileId: string; lately: Date }, Row>('listVideoNews')`
  select videos.id, threads.slug, coalesce(threads.title, videos.draft ->> 'title') as title, videos.state, videos.reason,
    videos.touched_at as "touchedAt", videos.folder, array(
      select caption_suggestions.id::text from caption_suggestions join caption_tracks on caption_tracks.id = track_id
      where caption_tracks.video_id = videos.id order by caption_suggestions.id limit 200
    ) as suggestions
  from videos left join threads on threads.id = videos.thread_id
  where videos.profile_id = ${'profileId'}
    and not exists (select from removals where removals.post_id = videos.thread_id)
    and (videos.state in ('failed', 'refused')
      or videos.state = 'ready' and (videos.thread_id is null or videos.touched_at >= ${'lately'})
      or exists (
        select from caption_suggestions join caption_tracks on caption_tracks.id = track_id
        where caption_tracks.video_id = videos.id
      ))
  order by videos.touched_at desc, videos.id limit 20`;

const week = 7 * 24 * 60 * 60 * 1000;

/**
 * Videos that wait for their author to publish them or to send another file, that were published this week, and those for
 * which corrections were suggested.
 */
export async function listVideoNews(platform: Platform, { profile }: Account): Promise<VideoNews[]> {
  if (!profile) return [];
  const lately = new Date(platform.clock.now().getTime() - week);
  const rows = await findNews(platform.db, { profileId: profile.id, lately });
  return rows.flatMap((row) => [...tellMade(row, lately), ...tellSuggested(row)]);
}

function tellMade({ id, slug, title, state, reason, touchedAt, folder }: Row, lately: Date): VideoNews[] {
  const video = { id, slug, title, count: 0 };
  if (state === 'failed' || state === 'refused')
    return [{ ...video, what: 'failed', reason, keys: [`${state} ${id} ${touchedAt.getTime()}`] }];
  if (state !== 'ready' || (slug !== null && touchedAt < lately)) return [];
  const what = slug === null ? 'ready' : 'published';
  return [{ ...video, what, reason: '', keys: [`ready ${id} ${folder}`] }];
}

function tellSuggested({ id, slug, title, suggestions }: Row): VideoNews[] {
  if (suggestions.length === 0) return [];
  const keys = suggestions.map((suggestion) => `suggested ${suggestion}`);
  return [{ what: 'suggested', id, slug, title, reason: '', count: suggestions.length, keys }];
}
