import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Made } from '../../platform/media/ladder.ts';
import type { Platform } from '../../platform/platform.ts';
import { requestRecognition } from '../captions/recognitions.ts';
import { enqueueVideoWord } from '../notifications/video-word.ts';
import { announceThread, lockThreadRow } from '../posts/publishing.ts';
import { publishVideo } from './publishing-video.ts';

interface Row {
  id: string;
  attempts: number;
  now: Date;
  folder: string;
  durationMs: number;
  width: number | null;
  height: number | null;
  hasPicture: boolean;
  hasAudio: boolean;
  playlist: string | null;
  file: string;
  fileType: string;
  fileBytes: number;
  fileHash: string;
  poster: string | null;
  frames: number;
  sprite: string | null;
  spriteColumns: number | null;
  spriteTiles: number | null;
  spriteTileWidth: number | null;
  spriteTileHeight: number | null;
  spriteEveryMs: number | null;
}

interface Before {
  original: string | null;
  folder: string | null;
  threadId: string | null;
  publishes: boolean;
}

const findBefore = statement<{ id: string; attempts: number }, Before>('lockProcessedVideo')`
  select original, folder, thread_id as "threadId", thread_id is null and publish_when_ready as publishes
  from videos where id = ${'id'} and attempts = ${'attempts'} and state = 'processing' for update`;

const putMade = statement<Row, never>('keepMadeVideo')`
  update videos set state = 'ready', reason = '', progress = 100, original = null, touched_at = ${'now'},
    folder = ${'folder'}, duration_ms = ${'durationMs'}, width = ${'width'}, height = ${'height'},
    has_picture = ${'hasPicture'}, has_audio = ${'hasAudio'}, playlist = ${'playlist'}, file = ${'file'},
    file_type = ${'fileType'}, file_bytes = ${'fileBytes'},
    file_hash = ${'fileHash'}, poster = ${'poster'}, frames = ${'frames'},
    sprite = ${'sprite'}, sprite_columns = ${'spriteColumns'}, sprite_tiles = ${'spriteTiles'},
    sprite_tile_width = ${'spriteTileWidth'}, sprite_tile_height = ${'spriteTileHeight'},
    sprite_every_ms = ${'spriteEveryMs'}
  where id = ${'id'}`;

const putRenditions = statement<{ id: string; renditions: string }, never>('keepRenditions')`
  with gone as (delete from renditions where video_id = ${'id'})
  insert into renditions (video_id, height, width, bits_per_second, codecs, bytes)
  select ${'id'}, height, width, "bitsPerSecond", codecs, bytes
  from jsonb_to_recordset(${'renditions'}::jsonb)
    as made (height integer, width integer, "bitsPerSecond" integer, codecs text, bytes bigint)
  on conflict (video_id, height) do update set width = excluded.width, bits_per_second = excluded.bits_per_second,
    codecs = excluded.codecs, bytes = excluded.bytes`;

/**
 * Puts what was made among the files, and lets it be watched; the file as it was sent is gone then. Nothing is kept where
 * the video was deleted meanwhile, or `signal` says to stop.
 */
export async function keepMade(
  platform: Platform,
  { id, attempts }: { id: string; attempts: number },
  { folder, made, signal }: { folder: string; made: Made; signal: AbortSignal },
): Promise<void> {
  const { db, random, clock } = platform;
  const target = random.bytes(16).toString('hex');
  const fileHash = await hashOf(join(folder, made.single.name));
  await takeFiles(platform, target, { folder, made, signal });
  const before = await db.transaction(async (tx: Tx) => {
    const [found] = await findBefore(tx, { id, attempts });
    if (!found) return null;
    if (found.threadId) await lockThreadRow(tx, found.threadId);
    await putMade(tx, { ...rowOf(id, target, made), attempts, fileHash, now: clock.now() });
    await putRenditions(tx, { id, renditions: JSON.stringify(made.renditions) });
    if (found.publishes) await publishVideo(platform, tx, id);
    if (found.threadId) await announceThread(platform, tx, found.threadId);
    await requestRecognition(platform, tx, id);
    await enqueueVideoWord(platform, tx, { videoId: id, word: 'made' });
    return found;
  });
  if (!before) return await removeFolder(platform, target);
  if (before.original && !(await isShared(db, before.original))) await platform.files.remove(before.original);
  if (before.folder) await removeFolder(platform, before.folder);
}

async function takeFiles(
  platform: Platform,
  target: string,
  { folder, made, signal }: { folder: string; made: Made; signal: AbortSignal },
): Promise<void> {
  try {
    for (const name of made.files) {
      signal.throwIfAborted();
      await platform.files.take(mediaKey(target, name), join(folder, name));
    }
  } catch (error) {
    await removeFolder(platform, target);
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

function rowOf(id: string, folder: string, made: Made): Omit<Row, 'attempts' | 'fileHash' | 'now'> {
  const { sprite, single, picture } = made;
  return {
    ...{ id, folder },
    ...{ durationMs: made.durationMs, width: picture?.width ?? null, height: picture?.height ?? null },
    ...{ hasPicture: picture !== null, hasAudio: made.hasAudio, playlist: made.playlist },
    ...{ file: single.name, fileType: single.type, fileBytes: single.bytes, frames: made.frames },
    poster: made.frames > 0 ? `frame-${Math.ceil(made.frames / 2)}.jpg` : null,
    sprite: sprite ? 'sprite.jpg' : null,
    spriteColumns: sprite?.columns ?? null,
    spriteTiles: sprite?.tiles ?? null,
    spriteTileWidth: sprite?.tileWidth ?? null,
    spriteTileHeight: sprite?.tileHeight ?? null,
    spriteEveryMs: sprite?.everyMs ?? null,
  };
}

const findSharers = statement<{ original: string }, { id: string }>('findVideosOfOriginal')`
  select id from videos where original = ${'original'} limit 1`;

/** Two records of an import may name the same file. */
export async function isShared(db: Queryable, original: string): Promise<boolean> {
  return (await findSharers(db, { original })).length > 0;
}

/** The key, among the files, of one that belongs to what there is to watch. */
export function mediaKey(folder: string, name: string): string {
  return `videos/${folder}/${name}`;
}

export async function removeFolder({ files }: Pick<Platform, 'files'>, folder: string): Promise<void> {
  for await (const { key } of files.list(`videos/${folder}`)) await files.remove(key);
}
