import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

export const videoWordJob = 'send-video-word';

/** That it is ready or cannot be made so; or that corrections of what is said in it wait. */
export type VideoWord = 'made' | 'suggested';

/**
 * Sees to it that the author of a video hears by mail what became of it. The job names the video and nobody; word of
 * suggestions waits 5 to 15 minutes, so that one mail tells of several.
 */
export async function enqueueVideoWord(
  platform: Pick<Platform, 'jobs' | 'clock' | 'random'>,
  tx: Tx,
  { videoId, word }: { videoId: string; word: VideoWord },
): Promise<void> {
  const delay = word === 'made' ? 0 : (5 * 60 + platform.random.integer(10 * 60)) * 1000;
  const startAfter = new Date(platform.clock.now().getTime() + delay);
  await platform.jobs.send(tx, videoWordJob, { videoId, word }, { key: `${word} ${videoId}`, startAfter });
}
