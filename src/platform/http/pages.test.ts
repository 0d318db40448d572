import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Rendered } from './pages.ts';
import { PageCache } from './pages.ts';

class Outage extends Error {}

let now: number;
let pages: PageCache;

beforeEach(() => {
  now = Date.parse('2026-05-04T10:00:00Z');
  pages = newCache();
});

function newCache(maxBytes = 1_000_000): PageCache {
  return new PageCache({ maxBytes, now: () => now, headers: { 'x-frame-options': 'DENY' } });
}

const page = (text: string, ...tags: string[]): Rendered => ({
  body: Buffer.from(text),
  tags,
  contentType: 'text/html',
});

/** Asks for `/` as the application does when memory had no answer. */
async function ask(
  render: () => Promise<Rendered> | Rendered,
  { address = '/', headers = {}, method = 'GET' } = {},
): Promise<Response> {
  const request = { address, headers: new Headers(headers), method };
  return await pages.answer(
    request,
    async () => await render(),
    (error) => error instanceof Outage,
  );
}

const text = async (render: () => Promise<Rendered> | Rendered) => await (await ask(render)).text();

/** A rendering that ends when it is told to. */
function slowPage(): { render: () => Promise<Rendered>; finish: (rendered: Rendered) => void } {
  let finish: (rendered: Rendered) => void = () => undefined;
  const rendered = new Promise<Rendered>((resolve) => (finish = resolve));
  return { render: () => rendered, finish };
}

const outage = () => Promise.reject(new Outage());

test('a page is rendered once, and again after something on it has changed', async () => {
  expect(await text(() => page('one', 'thread:a'))).toBe('one');
  expect(await text(() => page('two', 'thread:a'))).toBe('one');
  pages.drop(['thread:b']);
  expect(await text(() => page('two', 'thread:a'))).toBe('one');
  pages.drop(['thread:a']);
  expect(await text(() => page('two', 'thread:a'))).toBe('two');
});

test('every page goes with the tag for all of them', async () => {
  await ask(() => page('one'), { address: '/privacy' });
  pages.drop(['*']);
  expect(pages.size).toEqual({ pages: 0, bytes: 0 });
});

test('what was being rendered while it changed is not kept', async () => {
  const old = slowPage();
  const reading = text(old.render);
  pages.drop(['thread:a']);
  old.finish(page('old', 'thread:a'));
  expect(await reading).toBe('old');
  expect(await text(() => page('new', 'thread:a'))).toBe('new');
});

test('what was being rendered while something else changed is kept', async () => {
  const rendering = slowPage();
  const reading = text(rendering.render);
  pages.drop(['thread:b']);
  rendering.finish(page('kept', 'thread:a'));
  await reading;
  expect(await text(() => page('again', 'thread:a'))).toBe('kept');
});

test('whoever asks after a change does not get what began before it, even if that ends later', async () => {
  const old = slowPage();
  const early = text(old.render);
  pages.drop(['thread:a']);
  expect(await text(() => page('new', 'thread:a'))).toBe('new');
  old.finish(page('old', 'thread:a'));
  expect(await early).toBe('old');
  expect(await text(() => page('again', 'thread:a'))).toBe('new');
});

test('many who ask at the same time cause one rendering', async () => {
  let renderings = 0;
  const rendering = slowPage();
  const render = () => ((renderings += 1), rendering.render());
  const readers = Array.from({ length: 20 }, () => text(render));
  rendering.finish(page('one'));
  expect(new Set(await Promise.all(readers))).toEqual(new Set(['one']));
  expect(renderings).toBe(1);
});

