import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAssets } from '../../../build/assets.mjs';
import { loadAssets, type Assets } from './assets.ts';

let directory: string;
let assets: Assets;
let app: Hono;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cairn-assets-'));
  await buildAssets(directory);
  assets = await loadAssets(directory);
  app = new Hono().get('/assets/:file', assets.serve);
});

afterAll(() => rm(directory, { recursive: true }));

test.each([
  ['br', 'br', brotliDecompressSync],
  ['gzip, deflate, br;q=0.9', 'br', brotliDecompressSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
  ['gzip', 'gzip', gunzipSync],
])('to "%s" it answers in %s', async (accepted, coding, unpack) => {
  const response = await get('app.css', accepted);
  expect(response.headers.get('Content-Encoding')).toBe(coding);
  const plain = await (await get('app.css', '')).text();
  expect(unpack(Buffer.from(await response.arrayBuffer())).toString()).toBe(plain);
});

test('whoever accepts nothing special gets the plain bytes', async () => {
  const response = await get('app.css', '');
  expect(response.headers.get('Content-Encoding')).toBeNull();
  expect(await response.text()).toContain('@layer tokens');
});

test('a file named by its content is kept for good, and taken for what it says it is', async () => {
  const { headers } = await get('boot.js', 'br');
  expect(headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Vary')).toBe('Accept-Encoding');
});

test('a font is sent as it is, being compressed already', async () => {
  const { headers } = await get('source-serif-roman.woff2', 'br, gzip');
  expect(headers.get('Content-Type')).toBe('font/woff2');
  expect(headers.get('Content-Encoding')).toBeNull();
});

test.each(['app.css', 'manifest.json', '..%2Fmanifest.json', 'app.00000000.css', '__proto__'])(
  'there is nothing at /assets/%s',
  async (file) => {
    expect((await app.request(`/assets/${file}`)).status).toBe(404);
  },
);

test('an unknown name is refused when the page is written', () => {
  expect(() => assets.assetUrl('nope.css')).toThrow('nope.css');
});

test('a first visit loads at most 10 kB of style, 8 kB of script and 110 kB of type', async () => {
  expect(await sizeOf('app.css')).toBeLessThanOrEqual(10_000);
  expect(await sizeOf('boot.js')).toBeLessThanOrEqual(8_000);
  const fonts = (await sizeOf('source-serif-roman.woff2')) + (await sizeOf('source-serif-italic.woff2'));
  expect(fonts).toBeLessThanOrEqual(110_000);
});

test('the style of every feature comes after the shared ones, in a layer of its own', async () => {
  const css = await (await get('app.css', '')).text();
  expect(css).toMatch(/@layer tokens, ?base, ?ui, ?features, ?print/);
  expect(css).toMatch(/@layer features ?\{[^]*\.byline/);
});

async function get(name: string, accepted: string): Promise<Response> {
  return app.request(assets.assetUrl(name), { headers: { 'Accept-Encoding': accepted } });
}

async function sizeOf(name: string): Promise<number> {
  return (await (await get(name, 'br')).arrayBuffer()).byteLength;
}
