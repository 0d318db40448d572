import { Invalid } from '../../errors.ts';
import { codeOf } from '../../platform/error-code.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Sending } from './uploads.ts';
import { beginUpload, finishUpload, noRoom, removeUpload, requireAwaited } from './uploads.ts';

/**
 * Takes the file of a video that comes in one request: `receive` writes it under the id that it is given, and says how many
 * bytes it has. Throws Conflict where there is a file already, Invalid for what is too much, TooMany for more than a day has.
 */
export async function takeFile(
  platform: Platform,
  sending: Sending,
  receive: (id: string) => Promise<number>,
): Promise<void> {
  requireAwaited(sending.video);
  const id = platform.random.bytes(16).toString('hex');
  try {
    const bytes = await receive(id);
    await beginUpload(platform, sending, { id, bytes });
  } catch (error) {
    await removeUpload(platform, id);
    throw codeOf(error) === 'ENOSPC' ? new Invalid({ file: noRoom }) : error;
  }
  await finishUpload(platform, id);
}
