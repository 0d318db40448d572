import { Forbidden, NotFound } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';

/** A video that has its thread, for this viewer; loaded by `accessVideo` only. */
export interface AccessedVideo {
  id: string;
  title: string;
  slug: string;
  audience: 'everybody' | 'members';
  language: string;
  durationMs: number | null;
  thread: Post;
  /** They uploaded it, or are an admin. */
  mayEdit: boolean;
}

const findVideo = statement<
  { id: string },
  { profileId: string | null; audience: 'everybody' | 'members'; language: string; durationMs: number | null }
>('findVideoAccess')`
  select profile_id as "profileId", audience, language, duration_ms as "durationMs" from videos
  where id = ${'id'} and thread_id is not null`;

/** The video where this viewer may watch it and read what is said in it; else NotFound. */
export async function accessVideo(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<AccessedVideo> {
  const [row] = await findVideo(platform.db, { id });
  const nothing = 'There is no such video.';
  if (!row || (row.audience === 'members' && !account)) throw new NotFound(nothing);
  const thread = await accessPost(platform, account, id);
  const { audience, language, durationMs, profileId } = row;
  const { title, slug } = thread;
  const isOwn = profileId !== null && account?.profile?.id === profileId;
  const mayEdit = isOwn || account?.role === 'admin';
  return { id, title, slug, audience, language, durationMs, thread, mayEdit };
}

/** The same for those who may change it; Forbidden for others. */
export async function accessEditableVideo(
  platform: Platform,
  account: Account,
  id: string,
): Promise<AccessedVideo> {
  const video = await accessVideo(platform, account, id);
  if (!video.mayEdit) throw new Forbidden('Only its author and admins can change a video.');
  if (video.thread.removedBy === 'moderator') throw new Forbidden('A moderator has hidden this video.');
  return video;
}
