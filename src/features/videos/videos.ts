import { z } from 'zod';
import { Invalid, NotFound, TooMany } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { textField } from '../../platform/text-field.ts';
import type { Account } from '../accounts/accounts.ts';
import { limits, titleField, topicsField } from '../posts/fields.ts';
import { requireTopics } from '../topics/topics.ts';
import type { NamedAccount } from './video-authors.ts';

export type VideoState = 'uploading' | 'waiting' | 'processing' | 'ready' | 'failed' | 'refused';

/** A video as its author sees it. */
export interface OwnVideo {
  id: string;
  /** Set once it is published. */
  threadId: string | null;
  slug: string;
  title: string;
  body: string;
  topics: string[];
  /** Slugs of profiles. */
  speakers: string[];
  language: string;
  audience: 'everybody' | 'members';
  publishWhenReady: boolean;
  state: VideoState;
  reason: string;
  progress: number;
  folder: string | null;
  durationMs: number | null;
  hasPicture: boolean;
  poster: string | null;
  /** The file that plays without scripts. */
  playsFrom: string | null;
  frames: number;
  renditions: number[];
  /** The bytes that the file under way has in the end. */
  uploadBytes: number | null;
  uploadId: string | null;
}

const findOwn = statement<{ id: string; profileId: string }, OwnVideo>('findOwnVideo')`
  select videos.id, videos.thread_id as "threadId", coalesce(threads.slug::text, '') as slug,
    coalesce(threads.title, videos.draft ->> 'title') as title, coalesce(posts.body, videos.draft ->> 'body') as body,
    case when threads.id is null then array(select jsonb_array_elements_text(videos.draft -> 'topics'))
      else array(
        select topics.slug::text from thread_topics join topics on topics.id = topic_id
        where thread_topics.thread_id = threads.id order by position
      ) end as topics,
    array(
      select profiles.slug::text from speakers join profiles on profiles.id = speakers.profile_id
      where speakers.video_id = videos.id order by position
    ) as speakers,
    videos.language, videos.audience, videos.publish_when_ready as "publishWhenReady", videos.state, videos.reason,
    videos.progress, videos.folder, videos.duration_ms as "durationMs", videos.has_picture as "hasPicture", videos.poster,
    videos.file as "playsFrom", videos.frames, array(select height from renditions where video_id = videos.id order by height desc) as renditions,
    video_uploads.bytes as "uploadBytes", video_uploads.id as "uploadId"
  from videos
  left join threads on threads.id = videos.thread_id
  left join posts on posts.id = videos.thread_id
  left join video_uploads on video_uploads.video_id = videos.id
  where videos.id = ${'id'} and videos.profile_id = ${'profileId'}`;

/** The video, for who has uploaded it. Throws NotFound for everybody else. */
export async function accessOwnVideo(db: Queryable, account: Account, id: string): Promise<OwnVideo> {
  const profileId = account.profile?.id;
  const [video] = profileId ? await findOwn(db, { id, profileId }) : [];
  if (!video) throw new NotFound('There is no such video.');
  return video;
}

export type OwnVideoLine = Pick<OwnVideo, 'id' | 'threadId' | 'slug' | 'title' | 'state' | 'progress'>;

const selectOwn = statement<{ profileId: string }, OwnVideoLine>('listOwnVideos')`
  select videos.id, videos.thread_id as "threadId", coalesce(threads.slug::text, '') as slug,
    coalesce(threads.title, videos.draft ->> 'title') as title, videos.state, videos.progress
  from videos left join threads on threads.id = videos.thread_id
  where videos.profile_id = ${'profileId'}
  order by videos.touched_at desc, videos.id limit 200`;

/** Those that an account has uploaded, what was touched last first. */
export async function listOwnVideos(db: Queryable, account: Account): Promise<OwnVideoLine[]> {
  return account.profile ? await selectOwn(db, { profileId: account.profile.id }) : [];
}

const languageField = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'Write the language as a short code: en, de, pt-BR.')
  .max(35);

