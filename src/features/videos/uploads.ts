import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Conflict, Invalid, TooMany, Unavailable } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { longestWait, uploadHold } from './upload-locker.ts';
import type { OwnVideo } from './videos.ts';

export const processJob = 'process-videos';

/** Where what is arriving lies, on this machine: the file by the id of its upload, and what the protocol notes of it. */
export function uploadsFolder({ config }: Pick<Platform, 'config'>): string {
  return join(config.dataDir, 'uploads');
}

const day = 24 * 60 * 60 * 1000;
/** Bytes of the disk that stay free. */
const reserve = 512 * 1024 * 1024;

export function mostBytes({ config }: Pick<Platform, 'config'>): number {
  return config.VIDEO_MAX_MB * 1024 * 1024;
}

export function tooLarge({ config }: Pick<Platform, 'config'>): string {
  return `A video may have up to ${config.VIDEO_MAX_MB} MB. Export it smaller, or in parts.`;
}

/** Whether a file may arrive for it now. Throws Conflict where there is one already. */
export function requireAwaited({ state }: Pick<OwnVideo, 'state'>): void {
  if (state !== 'uploading' && state !== 'refused') throw new Conflict(isHere);
}

const isHere = 'The file of this video is here already. Make another one for another file.';

const putUpload = statement<
  { id: string; videoId: string; bytes: number; expiresAt: Date; now: Date },
  { replaced: string | null }
>('beginVideoUpload')`
  with video as (
    update videos set state = 'uploading', reason = '', touched_at = ${'now'}
    where id = ${'videoId'} and state in ('uploading', 'refused') returning id
  ), earlier as (select id from video_uploads where video_id = ${'videoId'}), added as (
    insert into video_uploads (id, video_id, bytes, expires_at)
    select ${'id'}, video.id, ${'bytes'}, ${'expiresAt'} from video
    on conflict (video_id) do update set id = excluded.id, bytes = excluded.bytes, expires_at = excluded.expires_at
  )
  select (select id from earlier) as replaced from video`;

/** Who sends a file, and for which video. */
export interface Sending {
  account: Account;
  video: OwnVideo;
}

/**
 * Begins to receive so many bytes; an earlier beginning is given up. Throws Invalid for what is too much, TooMany for more
 * files than a day has, Conflict where one is here already.
 */
export async function beginUpload(
  platform: Platform,
  { account, video }: Sending,
  { id, bytes }: { id: string; bytes: number },
): Promise<void> {
  const { db, clock } = platform;
  requireAwaited(video);
  if (bytes > mostBytes(platform)) throw new Invalid({ file: tooLarge(platform) });
  await requireRoom(platform, bytes);
  await countFile(platform, account);
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + day);
  const [begun] = await putUpload(db, { id, videoId: video.id, bytes, expiresAt, now });
  if (!begun) throw new Conflict(isHere);
  if (begun.replaced) await removeUpload(platform, begun.replaced);
}

async function countFile(platform: Platform, account: Account): Promise<void> {
  try {
    await useLimit(platform, account, 'videoFile');
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    const files = platform.config.VIDEO_MAX_A_DAY;
    throw new TooMany(
      `You have sent as many files as one may within a day (${files}). Send this one tomorrow.`,
      error.retryAfter,
    );
  }
}

