import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as tus from 'tus-js-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { sweepVideos } from './sweeping.ts';
import type { TusSite } from './tus-for-tests.ts';
import { openTusSite } from './tus-for-tests.ts';
import { beginVideo, listKeys, rowOf, until } from './videos-for-tests.ts';

let site: TusSite;
let community: TestCommunity;

beforeEach(async () => {
  site = await openTusSite();
  ({ community } = site);
});

afterEach(async () => await site.close());

test('a client of the protocol sends a file in pieces, over a connection that breaks', async () => {
  const id = await beginVideo(community.answerer);
  const bytes = Buffer.alloc(900_000, 'cairn');
  let requests = 0;
  await new Promise<void>((resolve, reject) => {
    const upload = new tus.Upload(bytes, {
      endpoint: `${site.origin}/videos/own/${id}/uploads`,
      headers: site.headersOf(),
      chunkSize: 200_000,
      retryDelays: [10, 10, 10, 10],
      metadata: { filename: 'Salary talk.mp4', filetype: 'video/mp4' },
      onBeforeRequest: (request) => {
        requests += 1;
        if (requests === 3) setTimeout(() => void request.abort(), 1);
        if (requests === 4) site.server.closeAllConnections();
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
  expect(await site.uploads()).toEqual([]);
});

test('an offset that is not where it stands is refused, and changes nothing', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  expect(address).toMatch(new RegExp(`^/videos/own/${id}/uploads/[0-9a-f]{32}$`));
  expect((await site.send(address, 0, '12345')).status).toBe(204);
  expect((await site.send(address, 0, '54321')).status).toBe(409);
  expect((await site.send(address, 7, '8')).status).toBe(409);
  expect(String(await site.offset(address))).toBe('5');
  // More than was said.
  expect((await site.send(address, 5, '678901')).status).toBeGreaterThanOrEqual(400);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('two who send the same piece at once do not both write it', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 400_000);
  const answers = await Promise.all(
    [0, 0, 0].map(async () => await site.send(address, 0, Buffer.alloc(200_000, 'a'))),
  );
  expect(answers.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1);
  const offset = Number(await site.offset(address));
  expect(offset).toBeLessThanOrEqual(200_000);
  expect((await site.send(address, offset, Buffer.alloc(400_000 - offset, 'b'))).status).toBe(204);
  const row = await rowOf(community, id);
  expect((await community.platform.files.find(String(row['original'])))?.bytes).toBe(400_000);
});

test('lengths that are too large, missing, or to be told later are refused', async () => {
  const id = await beginVideo(community.answerer);
  const path = `/videos/own/${id}/uploads`;
  expect(
    (await site.ask('POST', path, { headers: { 'upload-length': String(5 * 1024 * 1024) } })).status,
  ).toBe(413);
  for (const length of ['-1', '0', 'x', '1e3', '']) {
    expect((await site.ask('POST', path, { headers: { 'upload-length': length } })).status, length).toBe(400);
  }
  expect((await site.ask('POST', path)).status).toBe(400);
  expect((await site.ask('POST', path, { headers: { 'upload-defer-length': '1' } })).status).toBe(501);
  expect(
    (await site.ask('POST', path, { headers: { 'upload-length': '5', 'upload-concat': 'partial' } })).status,
  ).toBe(501);
  expect(await site.uploads()).toEqual([]);
});

test('nobody else’s upload, and no path, can be written to', async () => {
  const id = await beginVideo(community.answerer);
  const other = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  const name = address.split('/').at(-1) ?? '';
  expect((await site.send(address, 0, 'x', 'asker')).status).toBe(403);
  expect((await site.ask('HEAD', address, { who: 'asker' })).status).toBe(403);
  expect((await site.ask('DELETE', address, { who: 'asker' })).status).toBe(403);
  for (const wrong of [
    `/videos/own/${other}/uploads/${name}`,
    `/videos/own/${id}/uploads/${'0'.repeat(32)}`,
    `/videos/own/${id}/uploads/..%2f..%2fkeys%2f1.key`,
    `/videos/own/${id}/uploads/${name}.json`,
    `/videos/own/${id}/uploads/%2e%2e`,
  ]) {
    expect((await site.send(wrong, 0, 'x')).status, wrong).toBe(404);
  }
  expect((await stat(join(community.platform.config.dataDir, 'uploads', name))).size).toBe(0);
});

test('what broke off at the very end is finished by whoever asks how far it is', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  await site.send(address, 0, '12345');
  const { platform } = community;
  const take = platform.files.take.bind(platform.files);
  platform.files.take = async () =>
    await Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  const failed = await site.send(address, 5, '67890');
  expect(failed.status).toBe(503);
  expect(await failed.text()).not.toContain('full');
  platform.files.take = take;
  const asked = await site.ask('HEAD', address);
  expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, '10']);
  expect(await rowOf(community, id)).toMatchObject({ state: 'waiting' });
});

test('an upload can be given up, begun anew, and is given up by itself after a day', async () => {
  const id = await beginVideo(community.answerer);
  const first = await site.begin(id, 10);
  const second = await site.begin(id, 20);
  expect((await site.ask('HEAD', first)).status).toBe(404);
  expect((await site.uploads()).filter((name) => !name.endsWith('.json'))).toEqual([
    second.split('/').at(-1),
  ]);
  expect((await site.ask('DELETE', second)).status).toBe(204);
  expect(await site.uploads()).toEqual([]);
  await site.begin(id, 30);
  await sweepVideos(community.platform);
  expect(await site.uploads()).toHaveLength(2);
  community.clock.pass(25 * 60);
  await sweepVideos(community.platform);
  await until(async () => (await site.uploads()).length === 0);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('other sites’ pages are not told that they may send', async () => {
  const id = await beginVideo(community.answerer);
  const path = `/videos/own/${id}/uploads`;
  const asked = await site.ask('OPTIONS', path, { headers: { origin: 'https://elsewhere.example' } });
  expect(asked.headers.get('access-control-allow-origin')).not.toBe('*');
  expect(asked.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
});
