import type { Platform } from '../../platform/platform.ts';
import { beginUpload, finishUpload, removeUpload, requireAwaited } from './uploads.ts';
import type { OwnVideo } from './videos.ts';

/**
 * Takes the file of a video that comes in one request: `receive` writes it under the id that it is given, and says how many
 * bytes it has. Throws Conflict where there is a file already, Invalid for what is too much.
 */
export async function takeFile(
  platform: Platform,
  video: OwnVideo,
  receive: (id: string) => Promise<number>,
): Promise<void> {
  requireAwaited(video);
  const id = platform.random.bytes(16).toString('hex');
  const bytes = await receive(id);
  try {
    await beginUpload(platform, video, { id, bytes });
  } catch (error) {
    await removeUpload(platform, id);
    throw error;
  }
  await finishUpload(platform, id);
}
