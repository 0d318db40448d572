import { Conflict, Invalid } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { makePicture } from './picture.ts';
import { announceThread, lockThreadRow, publish } from '../posts/publishing.ts';
import { requireTopics } from '../topics/topics.ts';
import { isShared, mediaKey, removeFolder } from './keeping-made.ts';
import { publishVideo } from './publishing-video.ts';
import { processJob, removeUpload } from './uploads.ts';
import type { OwnVideo, VideoInput } from './videos.ts';
import { setSpeakers } from './videos.ts';

const updateDraft = statement<{ id: string; draft: string }, never>('saveVideoDraft')`
  update videos set draft = ${'draft'}::jsonb where id = ${'id'} and thread_id is null`;

const updateSettings = statement<
  { id: string; audience: string; language: string; publishWhenReady: boolean },
  never
>('saveVideoSettings')`
  update videos set audience = ${'audience'}, language = ${'language'}, publish_when_ready = ${'publishWhenReady'}
  where id = ${'id'}`;

/**
 * Saves what its author says of a video. Title, text and topics only until it is published: from then on they are those of
 * a post, which keeps its revisions. Throws Invalid for topics or speakers that are not there.
 */
export async function saveDetails(platform: Platform, video: OwnVideo, input: VideoInput): Promise<void> {
  const { id, threadId } = video;
  const topics = threadId ? [] : await requireTopics(platform.db, input.topics);
  const { title, body, audience, language } = input;
  await platform.db.transaction(async (tx) => {
    if (threadId) await lockThreadRow(tx, threadId);
    else
      await updateDraft(tx, {
        id,
        draft: JSON.stringify({ title, body, topics: topics.map(({ slug }) => slug) }),
      });
    await updateSettings(tx, { id, audience, language, publishWhenReady: input.publish === 'ready' });
    await setSpeakers(tx, id, input.speakers);
    // What is said in it is searched by those alone who may read it.
    if (threadId) await publish(platform, tx, { threadId, postId: threadId });
  });
}

export async function publishNow(platform: Platform, { id }: OwnVideo): Promise<void> {
  await platform.db.transaction(async (tx) => await publishVideo(platform, tx, id));
}

const updateAttempts = statement<{ id: string; now: Date }, { id: string }>('tryVideoAgain')`
  update videos set state = 'waiting', reason = '', attempts = 0, progress = 0, touched_at = ${'now'}
  where id = ${'id'} and state = 'failed' and original is not null returning id`;

/** Lets a video that was parked be tried again. Throws Conflict for one that was not. */
export async function tryAgain(platform: Platform, { id }: OwnVideo): Promise<void> {
  const { db, clock, jobs } = platform;
  await db.transaction(async (tx) => {
    const [tried] = await updateAttempts(tx, { id, now: clock.now() });
    if (!tried) throw new Conflict('This video is not waiting for another attempt.');
    await jobs.send(tx, processJob, {}, { key: 'once' });
  });
}

const updatePoster = statement<{ id: string; folder: string; poster: string }, { before: string | null }>(
  'setPoster',
)`
  with earlier as (select id, poster from videos where id = ${'id'} and folder = ${'folder'} for update)
  update videos set poster = ${'poster'} from earlier where videos.id = earlier.id returning earlier.poster as before`;

/** One of the frames, by its number. */
export async function chooseFrame(platform: Platform, video: OwnVideo, frame: number): Promise<void> {
  if (!Number.isInteger(frame) || frame < 1 || frame > video.frames)
    throw new Invalid({ frame: 'Choose one of the pictures.' });
  await setPoster(platform, video, `frame-${frame}.jpg`);
}

/** An image of the author's own, made anew from its pixels. Throws Invalid for what is none. */
export async function usePicture(platform: Platform, video: OwnVideo, upload: Buffer): Promise<void> {
  if (!video.folder) throw new Conflict('Its picture can be chosen once the video is ready.');
  const name = `poster-${platform.random.bytes(6).toString('hex')}.jpg`;
  await platform.files.write(mediaKey(video.folder, name), await makePicture(upload));
  await setPoster(platform, video, name);
}

async function setPoster(
  platform: Platform,
  { id, folder, threadId }: OwnVideo,
  poster: string,
): Promise<void> {
  const [set] = await platform.db.transaction(async (tx) => {
    if (threadId) await lockThreadRow(tx, threadId);
    const rows = folder ? await updatePoster(tx, { id, folder, poster }) : [];
    if (threadId) await announceThread(platform, tx, threadId);
    return rows;
  });
  if (!set) throw new Conflict('Its picture can be chosen once the video is ready.');
  if (folder && set.before?.startsWith('poster-')) await platform.files.remove(mediaKey(folder, set.before));
}

const deleteVideo = statement<{ id: string }, { original: string | null; folder: string | null }>(
  'deleteVideo',
)`
  delete from videos where id = ${'id'} and (thread_id is null
    or exists (select from removals where post_id = thread_id and by = 'author'))
  returning original, folder`;

/**
 * Deletes a video that was not published, also while it is made ready: whoever works at it finds out and stops. Of a
 * published one whose post its author has taken down, what there was to watch. Throws Conflict for one that is public.
 */
export async function deleteOwnVideo(platform: Platform, video: OwnVideo): Promise<void> {
  const deleted = await platform.db.transaction(async (tx: Tx) => {
    if (video.threadId) await lockThreadRow(tx, video.threadId);
    const [row] = await deleteVideo(tx, { id: video.id });
    if (!row) throw new Conflict('Delete its post first: what was published is taken down there.');
    return row;
  });
  if (deleted.original && !(await isShared(platform.db, deleted.original)))
    await platform.files.remove(deleted.original);
  if (deleted.folder) await removeFolder(platform, deleted.folder);
  if (video.uploadId) await removeUpload(platform, video.uploadId);
}
