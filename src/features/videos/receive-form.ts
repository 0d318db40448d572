import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import busboy from 'busboy';
import { BadRequest, Invalid } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { mostBytes, removeUpload, tooLarge, uploadsFolder } from './uploads.ts';

/**
 * Writes the one file of a form, as it comes, beside those that arrive by tus; returns how many bytes it has. Nobody asks
 * what the sender calls it. Throws BadRequest for what is no such form, Invalid for no file and for too large a one; what
 * had come is then removed.
 */
export async function receiveForm(
  platform: Platform,
  request: Request,
  { id, field }: { id: string; field: string },
): Promise<number> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type) || !request.body) throw notAForm();
  await mkdir(uploadsFolder(platform), { recursive: true, mode: 0o700 });
  const path = join(uploadsFolder(platform), id);
  let writing: Promise<number> | null = null;
  try {
    const parser = busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 0, parts: 2, fileSize: mostBytes(platform) },
    });
    parser.on('file', (name, file) => {
      if (name !== field || writing) return void file.resume();
      writing = write(file, path);
      // Looked at below, when the form has ended.
      writing.catch(() => undefined);
    });
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser);
    const bytes = (await (writing as Promise<number> | null)) ?? 0;
    if (bytes === 0) throw new Invalid({ file: 'Choose a file first.' });
    if (bytes === tooMany) throw new Invalid({ file: tooLarge(platform) });
    return bytes;
  } catch (error) {
    await removeUpload(platform, id);
    if (error instanceof Invalid) throw error;
    throw isSyntax(error) ? notAForm() : error;
  }
}

const tooMany = -1;

async function write(file: Readable & { truncated?: boolean }, path: string): Promise<number> {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await pipeline(file, out);
  return file.truncated ? tooMany : out.bytesWritten;
}

function isSyntax(error: unknown): boolean {
  return (
    error instanceof Error && /boundary|malformed|unexpected end of form|content[- ]type/i.test(error.message)
  );
}

function notAForm(): BadRequest {
  return new BadRequest('This address takes a form with one file, sent as multipart/form-data.');
}
