import { readCaptions } from '../../../src/features/captions/read-captions.ts';
import { putCaptions } from '../../../src/features/captions/tracks.ts';
import { addComment } from '../../../src/features/comments/comments.ts';
import { saveNotes } from '../../../src/features/videos/video-notes.ts';
import type { TestCommunity } from '../../community.ts';
import type { Place } from './world.ts';

/** What is said in the threads "video" and "members-video", a suggestion of what it should be, notes, and a series. */
export async function addWatched(
  community: TestCommunity,
  wordsOf: (name: string) => string,
): Promise<[string, Place][]> {
  const { platform, answerer, asker, colleague } = community;
  const { pool } = platform.db;
  const { cues } = readCaptions('WEBVTT\n\n00:00.000 --> 00:00.900\nSomething that is said.\n');
  const said = async (videoId: string) =>
    await platform.db.transaction(async (tx) => {
      return await putCaptions(platform, tx, { videoId, lang: 'en', source: 'author', cues });
    });
  const [track, membersTrack] = [await said('videoThread'), await said('membersVideo')];
  await said('readyVideo1');
  await pool.query(
    `insert into caption_suggestions (id, track_id, suggester_key, starts_ms, was, becomes)
    values ('suggestion1', $1, decode(repeat('0', 32), 'hex'), 0, 'Something that is said.', 'Something else is said.')`,
    [track],
  );
  await saveNotes(platform, asker.account, { video: 'videoThread', text: wordsOf('notes') });
  const profileId = answerer.account.profile?.id;
  await pool.query(`insert into series (slug, name, profile_id) values ('a-series', 'A series', $1)`, [
    profileId,
  ]);
  await pool.query(
    `insert into series_videos (series_slug, position, video_id) values ('a-series', 1, 'videoThread'), ('a-series', 2, 'membersVideo')`,
  );
  const comment = { onId: 'videoThread', body: wordsOf('video-comment'), byline: 'member' } as const;
  const { id: commentId } = await addComment(platform, colleague.account, comment);
  return [
    ['video-comment', { id: commentId, at: `/videos/videoThread/a-thread#p-${commentId}` }],
    ['track', { track, revision: '1', video: 'videoThread' }],
    ['members-track', { track: membersTrack, revision: '1', video: 'membersVideo' }],
    ['said', { id: 'videoThread', lang: 'en' }],
    ['said-to-members', { id: 'membersVideo', lang: 'en' }],
    ['said-before', { id: 'readyVideo1', lang: 'en' }],
    ['unsaid', { id: 'videoThread', lang: 'de' }],
    ['suggestion', { id: 'suggestion1' }],
    ['series', { slug: 'a-series', at: '/series/a-series' }],
    ['series-feed', { file: 'a-series.rss' }],
  ];
}
