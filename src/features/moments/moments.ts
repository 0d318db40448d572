import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { mediaAddress } from '../videos/media-addresses.ts';
import type { Moment } from './moment.ts';

/** A moment of a video, as a post that points to it shows it. */
export interface ShownMoment {
  postId: string;
  videoId: string;
  slug: string;
  title: string;
  atMs: number;
  /** What is said there; empty where not everybody may read it. */
  words: string;
  asked: boolean;
  /** To play it on the spot, where everybody may watch. */
  file: string | null;
  fileType: string | null;
  poster: string | null;
}

interface MomentRow extends Omit<ShownMoment, 'file' | 'poster'> {
  folder: string | null;
  file: string | null;
  poster: string | null;
}

const findOfThread = statement<{ threadId: string }, MomentRow>('findMomentsOfThread')`
  select moments.post_id as "postId", videos.id as "videoId", threads.slug, threads.title, moments.at_ms as "atMs",
    moments.asked, case when videos.audience = 'everybody' then moments.words else '' end as words,
    case when videos.audience = 'everybody' and videos.state = 'ready' then videos.folder end as folder,
    videos.file, videos.file_type as "fileType", videos.poster
  from posts
  join moments on moments.post_id = posts.id
  join videos on videos.id = moments.video_id
  join threads on threads.id = videos.thread_id
  where posts.thread_id = ${'threadId'} and videos.id <> ${'threadId'}
    and exists (select from public_posts where public_posts.id = videos.id)
  order by moments.asked desc, threads.title, moments.at_ms`;

/** The moments that the posts of a thread point to, those that were asked at first. */
export async function listMomentsOfThread(platform: Platform, threadId: string): Promise<ShownMoment[]> {
  const rows = await findOfThread(platform.db, { threadId });
  return rows.map(({ folder, file, poster, ...moment }) => {
    const addressOf = (name: string | null) =>
      folder && name ? mediaAddress(platform, { folder, isOpen: true }, name) : null;
    return { ...moment, file: addressOf(file), poster: addressOf(poster) };
  });
}

/** A question that points to a moment of a video: asked there, or answered by it. */
export interface MomentOfVideo {
  atMs: number;
  asked: boolean;
  questionId: string;
  slug: string;
  kind: string;
  title: string;
  answers: number;
}

const findOfVideo = statement<{ videoId: string }, MomentOfVideo>('findMomentsOfVideo')`
  select min(moments.at_ms) as "atMs", bool_or(moments.asked) as asked, threads.id as "questionId", threads.slug, threads.kind,
    threads.title, threads.answers
  from moments
  join public_posts as posts on posts.id = moments.post_id
  join threads on threads.id = posts.thread_id
  where moments.video_id = ${'videoId'} and threads.id <> ${'videoId'}
  group by threads.id
  order by "atMs", threads.id limit 200`;

/** In the order of the time line. */
export async function listMomentsOfVideo(db: Queryable, videoId: string): Promise<MomentOfVideo[]> {
  return await findOfVideo(db, { videoId });
}

const findSaid = statement<{ videoId: string; atMs: number }, AskedMoment>('findMomentToAskAt')`
  select threads.id as "videoId", threads.slug, threads.title, least(${'atMs'}::integer, coalesce(duration_ms, ${'atMs'}::integer)) as "atMs",
    case when audience = 'everybody' then words_at(videos.id, ${'atMs'}::integer) else '' end as words
  from videos join threads on threads.id = videos.thread_id
  where videos.id = ${'videoId'} and exists (select from public_posts where public_posts.id = videos.id)`;

/** The moment that a question is being asked at. */
export interface AskedMoment {
  videoId: string;
  slug: string;
  title: string;
  atMs: number;
  words: string;
}

/** Null where there is no such video, or none any more. */
export async function findMomentToAskAt(db: Queryable, moment: Moment | null): Promise<AskedMoment | null> {
  const [found] = moment ? await findSaid(db, { videoId: moment.videoId, atMs: moment.atMs }) : [];
  return found ?? null;
}
