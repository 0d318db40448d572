import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../../platform/error-code.ts';
import type { Made } from '../../platform/media/ladder.ts';
import { makeLadder } from '../../platform/media/ladder.ts';
import { findPrograms } from '../../platform/media/programs.ts';
import { repackFile } from '../../platform/media/repack.ts';
import { Unplayable } from '../../platform/media/unplayable.ts';
import { handOver, makeWorkFolder, removeWorkFolders } from '../../platform/media/work-folder.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { Platform } from '../../platform/platform.ts';
import { SignOfLife } from '../../platform/sign-of-life.ts';
import type { Claimed } from './claims.ts';
import {
  claimVideo,
  giveVideoBack,
  ourFault,
  putVideoBack,
  refuseVideo,
  touchVideo,
  videoHold,
} from './claims.ts';
import { keepMade } from './keeping-made.ts';

/**
 * Makes what waits ready to be watched, one after the other, and takes over from processes that have died. One at a time
 * in each process: the others wait for the same.
 */
export class VideoWorker extends OneByOne {
  constructor(platform: Platform) {
    super(async (stopping) => {
      const video = await claimVideo(platform);
      if (video) await processVideo(platform, video, stopping);
      return video !== null;
    });
  }
}

const noRoom = 'There was no room left on this server. Its admins have to make some; then try again.';

async function processVideo(platform: Platform, video: Claimed, stopping: AbortSignal): Promise<void> {
  let progress = 0;
  const life = new SignOfLife(platform, {
    hold: videoHold(video.id),
    tell: async () => await touchVideo(platform, video, progress),
  });
  const making = {
    signal: AbortSignal.any([life.signal, stopping]),
    onProgress: (percent: number) => {
      progress = percent;
    },
  };
  try {
    await make(platform, video, making);
  } catch (error) {
    if (error instanceof Unplayable) return await refuseVideo(platform, video, error.message);
    if (stopping.aborted) return await putVideoBack(platform, video);
    if (life.isOver) return;
    platform.log.error({ error }, 'a video could not be made ready');
    await giveVideoBack(platform, video, isFull(error) ? noRoom : ourFault);
  } finally {
    await life.end();
  }
}

async function make(
  platform: Platform,
  video: Claimed,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (percent: number) => void },
): Promise<void> {
  const { config, files } = platform;
  // What a process that died has left of it.
  await removeWorkFolders(config, video.id);
  const folder = await makeWorkFolder(config, video.id);
  const name = 'film';
  try {
    const path = join(folder, name);
    await pipeline(await files.read(video.original), createWriteStream(path, { mode: 0o600 }), { signal });
    await handOver(path);
    const programs = await findPrograms(config);
    const options = {
      ...{ folder, name, signal, onProgress },
      limits: { longestMs: config.VIDEO_MAX_MINUTES * 60_000 },
    };
    const made: Made = programs ? await makeLadder(programs, options) : await repackFile(options);
    await keepMade(platform, video, { folder, made, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || (error instanceof Error && /no space left/i.test(error.message));
}
