import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import * as tus from 'tus-js-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { sweepVideos } from './sweeping.ts';
import { beginVideo, chooseAda, listKeys, rowOf, until } from './videos-for-tests.ts';

let community: TestCommunity;
let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  community = await createTestCommunity({ environment: { VIDEO_MAX_MB: '4' } });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
  const listener = getRequestListener(community.app.fetch, { overrideGlobalObjects: false });
  server = createServer((request, response) => void listener(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await community.close();
  await rm(folder, { recursive: true });
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function headersOf(member: 'answerer' | 'asker'): Record<string, string> {
  const cookie = [...community[member].client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, origin: community.platform.config.origin, 'x-forwarded-for': '192.0.2.77' };
}

async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
  who: 'answerer' | 'asker' = 'answerer',
): Promise<Response> {
  const own = { ...headersOf(who), 'tus-resumable': '1.0.0', ...headers };
  return await fetch(origin() + path, { method, headers: own, body: body ? new Uint8Array(body) : null });
}

async function begin(id: string, bytes: number): Promise<string> {
  const begun = await ask('POST', `/videos/own/${id}/uploads`, { 'upload-length': String(bytes) });
  expect(begun.status).toBe(201);
  return begun.headers.get('location') ?? '';
}

async function send(address: string, offset: number, body: Buffer): Promise<Response> {
  return await ask(
    'PATCH',
    address,
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  );
}

async function uploads(): Promise<string[]> {
  return await readdir(join(community.platform.config.dataDir, 'uploads')).catch(() => []);
}

test('a client of the protocol sends a file in pieces, over a connection that breaks', async () => {
  const id = await beginVideo(community.answerer);
  const bytes = Buffer.alloc(900_000, 'cairn');
  let requests = 0;
  await new Promise<void>((resolve, reject) => {
    const upload = new tus.Upload(bytes, {
      endpoint: `${origin()}/videos/own/${id}/uploads`,
      headers: headersOf('answerer'),
      chunkSize: 200_000,
      retryDelays: [10, 10, 10, 10],
      metadata: { filename: 'Salary talk.mp4', filetype: 'video/mp4' },
      onBeforeRequest: (request) => {
        requests += 1;
        if (requests === 3) setTimeout(() => void request.abort(), 1);
        if (requests === 4) server.closeAllConnections();
      },
      onError: reject,
      onSuccess: () => resolve(),
    });
    upload.start();
  });
  const row = await rowOf(community, id);
  expect(row).toMatchObject({ state: 'waiting' });
  expect(await listKeys(community)).toEqual([row['original']]);
  expect((await community.platform.files.find(String(row['original'])))?.bytes).toBe(900_000);
  expect(await uploads()).toEqual([]);
});

test('an offset that is not where it stands is refused, and changes nothing', async () => {
  const id = await beginVideo(community.answerer);
  const address = await begin(id, 10);
  expect(address).toMatch(new RegExp(`^/videos/own/${id}/uploads/[0-9a-f]{32}$`));
  expect((await send(address, 0, Buffer.from('12345'))).status).toBe(204);
  expect((await send(address, 0, Buffer.from('54321'))).status).toBe(409);
  expect((await send(address, 7, Buffer.from('8'))).status).toBe(409);
  expect((await ask('HEAD', address)).headers.get('upload-offset')).toBe('5');
  // More than was said.
  expect((await send(address, 5, Buffer.from('678901'))).status).toBeGreaterThanOrEqual(400);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('two who send the same piece at once do not both write it', async () => {
  const id = await beginVideo(community.answerer);
  const address = await begin(id, 400_000);
  const answers = await Promise.all(
    [0, 0, 0].map(async () => await send(address, 0, Buffer.alloc(200_000, 'a'))),
  );
  expect(answers.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1);
  const offset = Number((await ask('HEAD', address)).headers.get('upload-offset'));
  expect(offset).toBeLessThanOrEqual(200_000);
  expect((await send(address, offset, Buffer.alloc(400_000 - offset, 'b'))).status).toBe(204);
  const row = await rowOf(community, id);
  expect((await community.platform.files.find(String(row['original'])))?.bytes).toBe(400_000);
});

test('lengths that are too large, missing, or to be told later are refused', async () => {
  const id = await beginVideo(community.answerer);
  const path = `/videos/own/${id}/uploads`;
  expect((await ask('POST', path, { 'upload-length': String(5 * 1024 * 1024) })).status).toBe(413);
  for (const length of ['-1', '0', 'x', '1e3', '']) {
    expect((await ask('POST', path, { 'upload-length': length })).status, length).toBe(400);
  }
  expect((await ask('POST', path)).status).toBe(400);
  expect((await ask('POST', path, { 'upload-defer-length': '1' })).status).toBe(501);
  expect((await ask('POST', path, { 'upload-length': '5', 'upload-concat': 'partial' })).status).toBe(501);
  expect(await uploads()).toEqual([]);
});

test('nobody else’s upload, and no path, can be written to', async () => {
  const id = await beginVideo(community.answerer);
  const other = await beginVideo(community.answerer);
  const address = await begin(id, 10);
  const name = address.split('/').at(-1) ?? '';
  const piece = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  expect((await ask('PATCH', address, piece, Buffer.from('x'), 'asker')).status).toBe(403);
  expect((await ask('HEAD', address, {}, undefined, 'asker')).status).toBe(403);
  expect((await ask('DELETE', address, {}, undefined, 'asker')).status).toBe(403);
  for (const wrong of [
    `/videos/own/${other}/uploads/${name}`,
    `/videos/own/${id}/uploads/${'0'.repeat(32)}`,
    `/videos/own/${id}/uploads/..%2f..%2fkeys%2f1.key`,
    `/videos/own/${id}/uploads/${name}.json`,
    `/videos/own/${id}/uploads/%2e%2e`,
  ]) {
    expect((await ask('PATCH', wrong, piece, Buffer.from('x'))).status, wrong).toBe(404);
  }
  expect((await stat(join(community.platform.config.dataDir, 'uploads', name))).size).toBe(0);
});

test('what broke off at the very end is finished by whoever asks how far it is', async () => {
  const id = await beginVideo(community.answerer);
  const address = await begin(id, 10);
  await send(address, 0, Buffer.from('12345'));
  const { platform } = community;
  const take = platform.files.take.bind(platform.files);
  platform.files.take = async () =>
    await Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  const failed = await send(address, 5, Buffer.from('67890'));
  expect(failed.status).toBe(503);
  expect(await failed.text()).not.toContain('full');
  platform.files.take = take;
  const asked = await ask('HEAD', address);
  expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, '10']);
  expect(await rowOf(community, id)).toMatchObject({ state: 'waiting' });
});

test('an upload can be given up, begun anew, and is given up by itself after a day', async () => {
  const id = await beginVideo(community.answerer);
  const first = await begin(id, 10);
  const second = await begin(id, 20);
  expect((await ask('HEAD', first)).status).toBe(404);
  expect((await uploads()).filter((name) => !name.endsWith('.json'))).toEqual([second.split('/').at(-1)]);
  expect((await ask('DELETE', second)).status).toBe(204);
  expect(await uploads()).toEqual([]);
  await begin(id, 30);
  await sweepVideos(community.platform);
  expect(await uploads()).toHaveLength(2);
  community.clock.pass(25 * 60);
  await sweepVideos(community.platform);
  await until(async () => (await uploads()).length === 0);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('other sites’ pages are not told that they may send', async () => {
  const id = await beginVideo(community.answerer);
  const path = `/videos/own/${id}/uploads`;
  const asked = await ask('OPTIONS', path, { origin: 'https://elsewhere.example' });
  expect(asked.headers.get('access-control-allow-origin')).not.toBe('*');
  expect(asked.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
});
