import { readCaptions } from '../src/features/captions/read-captions.ts';
import { putChapters } from '../src/features/captions/saving-chapters.ts';
import { putCaptions } from '../src/features/captions/tracks.ts';
import { readChapters } from '../src/features/captions/chapters.ts';
import { insertPost } from '../src/features/posts/posts.ts';
import { publishNew } from '../src/features/posts/publishing.ts';
import type { OpenPlatform } from '../src/platform/open.ts';
import { newId } from '../src/platform/random.ts';
import { slugify } from '../src/platform/text.ts';
import type { Member } from './community.ts';

export interface NewVideo {
  title?: string;
  body?: string;
  audience?: 'everybody' | 'members';
  durationMs?: number;
  /** By language, each a WebVTT file. */
  captions?: Record<string, string>;
  /** Lines of times and titles. */
  chapters?: string;
  topicIds?: string[];
  /** Their content by name, as they lie in the video's folder. */
  files?: Record<string, Uint8Array>;
}

export interface AddedVideo {
  id: string;
  slug: string;
  path: string;
  folder: string;
}

/** A video of two minutes that can be watched, as if it had been uploaded and processed. */
export async function addVideo(
  platform: OpenPlatform,
  member: Pick<Member, 'account'>,
  video: NewVideo = {},
): Promise<AddedVideo> {
  const {
    title = 'How we moved payments to events',
    body = 'The first minute is the gist.',
    topicIds = [],
  } = video;
  const { profile } = member.account;
  if (!profile) throw new Error('videos are published under a name');
  const id = newId(platform.random);
  const slug = slugify(title);
  const folder = Buffer.from(platform.random.bytes(16)).toString('hex');
  const names = Object.keys(video.files ?? { 'video.mp4': 0, 'poster.jpg': 0 });
  const file = names.find((name) => name === 'video.mp4') ?? null;
  const poster = names.find((name) => name === 'poster.jpg') ?? null;
  const playlist = names.find((name) => name.endsWith('.m3u8')) ?? null;
  for (const [name, bytes] of Object.entries(video.files ?? {}))
    await platform.files.write(`videos/${folder}/${name}`, bytes);
  await platform.db.transaction(async (tx) => {
    const { client } = tx;
    await client.query(`insert into threads (id, kind, title, slug, tldr) values ($1, 'video', $2, $3, '')`, [
      id,
      title,
      slug,
    ]);
    for (const [place, topicId] of topicIds.entries())
      await client.query('insert into thread_topics (thread_id, topic_id, position) values ($1, $2, $3)', [
        id,
        topicId,
        place,
      ]);
    const post = { id, threadId: id, kind: 'video', onId: null, body, at: platform.clock.now() } as const;
    await insertPost(tx, { ...post, authorId: null, profileId: profile.id });
    await client.query(
      `insert into videos (id, thread_id, profile_id, audience, state, folder, duration_ms, width, height, file, file_type, poster, playlist)
      values ($1, $1, $2, $3, 'ready', $4, $5, 640, 360, $6, 'video/mp4', $7, $8)`,
      [
        id,
        profile.id,
        video.audience ?? 'everybody',
        folder,
        video.durationMs ?? 120_000,
        file,
        poster,
        playlist,
      ],
    );
    for (const [lang, source] of Object.entries(video.captions ?? {})) {
      const { cues, troubles } = readCaptions(source);
      if (troubles[0]) throw new Error(`line ${troubles[0].line}: ${troubles[0].reason}`);
      await putCaptions(platform, tx, { videoId: id, lang, source: 'author', cues });
    }
    await putChapters(tx, id, readChapters(video.chapters ?? '', null).chapters);
    await publishNew(platform, tx, { threadId: id, lists: topicIds });
  });
  return { id, slug, path: `/videos/${id}/${slug}`, folder };
}

/** Captions of a short talk: two speakers, a minute and a half. */
export const talk = `WEBVTT

00:00.500 --> 00:04.000
<v Ada Example>Good morning. This is a talk about moving payments.

00:04.200 --> 00:09.000
<v Ada Example>We had one ledger, and everybody was afraid of it.

00:30.000 --> 00:36.000
<v Joe Guest>How did you know that the events were complete?

00:36.200 --> 00:44.000
<v Ada Example>We counted them twice, with reconciliation every night.

01:10.000 --> 01:20.000
<v Ada Example>In the end nobody noticed the migration.
`;
