import { BadRequest } from '../errors.ts';
import type { EdgeContext } from './context.ts';

/**
 * The one file of a form, as multipart/form-data; empty where none was chosen. Throws BadRequest for anything
 * else. Its name and type are what the sender says they are, and nobody asks for them.
 */
export async function readUpload(c: EdgeContext, field: string): Promise<Buffer> {
  const wrong = 'This address takes a form with one file, sent as multipart/form-data.';
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) throw new BadRequest(wrong);
  const form = await formOf(c, wrong);
  const files = form.getAll(field);
  const [file] = files;
  if (files.length !== 1 || !file || typeof file === 'string') throw new BadRequest(wrong);
  return Buffer.from(await file.arrayBuffer());
}

async function formOf(c: EdgeContext, wrong: string): Promise<FormData> {
  try {
    return await c.req.raw.formData();
  } catch (cause) {
    // The parser's word for a body that is none; what is too large comes by another name.
    if (cause instanceof TypeError) throw new BadRequest(wrong);
    throw cause;
  }
}
