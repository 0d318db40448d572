import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../test/community.ts';
import { createTestCommunity } from '../../test/community.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { bind } from '../platform/http/server.ts';

let community: TestCommunity;
let server: HttpServer;

beforeAll(async () => {
  community = await createTestCommunity();
  server = await bind({ port: 0, host: '127.0.0.1' });
  server.serve({ fetch: community.app.fetch, pages: community.platform.pages });
});
afterAll(async () => {
  await server.stop();
  await community.close();
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const chunked = { ...form, 'transfer-encoding': 'chunked' };

/** As no browser sends it, but proxies and programs do. */
async function post(path: string, headers: OutgoingHttpHeaders, body?: string): Promise<number | undefined> {
  const { origin } = community.platform.config;
  const sent = { host: 'cairn.test', origin, ...headers };
  return await new Promise((resolve, reject) => {
    const asked = request({ port: server.port, path, method: 'POST', headers: sent }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    // Else Node states that there is none.
    if (body === undefined) asked.removeHeader('content-length');
    asked.end(body);
  });
}

test('a form that comes in chunks is read as any other', async () => {
  expect(await post('/sign-in/link', chunked, 'email=chunks%40example.com')).toBe(200);
  expect(await post('/sign-in/link', chunked, 'email=none')).toBe(422);
  expect(await post('/sign-out', chunked, '')).toBe(303);
  const json = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  expect(await post('/api/v1/questions', json, '{}')).toBe(401);
});

test('a request without a body needs to say nothing of it', async () => {
  expect(await post('/sign-out', {})).toBe(303);
  expect(await post('/sign-in', {})).toBe(400);
  expect(await post('/settings/profile/portrait', {})).toBe(401);
});

test('too much is refused, whether it says so or not', async () => {
  const long = `email=${'a'.repeat(600_000)}`;
  expect(await post('/sign-in/link', chunked, long)).toBe(413);
  expect(await post('/sign-in/link', { ...form, 'content-length': long.length }, long)).toBe(413);
  expect(await post('/api/v1/questions', chunked, long)).toBe(413);
});
