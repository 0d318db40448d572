import { BadRequest } from '../errors.ts';
import type { RawForm } from '../platform/http/raw-form.ts';
import type { EdgeContext } from './context.ts';
import { readForm, toRawForm } from './form.ts';

/**
 * The one file of a form, as multipart/form-data; empty where none was chosen. Throws BadRequest for anything
 * else. Its name and type are what the sender says they are, and nobody asks for them.
 */
export async function readUpload(c: EdgeContext, field: string): Promise<Buffer> {
  const wrong = 'This address takes a form with one file, sent as multipart/form-data.';
  if (!isMultipart(c)) throw new BadRequest(wrong);
  const form = await formOf(c, wrong);
  const files = form.getAll(field);
  const [file] = files;
  if (files.length !== 1 || !file || typeof file === 'string') throw new BadRequest(wrong);
  return Buffer.from(await file.arrayBuffer());
}

/**
 * A form with one file beside its fields; a form without files, which is URL-encoded, is taken too. The file is empty
 * where none was chosen. Throws BadRequest for anything else.
 */
export async function readFormWithFile(
  c: EdgeContext,
  field: string,
): Promise<{ form: RawForm; file: Buffer }> {
  if (!isMultipart(c)) return { form: await readForm(c), file: Buffer.alloc(0) };
  const wrong = 'This address takes a form with one file.';
  const typed: [string, string][] = [];
  const files: File[] = [];
  for (const [name, value] of await formOf(c, wrong)) {
    if (typeof value === 'string') typed.push([name, value]);
    else if (name === field) files.push(value);
    else throw new BadRequest(wrong);
  }
  if (files.length > 1) throw new BadRequest(wrong);
  return { form: toRawForm(typed), file: Buffer.from((await files[0]?.arrayBuffer()) ?? new ArrayBuffer(0)) };
}

function isMultipart(c: EdgeContext): boolean {
  return /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
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
