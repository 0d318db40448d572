import type { Account } from '../src/features/accounts/accounts.ts';
import { announceAma, announcementSchema } from '../src/features/amas/announcing.ts';
import type { Platform } from '../src/platform/platform.ts';

/** An AMA of theirs that has been live for a minute, whatever the day; its topic must be there. */
export async function addLiveAma(
  platform: Platform,
  host: Account,
  topic: string,
): Promise<{ id: string; path: string }> {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const when = { startDate: tomorrow, startTime: '17:00', endDate: '', endTime: '19:00', zone: 'UTC' };
  const title = 'I led three reorgs at a bank. Ask me anything.';
  const typed = announcementSchema.parse({ title, body: 'Ask what you like.', topics: topic, ...when });
  const { id, slug } = await announceAma(platform, host, typed);
  const { pool } = platform.db;
  await pool.query(
    "update threads set starts_at = now() - interval '1 minute', ends_at = now() + interval '2 hours' where id = $1",
    [id],
  );
  await pool.query("update amas set state = 'live' where thread_id = $1", [id]);
  return { id, path: `/amas/${id}/${slug}` };
}
