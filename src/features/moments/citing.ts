import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Moment } from './moment.ts';
import { citedMoments } from './moment.ts';

/** A video that a post points to, and under whose name it is; null where under none. */
export interface AskedVideo {
  videoId: string;
  profileId: string | null;
}

// What was said there stays with the moment, so that it is found again when captions change.
const insertMoments = statement<
  { postId: string; videoIds: string[]; times: number[]; asked: boolean },
  AskedVideo
>('insertMoments')`
  insert into moments (post_id, video_id, at_ms, words, asked)
  select ${'postId'}, videos.id, least(at_ms, coalesce(duration_ms, at_ms)), words_at(videos.id, at_ms), ${'asked'}
  from unnest(${'videoIds'}::text[], ${'times'}::integer[]) as given (id, at_ms) join videos using (id)
  where videos.thread_id is not null
  on conflict do nothing
  returning video_id as "videoId", (select profile_id from posts where posts.id = video_id) as "profileId"`;

const deleteCited = statement<{ postId: string }, { videoId: string }>('deleteCitedMoments')`
  delete from moments where post_id = ${'postId'} and not asked returning video_id as "videoId"`;

/** Keeps which moments a post's text links to; returns the videos whose pages show it, or did. */
export async function citeMoments(tx: Tx, { id, html }: { id: string; html: string }): Promise<string[]> {
  const cited = await insert(tx, { id, moments: citedMoments(html), asked: false });
  return cited.map(({ videoId }) => videoId);
}

/** The same for a post that may have linked elsewhere before. */
export async function citeMomentsAnew(tx: Tx, post: { id: string; html: string }): Promise<string[]> {
  const before = await deleteCited(tx, { postId: post.id });
  return [...before.map(({ videoId }) => videoId), ...(await citeMoments(tx, post))];
}

/** A question that is asked at a moment. Nothing is kept where there is no such video, and null returned. */
export async function anchorQuestion(tx: Tx, id: string, moment: Moment): Promise<AskedVideo | null> {
  const [video = null] = await insert(tx, { id, moments: [moment], asked: true });
  return video;
}

async function insert(
  tx: Tx,
  { id, moments, asked }: { id: string; moments: readonly Moment[]; asked: boolean },
): Promise<AskedVideo[]> {
  if (moments.length === 0) return [];
  const videoIds = moments.map(({ videoId }) => videoId);
  const times = moments.map(({ atMs }) => atMs);
  return await insertMoments(tx, { postId: id, videoIds, times, asked });
}
