import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { BadRequest, Invalid } from '../../errors.ts';
import { codeOf } from '../../platform/error-code.ts';
import type { Platform } from '../../platform/platform.ts';
import { mostBytes, removeUpload, tooLarge, uploadsFolder } from './uploads.ts';

/**
 * Writes the body of a request, as it comes, beside the files that arrive by tus; returns how many bytes it has. Throws
 * Invalid for an empty and for too large a one, BadRequest where it breaks off; what had come is then removed.
 */
export async function receiveBody(
  platform: Platform,
  { headers, body }: Request,
  { id }: { id: string },
): Promise<number> {
  const most = mostBytes(platform);
  if (Number(headers.get('content-length') ?? 0) > most) throw new Invalid({ file: tooLarge(platform) });
  if (!body) throw new Invalid({ file: nothing });
  await mkdir(uploadsFolder(platform), { recursive: true, mode: 0o700 });
  const out = createWriteStream(join(uploadsFolder(platform), id), { flags: 'wx', mode: 0o600 });
  async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw new Invalid({ file: tooLarge(platform) });
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), counted, out);
    if (out.bytesWritten === 0) throw new Invalid({ file: nothing });
    return out.bytesWritten;
  } catch (error) {
    await removeUpload(platform, id);
    if (codeOf(error) === 'ECONNRESET') throw new BadRequest('The file broke off. Send it again.');
    throw error;
  }
}

const nothing = 'Send the file as the body of the request.';
