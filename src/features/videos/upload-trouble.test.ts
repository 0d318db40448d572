import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAnotherProcess } from '../../../test/another-process.ts';
import type { Bucket } from '../../../test/bucket.ts';
import { openBucket } from '../../../test/bucket.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { mountSmallDisk, smallDisks } from '../../../test/small-disk.ts';
import { saveProfile } from '../profiles/profiles.ts';
import { listen, openTusSite, piece, TusSite } from './tus-for-tests.ts';
import { chooseVideoAuthor } from './video-authors.ts';
import { beginVideo, listKeys, rowOf, sendForm, until } from './videos-for-tests.ts';

vi.setConfig({ testTimeout: 60_000 });

let site: TusSite;
let community: TestCommunity;

async function open(environment: Record<string, string> = {}): Promise<void> {
  site = await openTusSite(environment);
  ({ community } = site);
}

beforeEach(async () => await open());

afterEach(async () => await site.close());

/** Somebody else who may upload. */
async function chooseGrace(): Promise<void> {
  const { platform, asker } = community;
  const about = { name: 'Grace Example', slug: 'grace-example', title: 'Engineer', bio: '', links: [] };
  await saveProfile(platform, asker.account.id, about);
  await chooseVideoAuthor(platform.db, 'grace-example');
}

/** Speaks HTTP by hand: the head, some bytes, and when they have arrived the line is cut. */
async function cutOff(head: string[], bytes: string, haveArrived: () => Promise<boolean>): Promise<void> {
  const { port } = site.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const own = Object.entries({ ...site.headersOf(), host: `127.0.0.1:${port}` });
  socket.write([...head, ...own.map(([name, value]) => `${name}: ${value}`), '', bytes].join('\r\n'));
  await until(haveArrived);
  socket.resetAndDestroy();
}

function patchHead(address: string, offset: number, length: number): string[] {
  const headers = { ...piece(offset), 'tus-resumable': '1.0.0', 'content-length': String(length) };
  return [
    `PATCH ${address} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
}

async function sizeOnDisk(address: string): Promise<number> {
  const path = join(community.platform.config.dataDir, 'uploads', address.split('/').at(-1) ?? '');
  return (await readFile(path).catch(() => Buffer.alloc(0))).length;
}

test('a request that says it has more than it sends leaves what came, and the rest may follow', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  await cutOff(patchHead(address, 0, 10), '12345', async () => (await sizeOnDisk(address)) === 5);
  await expect.poll(async () => await site.offset(address)).toBe(5);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
  expect((await site.send(address, 5, '67890')).status).toBe(204);
  const [key = ''] = await listKeys(community);
  expect((await buffer(await community.platform.files.read(key))).toString()).toBe('1234567890');
});

test('a request without a length that goes on past what was declared writes no more than that', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  const body = Readable.toWeb(Readable.from([Buffer.from('123456'), Buffer.from('7890123456')]));
  const answer = await site
    .ask('PATCH', address, { headers: piece(0), body: body as ReadableStream })
    .catch(() => null);
  expect(answer?.status ?? 413).toBe(413);
  expect(await sizeOnDisk(address)).toBeLessThanOrEqual(10);
  const more = await site.send(address, (await site.offset(address)) ?? 0, 'x'.repeat(20));
  expect(more.status).toBeGreaterThanOrEqual(400);
});

test('a file that is shorter than was declared is waited for, and never made ready', async () => {
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  expect((await site.send(address, 0, '12345')).status).toBe(204);
  expect(await site.offset(address)).toBe(5);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading', original: null });
  expect(await listKeys(community)).toEqual([]);
});

test('of a form that breaks off nothing stays', async () => {
  const id = await beginVideo(community.answerer);
  const start = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nhalf of it`;
  const head = [
    `POST /videos/own/${id}/file HTTP/1.1`,
    'content-type: multipart/form-data; boundary=b',
    'content-length: 5000',
  ];
  await cutOff(head, start, async () => (await site.uploads()).length > 0);
  await expect.poll(async () => await site.uploads()).toEqual([]);
  expect(await rowOf(community, id)).toMatchObject({ state: 'uploading' });
});

