import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import type { ApiContext } from './env.ts';

/** For operations that take a file as it is; `type` is what it mostly is, any other is taken too. */
export function fileBody<Schema extends z.ZodType>(type: string, schema: Schema) {
  return { body: { required: true, content: { [type]: { schema } } } };
}

/** Forms and JSON would be taken for the file itself. Throws a 415 with what to do. */
export function requireFileBody(c: ApiContext): void {
  const type = c.req.header('content-type') ?? '';
  if (/^(multipart\/|application\/json\b)/i.test(type)) throw new FileWanted();
}

export class FileWanted extends HTTPException {
  constructor() {
    super(415, { message: 'Send the file itself as the body: curl -T FILE.' });
  }
}
