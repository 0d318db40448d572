import { statement } from '../../platform/db.ts';
import { sweepWorkFolders } from '../../platform/media/work-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { sweepUploads } from './uploads.ts';

const day = 24 * 60 * 60 * 1000;

const findKnown = statement<{ keys: string[]; folders: string[] }, { known: string }>('findKnownMedia')`
  select original as known from videos where original = any (${'keys'}::text[])
  union all
  select folder::text from videos where folder = any (${'folders'}::text[])
  union all
  select caption #>> '{file,stored}' from threads cross join jsonb_array_elements(recording -> 'captions') as caption
  where kind = 'video' and caption #>> '{file,stored}' = any (${'keys'}::text[])`;

const deleteAbandoned = statement<{ before: Date }, never>('deleteAbandonedVideos')`
  delete from videos where thread_id is null and state in ('uploading', 'refused') and touched_at < ${'before'}
    and not exists (select from video_uploads where video_id = videos.id)`;

/**
 * Removes what nobody will ask for any more: files that did not arrive within a day, videos that never got one for a month,
 * files that belong to no video, what processes that died were working at.
 */
export async function sweepVideos(platform: Platform): Promise<void> {
  const { db, clock, config } = platform;
  await sweepUploads(platform);
  await deleteAbandoned(db, { before: new Date(clock.now().getTime() - 30 * day) });
  // By the time of the machine, which is what files carry.
  const before = new Date(Date.now() - day);
  await sweepWorkFolders(config, before);
  await platform.files.sweep(before);
  await sweepFiles(platform, before);
}

/** What an upload, the making ready, and an import have put there. */
const ours = /^(?:originals\/|videos\/|[0-9a-f]{64}(?:\.\w+)?$)/;

async function sweepFiles({ db, files }: Platform, before: Date): Promise<void> {
  let batch: string[] = [];
  const sweep = async () => {
    const folders = batch.map((key) => key.split('/')[1] ?? '');
    const known = new Set((await findKnown(db, { keys: batch, folders })).map((row) => row.known));
    for (const key of batch) {
      if (!known.has(key) && !known.has(key.split('/')[1] ?? '')) await files.remove(key);
    }
    batch = [];
  };
  for await (const { key, modified } of files.list('')) {
    if (modified >= before || !ours.test(key)) continue;
    batch.push(key);
    if (batch.length === 500) await sweep();
  }
  await sweep();
}