test('a rendering that fails fails for those who waited, and is tried again for the next', async () => {
  await expect(text(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await text(() => page('mended'))).toBe('mended');
});

test('a page is rendered again after ten minutes', async () => {
  await ask(() => page('one'));
  now += 10 * 60_000;
  expect(await text(() => page('two'))).toBe('one');
  now += 1;
  expect(await text(() => page('two'))).toBe('two');
});

test('a page that says how long something is to go is rendered again when it says something else', async () => {
  const soon = (words: string) => ({ ...page(words), until: new Date(now + 60_000) });
  await ask(() => soon('in 2 minutes'));
  now += 60_000 - 1;
  expect(await text(() => soon('in 1 minute'))).toBe('in 2 minutes');
  now += 1;
  expect(await text(() => soon('in 1 minute'))).toBe('in 1 minute');
  pages.drop(['*']);
  await ask(() => ({ ...page('in 3 days'), until: new Date(now + 24 * 60 * 60_000) }));
  now += 10 * 60_000 + 1;
  expect(await text(() => page('in 3 days still'))).toBe('in 3 days still');
});

test('in an outage a page that is too old is better than none; any other trouble is told', async () => {
  await ask(() => page('old'));
  now += 24 * 60 * 60_000;
  expect(await text(outage)).toBe('old');
  await expect(text(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(ask(outage, { address: '/never-seen' })).rejects.toThrow(Outage);
});

test('while news may be missed each page is rendered anew, and what was rendered then is not relied on later', async () => {
  await ask(() => page('one'));
  pages.distrust();
  expect(await text(outage)).toBe('one');
  expect(await text(() => page('two'))).toBe('two');
  expect(await text(() => page('three'))).toBe('three');
  expect(await text(outage)).toBe('three');
  pages.trust();
  expect(await text(() => page('four'))).toBe('four');
  expect(await text(() => page('five'))).toBe('four');
});

test('what began while news was missed is not kept when it comes in again', async () => {
  pages.distrust();
  const old = slowPage();
  const reading = text(old.render);
  pages.trust();
  old.finish(page('old'));
  await reading;
  expect(await text(() => page('new'))).toBe('new');
});

test('memory stays within its bound: the oldest pages go first', async () => {
  const random = () => Buffer.from(Array.from({ length: 1000 }, () => Math.floor(Math.random() * 256)));
  pages = newCache(10_500);
  for (let number = 0; number < 50; number += 1)
    await ask(() => ({ ...page(''), body: random() }), { address: `/${number}` });
  expect(pages.size.bytes).toBeLessThanOrEqual(10_500);
  expect(pages.size.pages).toBe(10);
  expect(await (await ask(() => page('again'), { address: '/0' })).text()).toBe('again');
  expect(await (await ask(() => page('again'), { address: '/49' })).text()).not.toBe('again');
});

test('another way of writing an address is answered and takes no memory', async () => {
  const detour = { ...page('one'), isDetour: true };
  expect(await (await ask(() => detour, { address: '/?page=1' })).text()).toBe('one');
  expect(pages.size.pages).toBe(0);
});

test('brotli goes to those who take it, the plain bytes to others, each under a tag of its own', async () => {
  const long = 'a page '.repeat(100);
  const small = await ask(() => page(long), { headers: { 'accept-encoding': 'gzip, br;q=0.9' } });
  expect(small.headers.get('content-encoding')).toBe('br');
  expect(brotliDecompressSync(await small.arrayBuffer()).toString()).toBe(long);
  const plain = await ask(() => page(long), { headers: { 'accept-encoding': 'gzip, br;q=0' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(long);
  expect(plain.headers.get('etag')).not.toBe(small.headers.get('etag'));
  expect(plain.headers.get('vary')).toBe('accept-encoding, cookie');
});

test('what a page says of itself comes before what every page says', async () => {
  const own = { ...page('one'), headers: { vary: 'accept-encoding', 'x-frame-options': 'SAMEORIGIN' } };
  const { headers } = await ask(() => own);
  expect([headers.get('vary'), headers.get('x-frame-options')]).toEqual(['accept-encoding', 'SAMEORIGIN']);
});

test.each([
  ['the same tag', (tag: string) => tag, 304],
  ['one of several', (tag: string) => `"other", ${tag}`, 304],
  ['weakened by a proxy', (tag: string) => `W/${tag}`, 304],
  ['any', () => '*', 304],
  ['another', () => '"other"', 200],
])('a reader who has it already (%s) is told so', async (_case, given, status) => {
  const etag = (await ask(() => page('one'))).headers.get('etag') ?? '';
  const again = await ask(() => page('one'), { headers: { 'if-none-match': given(etag) } });
  expect(again.status).toBe(status);
  expect(again.headers.get('etag')).toBe(etag);
  expect(await again.text()).toBe(status === 304 ? '' : 'one');
});

test('HEAD gets the headers alone', async () => {
  const head = await ask(() => page('one'), { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'text/html', '']);
});

// Over a socket: what is in memory is answered before the application is asked.
let server: Server | undefined;

afterEach(async () => {
  server?.close();
  server = undefined;
});

async function fetchFromMemory(
  path: string,
  { headers = {}, ...init }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  server ??= createServer((request, response) => {
    if (!pages.serve(request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return await fetch(url, { ...init, headers: { 'accept-encoding': 'br', ...headers } });
}

test('a page in memory goes straight to the socket, to the byte what the application answers', async () => {
  const answered = await ask(() => page('one', 'thread:a'), {
    address: '/a',
    headers: { 'accept-encoding': 'br' },
  });
  const sent = await fetchFromMemory('/a');
  expect([sent.status, await sent.text()]).toEqual([200, 'one']);
  for (const [name, value] of answered.headers) expect(sent.headers.get(name)).toBe(value);
  expect(pages.hits).toBe(1);
});

test('HEAD and a tag that still holds are answered from memory without a body', async () => {
  const etag = (await ask(() => page('one'), { headers: { 'accept-encoding': 'br' } })).headers.get('etag');
  const head = await fetchFromMemory('/', { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  const again = await fetchFromMemory('/', { headers: { 'if-none-match': etag ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test.each([
  ['a session', { headers: { cookie: 'theme=dark; session=abc' } }],
  ['a session of a site with TLS', { headers: { cookie: '__Host-session=abc' } }],
  ['a token', { headers: { authorization: 'Bearer abc' } }],
  ['something to write', { method: 'POST' }],
])('a request with %s is left to the application', async (_what, init) => {
  await ask(() => page('public'));
  expect((await fetchFromMemory('/', init)).status).toBe(404);
});

test('so is an address that is not there, and a page that is too old or in doubt', async () => {
  await ask(() => page('public'));
  expect((await fetchFromMemory('/?other=1')).status).toBe(404);
  expect((await fetchFromMemory('/')).status).toBe(200);
  pages.distrust();
  expect((await fetchFromMemory('/')).status).toBe(404);
});

test('other cookies change nothing', async () => {
  await ask(() => page('public'));
  expect((await fetchFromMemory('/', { headers: { cookie: 'sessions=1; theme=dark' } })).status).toBe(200);
});
