import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { NotFound } from '../../errors.ts';
import type { Edge } from '../../edge/context.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { readGrant } from './media-addresses.ts';
import { parseRange } from './ranges.ts';

const types: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  webm: 'video/webm',
  jpg: 'image/jpeg',
};

const headers = {
  'accept-ranges': 'bytes',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const findFolder = statement<{ folder: string }, { isOpen: boolean }>('findMediaFolder')`
  select audience = 'everybody' and thread_id is not null as "isOpen" from videos
  where folder = ${'folder'} and state = 'ready'
    and not exists (select from removals where removals.post_id = videos.thread_id)`;

/** What there is to watch, from a path of its own. Nothing here looks at cookies: the address says what is allowed. */
export function mediaRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();
  routes.get(urls.media.pattern, async (c) => {
    const { grant, folder, file } = c.req.param();
    const [, ending = ''] = /^[\w-]{1,40}\.(\w{2,4})$/.exec(file) ?? [];
    const type = types[ending];
    const allowed = type && /^[0-9a-f]{32}$/.test(folder) && readGrant(platform, grant, folder);
    const [found] = allowed ? await findFolder(platform.db, { folder }) : [];
    if (!type || !found || (allowed === 'open' && !found.isOpen)) throw nothing();
    const key = `videos/${folder}/${file}`;
    const stored = await platform.files.find(key);
    if (!stored) throw nothing();
    // The folder is another one when anything in it is.
    const etag = `"${folder.slice(0, 16)}-${stored.bytes}"`;
    const answer = {
      ...headers,
      'content-type': type,
      'cache-control': allowed === 'open' ? 'public, max-age=3600' : 'private, max-age=3600',
      etag,
    };
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, answer);
    const isStale = (c.req.header('if-range') ?? etag) !== etag;
    const range = isStale ? null : parseRange(c.req.header('range'), stored.bytes);
    if (range === 'none') return c.body(null, 416, { ...answer, 'content-range': `bytes */${stored.bytes}` });
    const { start, end } = range ?? { start: 0, end: stored.bytes };
    const sized = { ...answer, 'content-length': String(end - start) };
    const part = { ...sized, 'content-range': `bytes ${start}-${end - 1}/${stored.bytes}` };
    if (c.req.method === 'HEAD') return c.body(null, 200, sized);
    const bytes = Readable.toWeb(await platform.files.read(key, { start, end })) as ReadableStream;
    return range ? c.body(bytes, 206, part) : c.body(bytes, 200, sized);
  });
  return routes;
}

function nothing(): NotFound {
  return new NotFound('There is nothing at this address.');
}
