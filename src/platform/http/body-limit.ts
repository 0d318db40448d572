import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

type TooLarge = (c: Context) => Response | Promise<Response>;

/**
 * Refuses bodies of more than `most` bytes: by their stated length before they are read, else after so many. Those
 * that state none stand in memory whole from then on. `tooLarge` answers instead of a 413.
 */
export function limitBody(most: number, tooLarge: TooLarge = refuse): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next();
    const stated = c.req.header('content-length');
    if (stated !== undefined && c.req.header('transfer-encoding') === undefined)
      return Number(stated) <= most ? await next() : await tooLarge(c);
    const body = await readUpTo(most, c.req.raw.body);
    if (body === null) return await tooLarge(c);
    // Of its parts: the server's own kind of request cannot be copied.
    const { url, method, headers } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, body: body.length > 0 ? body : null });
    return await next();
  };
}

function refuse(): never {
  throw new HTTPException(413);
}

/** Null where there is more. */
async function readUpTo(
  most: number,
  body: ReadableStream<Uint8Array> | null,
): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > most) return null;
    parts.push(read.value);
  }
  return Buffer.concat(parts);
}