async function requireRoom(platform: Platform, bytes: number): Promise<void> {
  await mkdir(uploadsFolder(platform), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(uploadsFolder(platform));
  if (bavail * bsize < bytes + reserve) throw new Invalid({ file: noRoom });
}

export const noRoom = 'There is no room left for it on this server. Its admins have to make some first.';

/** What has arrived, and the protocol's note of it, are gone. */
export async function removeUpload(platform: Platform, id: string): Promise<void> {
  for (const name of [id, `${id}.json`]) await rm(join(uploadsFolder(platform), name), { force: true });
}

/** How many bytes have arrived. */
export async function arrivedBytes(platform: Platform, id: string): Promise<number> {
  const found = await stat(join(uploadsFolder(platform), id)).catch(() => null);
  return found?.size ?? 0;
}

const endUpload = statement<{ uploadId: string; original: string; now: Date }, { id: string }>(
  'endVideoUpload',
)`
  with upload as (delete from video_uploads where id = ${'uploadId'} returning video_id)
  update videos set state = 'waiting', reason = '', progress = 0, attempts = 0, original = ${'original'}, touched_at = ${'now'}
  from upload where videos.id = upload.video_id
  returning videos.id`;

const findUpload = statement<{ id: string }, { videoId: string }>('findVideoUpload')`
  select video_id as "videoId" from video_uploads where id = ${'id'}`;

/**
 * The file has arrived whole: it is kept among the files, and the video waits for its turn. May be called again, also at
 * once and by several processes, where nobody knows how it ended; false where there is no such upload (any more).
 */
export async function finishUpload(platform: Platform, uploadId: string): Promise<boolean> {
  const hold = await platform.holds.wait(uploadHold(uploadId), longestWait);
  if (!hold) throw new Unavailable('What has arrived is being put away. Ask again in a moment.');
  try {
    const [upload] = await findUpload(platform.db, { id: uploadId });
    if (upload) await takeUpload(platform, uploadId);
    return upload !== undefined;
  } finally {
    await hold.release();
  }
}

async function takeUpload(platform: Platform, uploadId: string): Promise<void> {
  const { db, files, clock, jobs } = platform;
  const original = originalOf(uploadId);
  const path = join(uploadsFolder(platform), uploadId);
  if ((await isThere(path)) || !(await files.find(original))) await files.take(original, path);
  const isKept = await db.transaction(async (tx: Tx) => {
    const ended = await endUpload(tx, { uploadId, original, now: clock.now() });
    if (ended.length > 0) await jobs.send(tx, processJob, {}, { key: 'once' });
    return ended.length > 0;
  });
  // It was given up meanwhile.
  if (!isKept) await files.remove(original);
  await removeUpload(platform, uploadId);
}

/** Whether all of it is here, though nobody may have said so: a process may have died at the very end. */
export async function isWhole(platform: Platform, id: string, bytes: number | null): Promise<boolean> {
  const arrived = await arrivedBytes(platform, id);
  if (arrived > 0) return arrived === bytes;
  return (await platform.files.find(originalOf(id)))?.bytes === bytes;
}

/** The same each time, so that what was put away is found again. */
function originalOf(uploadId: string): string {
  return `originals/${uploadId}`;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

const deleteUpload = statement<{ id: string }, never>('deleteVideoUpload')`
  delete from video_uploads where id = ${'id'}`;

/** Whoever sends it wants it no more; the video goes on waiting for a file. */
export async function abandonUpload(platform: Platform, id: string): Promise<void> {
  await deleteUpload(platform.db, { id });
  await removeUpload(platform, id);
}

const deleteExpired = statement<{ now: Date }, { id: string }>('deleteExpiredVideoUploads')`
  delete from video_uploads where expires_at <= ${'now'} returning id`;

const knownUploads = statement<{ ids: string[] }, { id: string }>('findVideoUploads')`
  select id from video_uploads where id = any (${'ids'}::text[])`;

/** Gives up what has not arrived within a day, and removes files that nobody knows any more. */
export async function sweepUploads(platform: Platform): Promise<void> {
  const { db, clock } = platform;
  const now = clock.now();
  for (const { id } of await deleteExpired(db, { now })) await removeUpload(platform, id);
  const names = await readdir(uploadsFolder(platform)).catch(() => []);
  const ids = [...new Set(names.map((name) => name.replace(/\.json$/, '')))];
  const known = new Set((await knownUploads(db, { ids })).map(({ id }) => id));
  for (const id of ids) {
    const found = await stat(join(uploadsFolder(platform), id)).catch(() => null);
    const isOld = !found || found.mtime.getTime() < Date.now() - day;
    if (!known.has(id) && isOld) await removeUpload(platform, id);
  }
}