test('another author finds no upload of somebody else’s', async () => {
  const { asker } = community;
  await chooseGrace();
  const id = await beginVideo(community.answerer);
  const own = await beginVideo(asker);
  const address = await site.begin(id, 10);
  const name = address.split('/').at(-1) ?? '';
  for (const path of [address, `/videos/own/${own}/uploads/${name}`]) {
    expect((await site.send(path, 0, 'x', 'asker')).status, path).toBe(404);
    for (const method of ['HEAD', 'DELETE'])
      expect((await site.ask(method, path, { who: 'asker' })).status, `${method} ${path}`).toBe(404);
  }
  const headers = { 'upload-length': '5' };
  const begun = await site.ask('POST', `/videos/own/${id}/uploads`, { headers, who: 'asker' });
  expect(begun.status).toBe(404);
  expect(await site.offset(address)).toBe(0);
  expect((await site.send(address, 0, '1234567890')).status).toBe(204);
});

const names = {
  'for shells': `$(touch /tmp/pwned) && rm -rf ~; echo "'.mp4`,
  'for paths': '../../../../etc/cron.d/talk.mp4',
  'for other paths': '..\\..\\windows\\talk.mp4',
  'for headers': 'talk.mp4\r\nset-cookie: session=planted',
  'for options': '-i.mp4',
  'for addresses': '%2e%2e%2fQXZPLANTED.mp4',
  'for pages': '<script>QXZPLANTED</script>.mp4',
  'for eyes': '\u202e4pm.QXZPLANTED',
  'for buffers': 'x'.repeat(4000),
};

test.each(Object.entries(names))('a name %s is read by nobody and kept nowhere', async (_, name) => {
  const { answerer, platform } = community;
  const id = await beginVideo(answerer);
  const metadata = `filename ${Buffer.from(name).toString('base64')},filetype ${Buffer.from('video/mp4').toString('base64')}`;
  const headers = { 'upload-length': '10', 'upload-metadata': metadata };
  const begun = await site.ask('POST', `/videos/own/${id}/uploads`, { headers });
  expect(begun.status).toBe(201);
  const address = begun.headers.get('location') ?? '';
  expect(await site.uploads()).toHaveLength(2);
  for (const file of await site.uploads()) {
    expect(file).toMatch(/^[0-9a-f]{32}(?:\.json)?$/);
    const kept = await readFile(join(platform.config.dataDir, 'uploads', file), 'utf8');
    expect(kept).not.toContain('filename');
  }
  const asked = await site.ask('HEAD', address);
  expect(asked.headers.get('upload-metadata') ?? '').not.toContain('filename');
  expect(asked.headers.get('set-cookie') ?? '').not.toContain('planted');
  const another = await beginVideo(answerer);
  const sent = await sendForm(answerer, another, Buffer.from('no film at all'), name);
  expect(sent.status).toBe(303);
  const row = await rowOf(community, another);
  expect(row['original']).toMatch(/^originals\/[0-9a-f]{32}$/);
  expect(JSON.stringify([row, await listKeys(community)])).not.toMatch(/PLANTED|pwned|cron|4pm|xxxx/);
  expect(await answerer.client.page(`/videos/own/${another}`)).not.toMatch(/PLANTED|pwned|cron|4pm|xxxx/);
});

test('an author sends so many files a day, by whatever way, and is told when to go on', async () => {
  await site.close();
  await open({ VIDEO_MAX_A_DAY: '2' });
  const { answerer } = community;
  const [first, second, third] = [
    await beginVideo(answerer),
    await beginVideo(answerer),
    await beginVideo(answerer),
  ];
  await site.begin(first, 10);
  expect((await sendForm(answerer, second, Buffer.from('no film'))).status).toBe(303);
  const refused = await sendForm(answerer, third, Buffer.from('no film'));
  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain('as many files as one may within a day (2)');
  const headers = { 'upload-length': '10' };
  const byPieces = await site.ask('POST', `/videos/own/${third}/uploads`, { headers });
  expect([byPieces.status, await byPieces.text()]).toEqual([
    429,
    'You have sent as many files as one may within a day (2). Send this one tomorrow.\n',
  ]);
  // Also by another process, or after a restart.
  const another = await openAnotherProcess(community);
  const elsewhere = await another
    .clientOf(answerer)
    .upload(`/videos/own/${third}/file`, 'file', new File(['no film'], 'a.mp4'));
  expect(elsewhere.status).toBe(429);
  await another.close();
  expect(await site.uploads()).toHaveLength(2);
  await chooseGrace();
  const theirs = await beginVideo(community.asker);
  expect((await sendForm(community.asker, theirs, Buffer.from('no film'))).status).toBe(303);
});

