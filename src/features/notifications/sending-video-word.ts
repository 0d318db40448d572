import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { findMailed } from './sending-word.ts';
import type { ToldVideo } from './video-mail.ts';
import { madeMail, suggestedMail } from './video-mail.ts';

interface Row extends ToldVideo {
  accountId: string | null;
}

const findVideo = statement<{ videoId: string }, Row>('findVideoToTell')`
  select videos.id, threads.slug, coalesce(threads.title, videos.draft ->> 'title') as title, videos.state, videos.reason,
    profiles.account_id as "accountId", (
      select count(*)::integer from caption_suggestions join caption_tracks on caption_tracks.id = track_id
      where caption_tracks.video_id = videos.id
    ) as suggestions
  from videos
  join profiles on profiles.id = videos.profile_id
  left join threads on threads.id = videos.thread_id
  where videos.id = ${'videoId'} and not exists (select from removals where removals.post_id = videos.thread_id)`;

/**
 * Tells the author of a video by mail what became of it, as it is now: nothing where it was deleted or taken down, is being
 * made ready again, or every suggestion has been decided on.
 */
export async function sendVideoWord(
  platform: Platform,
  { videoId, word }: { videoId: string; word: string },
): Promise<void> {
  const [video] = await findVideo(platform.db, { videoId });
  const account = video ? await findMailed(platform, video.accountId) : null;
  if (!video || !account?.email) return;
  const { COMMUNITY_NAME: communityName, origin } = platform.config;
  const mail = (word === 'suggested' ? suggestedMail : madeMail)({ communityName, origin }, video);
  if (mail) await platform.mail.send({ to: account.email, ...mail });
}
