import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { acceptsBrotli } from './compress.ts';

/** A page as it is kept and sent. */
export interface KeptPage {
  /** Strong, without quotes; the compressed form has its own, made of it. */
  etag: string;
  compressed: Buffer;
  /** Names and values in turn, as Node takes them. */
  headers: string[];
}

/** Straight to the socket, past the application. */
export function sendPage(request: IncomingMessage, response: ServerResponse, page: KeptPage): void {
  const { headers } = request;
  const form = formOf(page, headers['accept-encoding']?.toString());
  if (names(headers['if-none-match'], form.etag)) {
    response.writeHead(304, form.headers).end();
    return;
  }
  const bytes = form.body();
  response.writeHead(200, [...form.headers, 'content-length', String(bytes.length)]);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The same for the application, which answers with a Response. */
export function respondWith(request: { headers: Headers; method: string }, page: KeptPage): Response {
  const form = formOf(page, request.headers.get('accept-encoding'));
  const headers = new Headers();
  for (let at = 0; at < form.headers.length; at += 2)
    headers.set(form.headers[at] ?? '', form.headers[at + 1] ?? '');
  if (names(request.headers.get('if-none-match'), form.etag))
    return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(form.body()), { headers });
}

function formOf(
  page: KeptPage,
  acceptEncoding: string | null | undefined,
): { etag: string; headers: string[]; body: () => Buffer } {
  const brotli = acceptsBrotli(acceptEncoding);
  const etag = `"${page.etag}${brotli ? '-br' : ''}"`;
  const headers = [...page.headers, 'etag', etag, ...(brotli ? ['content-encoding', 'br'] : [])];
  return { etag, headers, body: () => (brotli ? page.compressed : brotliDecompressSync(page.compressed)) };
}

/** Whether the list of If-None-Match has the tag, which a proxy may have marked as weak. */
function names(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.split(',').some((one) => [etag, `W/${etag}`, '*'].includes(one.trim()));
}
