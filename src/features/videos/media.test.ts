import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bucket } from '../../../test/bucket.ts';
import { openBucket } from '../../../test/bucket.ts';
import { films } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { mediaAddress } from './media-addresses.ts';
import { beginVideo, chooseAda, film, listKeys, rowOf, sendForm, workNow } from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let bucket: Bucket;
let folder: string;

beforeEach(async () => {
  [bucket, folder] = await Promise.all([openBucket(), mkdtemp(join(tmpdir(), 'cairn-test-'))]);
});

afterEach(async () => {
  await community.close();
  await bucket.close();
  await rm(folder, { recursive: true });
});

async function publish(
  audience: string,
  environment: Record<string, string> = {},
): Promise<{ id: string; place: string }> {
  community = await createTestCommunity({ environment });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
  const id = await beginVideo(community.answerer, { audience });
  await sendForm(community.answerer, id, await film(folder));
  await workNow(community);
  return { id, place: String((await rowOf(community, id))['folder']) };
}

const places = [
  ['in a folder', () => ({})],
  ['in a bucket', () => bucket.settings],
] as const;

describe.each(places)('kept %s', (_, environment) => {
  test.runIf(films)('what everybody may watch is served whole and by ranges, and runs nothing', async () => {
    const { place } = await publish('everybody', environment());
    const reader = community.newClient();
    const at = `/media/open/${place}/video.mp4`;
    const whole = await reader.get(at);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=3600',
    });
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-length')).toBe(String(bytes.length));
    const part = await reader.get(at, { range: 'bytes=4-7' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 4-7/${bytes.length}`,
      'ftyp',
    ]);
    const beyond = await reader.get(at, { range: `bytes=${bytes.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const etag = whole.headers.get('etag') ?? '';
    expect((await reader.get(at, { 'if-none-match': etag })).status).toBe(304);
    expect((await reader.get(at, { range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
    const playlist = await (await reader.get(`/media/open/${place}/all.m3u8`)).text();
    const [first = ''] = /^\w+\.m3u8$/m.exec(playlist) ?? [];
    expect(await (await reader.get(`/media/open/${place}/${first}`)).text()).toContain('#EXT-X-BYTERANGE');
  });

  test.runIf(films)('what members may watch needs an address that was signed, and not long ago', async () => {
    const { id, place } = await publish('members', environment());
    const { platform, clock } = community;
    const reader = community.newClient();
    expect((await reader.get(`/media/open/${place}/video.mp4`)).status).toBe(404);
    const signed = mediaAddress(platform, { folder: place, isOpen: false }, 'all.m3u8');
    const playlist = await reader.get(signed);
    expect(playlist.status).toBe(200);
    expect(playlist.headers.get('cache-control')).toBe('private, max-age=3600');
    const [first = ''] = /^\w+\.m3u8$/m.exec(await playlist.text()) ?? [];
    expect((await reader.get(signed.replace('all.m3u8', first))).status).toBe(200);
    const [, , grant = ''] = signed.split('/');
    const [expiry = '', signature = ''] = grant.split('.');
    const forged = [
      `${(Number.parseInt(expiry, 36) + 3600).toString(36)}.${signature}`,
      `${expiry}.${'A'.repeat(22)}`,
      `${expiry}.`,
      expiry,
      signature,
    ];
    for (const wrong of forged)
      expect((await reader.get(`/media/${wrong}/${place}/video.mp4`)).status, wrong).toBe(404);
    clock.pass(4 * 60 + 1);
    expect((await reader.get(signed)).status).toBe(404);
    const page = await reader.page(`/videos/${id}/reading-a-design-document`);
    expect(page).not.toContain(place);
  });
});

test.runIf(films)('what was taken down, and what is no file of a video, is not there', async () => {
  const { id, place } = await publish('everybody');
  const { answerer } = community;
  const reader = community.newClient();
  for (const file of [
    '..%2f..%2f..%2fkeys%2f1.key',
    '%2e%2e',
    '.hidden',
    'video.mp4%00',
    'nothing.mp4',
    'video.exe',
    'video',
  ])
    expect((await reader.get(`/media/open/${place}/${file}`)).status, file).toBe(404);
  expect((await reader.get(`/media/open/${'0'.repeat(32)}/video.mp4`)).status).toBe(404);
  expect((await reader.get(`/media/open/${place.toUpperCase()}/video.mp4`)).status).toBe(404);
  const at = `/media/open/${place}/video.mp4`;
  expect((await reader.get(at)).status).toBe(200);
  expect((await answerer.client.post(`/videos/own/${id}/deletion`)).status).toBe(409);
  await answerer.client.post(`/posts/${id}/removal`, { removed: '1' });
  expect((await reader.get(at)).status).toBe(404);
  expect((await answerer.client.post(`/videos/own/${id}/deletion`)).status).toBe(303);
  expect(await listKeys(community)).toEqual([]);
});