const speakersField = z
  .string()
  .max(1000)
  .default('')
  .transform((typed) => [...new Set(typed.split(',').flatMap((name) => name.trim() || []))])
  .refine((names) => names.length <= 20, 'Name up to 20 people.');

export const videoSchema = z.strictObject({
  title: titleField,
  body: textField({ min: 0, max: limits.body.max, what: 'The text' }).default(''),
  topics: topicsField,
  speakers: speakersField,
  language: languageField.default('en'),
  audience: z.enum(['everybody', 'members'], 'Choose who may watch it.').default('everybody'),
  publish: z.enum(['ready', 'later'], 'Choose when to publish it.').default('ready'),
});

export type VideoInput = z.output<typeof videoSchema>;

const countUnderWay = statement<{ profileId: string }, { count: number }>('countVideosUnderWay')`
  select count(*) as count from videos
  where profile_id = ${'profileId'} and state in ('uploading', 'waiting', 'processing', 'failed')`;

interface VideoRow {
  id: string;
  profileId: string;
  draft: string;
  audience: string;
  language: string;
  publishWhenReady: boolean;
  now: Date;
}

const insertVideo = statement<VideoRow, never>('insertVideo')`
  insert into videos (id, profile_id, draft, audience, language, publish_when_ready, touched_at)
  values (${'id'}, ${'profileId'}, ${'draft'}::jsonb, ${'audience'}, ${'language'}, ${'publishWhenReady'}, ${'now'})`;

/**
 * Makes a video that waits for its file. Throws Invalid for topics or speakers that are not there, TooMany for who has
 * as many under way as VIDEO_MAX_UNDER_WAY allows.
 */
export async function createVideo(
  platform: Platform,
  account: NamedAccount,
  input: VideoInput,
): Promise<string> {
  const { db, config, clock, random } = platform;
  const id = newId(random);
  const profileId = account.profile.id;
  const topics = await requireTopics(db, input.topics);
  const draft = { title: input.title, body: input.body, topics: topics.map(({ slug }) => slug) };
  await db.transaction(async (tx) => {
    await lockProfile(tx, { profileId });
    const [underWay] = await countUnderWay(tx, { profileId });
    if ((underWay?.count ?? 0) >= config.VIDEO_MAX_UNDER_WAY)
      throw new TooMany('You have as many videos under way as fit. Finish or delete one first.', 60);
    const { audience, language, publish } = input;
    const row = { id, profileId, draft: JSON.stringify(draft), audience, language };
    await insertVideo(tx, { ...row, publishWhenReady: publish === 'ready', now: clock.now() });
    await setSpeakers(tx, id, input.speakers);
  });
  return id;
}

// Two forms sent at once take turns.
const lockProfile = statement<{ profileId: string }, never>('lockVideoAuthor')`
  select from profiles where id = ${'profileId'} for update`;

const deleteSpeakers = statement<{ id: string }, never>('deleteSpeakers')`
  delete from speakers where video_id = ${'id'}`;

const insertSpeakers = statement<{ id: string; slugs: string[] }, { slug: string }>('insertSpeakers')`
  insert into speakers (video_id, position, profile_id)
  select ${'id'}, min(position), profiles.id
  from unnest(${'slugs'}::text[]) with ordinality as named (slug, position)
  join profiles on profiles.slug = named.slug and not profiles.former
  group by profiles.id
  returning (select slug::text from profiles where profiles.id = profile_id) as slug`;

/** Says who speaks in it, by the names in the addresses of their pages. Throws Invalid where there is nobody of a name. */
export async function setSpeakers(tx: Tx, id: string, slugs: readonly string[]): Promise<void> {
  await deleteSpeakers(tx, { id });
  const found = await insertSpeakers(tx, { id, slugs: [...slugs] });
  const missing = slugs.find((slug) => !found.some((speaker) => speaker.slug === slug));
  if (missing !== undefined)
    throw new Invalid({
      speakers: `There is nobody called “${missing}”: copy the name from the address of their page.`,
    });
}