test.runIf(smallDisks)(
  'a disk that is full in the middle keeps what arrived, and takes the rest later',
  async () => {
    const { answerer, platform } = community;
    const disk = await mountSmallDisk(join(platform.config.dataDir, 'uploads'), '600m');
    try {
      const [id, other] = [await beginVideo(answerer), await beginVideo(answerer)];
      const film = Buffer.alloc(3 * 1024 * 1024, 'cairn');
      const address = await site.begin(id, film.length);
      await disk.resize('1m');
      const full = await site.send(address, 0, film);
      expect(full.status).toBe(503);
      expect(await full.text()).toBe('It could not be written at the moment. What has arrived is kept.\n');
      const kept = (await site.offset(address)) ?? 0;
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThan(film.length);
      const form = await sendForm(answerer, other, film);
      expect(form.status).toBe(422);
      expect(await form.text()).toContain('no room left for it on this server');
      await disk.resize('600m');
      expect((await site.send(address, kept, film.subarray(kept))).status).toBe(204);
      const [key = ''] = await listKeys(community);
      expect((await buffer(await platform.files.read(key))).equals(film)).toBe(true);
      expect(await site.uploads()).toEqual([]);
    } finally {
      await disk.close();
    }
  },
);

test.each(['a folder', 'a bucket'])('what is ended twice at once ends once, in %s', async (place) => {
  const bucket: Bucket | null = place === 'a bucket' ? await openBucket() : null;
  await site.close();
  await open({ ...bucket?.settings });
  const { platform } = community;
  const another = await openAnotherProcess(community);
  const elsewhere = new TusSite(community, await listen(another.app));
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  const take = platform.files.take.bind(platform.files);
  platform.files.take = async () => await Promise.reject(new Error('the process died here'));
  expect((await site.send(address, 0, '1234567890')).status).toBe(503);
  platform.files.take = take;
  const asked = await Promise.all(
    [site, elsewhere, site, elsewhere, site].map(async (way) => await way.ask('HEAD', address)),
  );
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const row = await rowOf(community, id);
  expect(row).toMatchObject({ state: 'waiting', attempts: 0 });
  expect(await listKeys(community)).toEqual([row['original']]);
  expect((await buffer(await platform.files.read(String(row['original'])))).toString()).toBe('1234567890');
  expect(await site.uploads()).toEqual([]);
  elsewhere.server.closeAllConnections();
  elsewhere.server.close();
  await another.close();
  await bucket?.close();
});

test('a process that died between putting the file away and saying so is followed by the next one', async () => {
  const { platform } = community;
  const id = await beginVideo(community.answerer);
  const address = await site.begin(id, 10);
  const take = platform.files.take.bind(platform.files);
  platform.files.take = async (key, path) => {
    await take(key, path);
    throw new Error('the process died here');
  };
  expect((await site.send(address, 0, '1234567890')).status).toBe(503);
  platform.files.take = take;
  expect(await site.offset(address)).toBe(10);
  expect(await rowOf(community, id)).toMatchObject({ state: 'waiting' });
});

test('of a video that is deleted while its file arrives nothing stays', async () => {
  const { answerer } = community;
  const id = await beginVideo(answerer);
  const address = await site.begin(id, 10);
  await site.send(address, 0, '12345');
  expect((await answerer.client.post(`/videos/own/${id}/deletion`)).status).toBe(303);
  expect(await site.uploads()).toEqual([]);
  expect((await site.send(address, 5, '67890')).status).toBe(404);
  expect(await listKeys(community)).toEqual([]);
});
