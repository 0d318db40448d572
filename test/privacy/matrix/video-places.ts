import type { TestCommunity } from '../../community.ts';
import type { Place } from './world.ts';

const folders = { open: '1'.repeat(32), members: '2'.repeat(32), unpublished: '3'.repeat(32) };

/**
 * Videos of the answerer's, whom admins have chosen: one whose file is arriving, one that could not be made ready, one
 * that is ready and not published. And what there is to watch of the thread "video".
 */
export async function addVideos(
  community: TestCommunity,
  wordsOf: (name: string) => string,
): Promise<[string, Place][]> {
  const { platform, answerer } = community;
  const { pool } = platform.db;
  const profileId = answerer.account.profile?.id;
  await pool.query('insert into video_authors (profile_id) values ($1)', [profileId]);
  const draft = JSON.stringify({ title: wordsOf('own-video'), body: '', topics: ['tech-lead'] });
  const ready = `state = 'ready', original = null, duration_ms = 1000, file = 'video.mp4', frames = 6`;
  const insert = `insert into videos (id, profile_id, draft, original, publish_when_ready) values ($1, $2, $3, 'none', false)`;
  for (const id of ['ownVideo111', 'failedVideo', 'readyVideo1', 'silentVideo'])
    await pool.query(insert, [id, profileId, draft]);
  await pool.query(
    `insert into video_uploads (id, video_id, bytes, expires_at) values ($1, 'ownVideo111', 10, '2026-06-01')`,
    ['0'.repeat(32)],
  );
  await pool.query(
    `update videos set state = 'failed', attempts = 3, reason = 'It failed.' where id = 'failedVideo'`,
  );
  await pool.query(`update videos set ${ready}, folder = $1 where id = 'readyVideo1'`, [folders.unpublished]);
  await pool.query(`update videos set ${ready}, folder = $1 where id = 'silentVideo'`, ['5'.repeat(32)]);
  await pool.query(
    `insert into videos (id, thread_id, profile_id) values ('videoThread', 'videoThread', $1) on conflict do nothing`,
    [profileId],
  );
  await pool.query(`update videos set ${ready}, folder = $1 where id = 'videoThread'`, [folders.open]);
  await pool.query(
    `with thread as (insert into threads (id, kind, title, slug) values ('membersVideo', 'video', 'For members', 'a-thread'))
    insert into posts (id, thread_id, kind, profile_id, body, body_html, html_version, at)
    values ('membersVideo', 'membersVideo', 'video', $1, 'Notes.', '<p>Notes.</p>', 1, '2026-05-01')`,
    [profileId],
  );
  await pool.query(
    `insert into videos (id, thread_id, profile_id, audience) values ('membersVideo', 'membersVideo', $1, 'members')`,
    [profileId],
  );
  await pool.query(`update videos set ${ready}, folder = $1 where id = 'membersVideo'`, [folders.members]);
  for (const folder of Object.values(folders))
    await platform.files.write(`videos/${folder}/video.mp4`, Buffer.from('a film'));
  const media = (folder: string) => ({ grant: 'open', folder, file: 'video.mp4' });
  return [
    ['own-video', { id: 'ownVideo111', at: '/videos/own/ownVideo111' }],
    ['failed-video', { id: 'failedVideo', at: '/videos/own/failedVideo' }],
    ['ready-video', { id: 'readyVideo1', at: '/videos/own/readyVideo1' }],
    ['video-without-words', { id: 'silentVideo', at: '/videos/own/silentVideo' }],
    ['upload', { id: 'ownVideo111', upload: '0'.repeat(32) }],
    ['members-video', { id: 'membersVideo', slug: 'a-thread', at: '/videos/membersVideo/a-thread' }],
    ['open-media', media(folders.open)],
    ['members-media', media(folders.members)],
    ['unpublished-media', media(folders.unpublished)],
    ['video-author', { id: profileId ?? '' }],
  ];
}
