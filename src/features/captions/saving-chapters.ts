import { Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { accessEditableVideo } from '../videos/watch-access.ts';
import type { Chapter } from './chapters.ts';
import { checkChapters, readChapters } from './chapters.ts';
import { troubleWords } from './read-captions.ts';
import { changeWords } from './tracks.ts';

const clearChapters = statement<{ videoId: string }, never>('clearChapters')`
  delete from chapters where video_id = ${'videoId'}`;

const insertChapters = statement<{ videoId: string; starts: number[]; titles: string[] }, never>(
  'insertChapters',
)`
  insert into chapters (video_id, starts_ms, title)
  select ${'videoId'}, starts, title from unnest(${'starts'}::integer[], ${'titles'}::text[]) as given (starts, title)`;

/** Puts these in place of those that there were. */
export async function putChapters(tx: Tx, videoId: string, chapters: readonly Chapter[]): Promise<void> {
  await clearChapters(tx, { videoId });
  const starts = chapters.map(({ startsMs }) => startsMs);
  await insertChapters(tx, { videoId, starts, titles: chapters.map(({ title }) => title) });
}

/** What an author has written, a line each, or as chapters. Throws Invalid with those that cannot be taken. */
export async function saveChapters(
  platform: Platform,
  account: Account,
  { videoId, ...given }: { videoId: string } & ({ lines: string } | { chapters: readonly Chapter[] }),
): Promise<void> {
  const { durationMs } = await accessEditableVideo(platform, account, videoId);
  const isText = 'lines' in given;
  const { chapters, troubles } = isText
    ? readChapters(given.lines, durationMs)
    : checkChapters(given.chapters, durationMs);
  const unit = isText ? 'Line' : 'Chapter';
  if (troubles.length > 0) throw new Invalid({ chapters: troubleWords(troubles, { unit }) });
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => await putChapters(tx, videoId, chapters));
  });
}

const findChapters = statement<{ videoId: string }, Chapter>('findChapters')`
  select starts_ms as "startsMs", title from chapters where video_id = ${'videoId'} order by starts_ms`;

export async function listChapters(db: Queryable, videoId: string): Promise<Chapter[]> {
  return await findChapters(db, { videoId });
}
