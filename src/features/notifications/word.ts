import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

export const wordJob = 'send-word';

/**
 * Sees to it that the author of a post hears by mail of what was written on it. The job names the post
 * and no account, and waits 5 to 15 minutes, so that one mail tells of several replies and its time of none.
 */
export async function enqueueWord(platform: Platform, tx: Tx, postId: string): Promise<void> {
  const delay = (5 * 60 + platform.random.integer(10 * 60)) * 1000;
  const startAfter = new Date(platform.clock.now().getTime() + delay);
  await platform.jobs.send(tx, wordJob, { postId }, { key: postId, startAfter });
}
