import { Forbidden, NotFound } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';

/** A video for this viewer. */
export interface AccessedVideo {
  id: string;
  title: string;
  slug: string;
  audience: 'everybody' | 'members';
  language: string;
  durationMs: number | null;
  /** Null until it is published. */
  thread: Post | null;
  /** They uploaded it, or are an admin. */
  mayEdit: boolean;
}

type Row = Pick<AccessedVideo, 'audience' | 'language' | 'durationMs'> & {
  profileId: string | null;
  /** Of one that is not published yet. */
  draftTitle: string | null;
};

const findVideo = statement<{ id: string }, Row>('findVideoAccess')`
  select profile_id as "profileId", audience, language, duration_ms as "durationMs", draft ->> 'title' as "draftTitle"
  from videos where id = ${'id'}`;

/** Of a video that is published. */
export type WatchedVideo = AccessedVideo & { thread: Post };

/** The video where this viewer may watch it and read what is said in it; else NotFound. */
export async function accessVideo(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<WatchedVideo> {
  const video = await accessAnyVideo(platform, account, id);
  if (!video.thread) throw nothing();
  return { ...video, thread: video.thread };
}

/** The same, and for its author also before it is published. */
export async function accessAnyVideo(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<AccessedVideo> {
  const [row] = await findVideo(platform.db, { id });
  if (!row || (row.audience === 'members' && !account)) throw nothing();
  const { draftTitle, profileId, ...rest } = row;
  const isOwn = profileId !== null && account?.profile?.id === profileId;
  if (draftTitle !== null) {
    if (!isOwn) throw nothing();
    return { ...rest, id, title: draftTitle, slug: '', thread: null, mayEdit: true };
  }
  const thread = await accessPost(platform, account, id);
  const { title, slug } = thread;
  return { ...rest, id, title, slug, thread, mayEdit: isOwn || account?.role === 'admin' };
}

/** The same for those who may change it; Forbidden for others. */
export async function accessEditableVideo(
  platform: Platform,
  account: Account,
  id: string,
): Promise<AccessedVideo> {
  const video = await accessAnyVideo(platform, account, id);
  if (!video.mayEdit) throw new Forbidden('Only its author and admins can change a video.');
  if (video.thread?.removedBy === 'moderator') throw new Forbidden('A moderator has hidden this video.');
  return video;
}

/** Where the video is watched; until it is published, its author's page. */
export function addressOfVideo({ id, slug, thread }: Pick<AccessedVideo, 'id' | 'slug' | 'thread'>): string {
  return thread ? urls.video({ id, slug }) : urls.ownVideo({ id });
}

function nothing(): NotFound {
  return new NotFound('There is no such video.');
}
