import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { beginByApi, createVideoApi, listUploads, sendFilm } from './own-videos-for-tests.ts';
import { rowOf, until, workNow } from './videos-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let api: ApiForTests;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  api = await createVideoApi();
});

afterEach(async () => {
  await api.community.close();
  await rm(folder, { recursive: true });
});

test.runIf(films)('its picture is one of its frames, or another one', async () => {
  const id = await beginByApi(api, { publish: 'later' });
  const pixels = { width: 32, height: 18, channels: 3 as const, background: 'red' };
  const picture = new Uint8Array(await sharp({ create: pixels }).png().toBuffer());
  const send = (bytes: Uint8Array<ArrayBuffer>, who: 'answerer' | 'asker' = 'answerer') =>
    api.sendFile(who, `PUT /own-videos/${id}/picture`, bytes, 'image/png');
  expect((await send(picture)).status).toBe(409);
  expect((await api.call('answerer', `PUT /own-videos/${id}/frame`, { frame: 1 })).status).toBe(422);
  await sendFilm(api, id, folder);
  await workNow(api.community);
  const { json } = await api.call('answerer', `GET /own-videos/${id}`);
  expect(json.frames.length).toBeGreaterThan(1);
  const other = json.frames.find((frame: string) => frame !== json.poster);
  const number = json.frames.indexOf(other) + 1;
  const chosen = await api.call('answerer', `PUT /own-videos/${id}/frame`, { frame: number });
  expect([chosen.status, chosen.json.poster]).toEqual([200, other]);
  for (const frame of [0, json.frames.length + 1, 1.5, '1'])
    expect((await api.call('answerer', `PUT /own-videos/${id}/frame`, { frame })).status).toBe(422);
  expect((await api.call('asker', `PUT /own-videos/${id}/frame`, { frame: 1 })).status).toBe(404);
  const sent = await send(picture);
  expect([sent.status, sent.json.poster]).toEqual([200, expect.stringContaining('/poster-')]);
  const drawn = await api.community.newClient().get(new URL(sent.json.poster).pathname);
  expect((await sharp(Buffer.from(await drawn.arrayBuffer())).metadata()).format).toBe('jpeg');
  expect((await send(picture, 'asker')).status).toBe(404);
  expect((await send(new Uint8Array(Buffer.from('GIF89a')))).json.errors.picture).toContain('This is a GIF.');
  expect((await send(new Uint8Array(10_000_001))).status).toBe(413);
});

test('a file that is none, too large, or in an envelope is refused, and nothing is left of it', async () => {
  const id = await beginByApi(api);
  const path = `PUT /own-videos/${id}/file`;
  const send = (bytes: number, type: string | null = null) =>
    api.sendFile('answerer', path, new Uint8Array(bytes), type);
  expect((await send(0)).json.errors).toEqual({ file: 'Send the file as the body of the request.' });
  const large = 2 * 1024 * 1024 + 1;
  expect((await send(large)).json.errors.file).toContain('up to 2 MB');
  const headers = { authorization: `Bearer ${api.tokens.get('answerer')}` };
  // One that does not say how large it is.
  const unstated = await api.send(path, { headers, body: new Uint8Array(large) });
  expect([unstated.status, unstated.json.errors.file]).toEqual([422, expect.stringContaining('up to 2 MB')]);
  for (const type of ['multipart/form-data; boundary=x', 'application/json']) {
    const refused = await send(10, type);
    expect([refused.status, refused.json.detail]).toEqual([
      415,
      'Send the file itself as the body: curl -T FILE.',
    ]);
  }
  expect(await listUploads(api.community)).toEqual([]);
  expect(await rowOf(api.community, id)).toMatchObject({ state: 'uploading', original: null });
});

test('a file is taken from its author alone, and once', async () => {
  const id = await beginByApi(api);
  const send = (who: 'answerer' | 'asker' | 'admin' | null) =>
    api.sendFile(who, `PUT /own-videos/${id}/file`, new Uint8Array(1000));
  expect([(await send(null)).status, (await send('asker')).status, (await send('admin')).status]).toEqual([
    401, 403, 403,
  ]);
  expect((await api.sendFile('answerer', 'PUT /own-videos/11111111111/file', new Uint8Array(9))).status).toBe(
    404,
  );
  expect((await send('answerer')).status).toBe(200);
  const again = await send('answerer');
  expect([again.status, again.json.detail]).toEqual([
    409,
    'The file of this video is here already. Make another one for another file.',
  ]);
});

test('a file that cannot be played is refused with the reason, and another may follow', async () => {
  const id = await beginByApi(api);
  const playlist = new Uint8Array(Buffer.from('#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n'));
  expect((await api.sendFile('answerer', `PUT /own-videos/${id}/file`, playlist)).status).toBe(200);
  await workNow(api.community);
  const { json } = await api.call('answerer', `GET /own-videos/${id}`);
  expect([json.state, json.reason]).toEqual(['refused', expect.stringContaining('This is a playlist')]);
  expect((await api.sendFile('answerer', `PUT /own-videos/${id}/file`, playlist)).status).toBe(200);
});

test('a file whose sender goes away leaves nothing, and may be sent again', async () => {
  const id = await beginByApi(api);
  const listener = getRequestListener(api.community.app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const authorization = `Bearer ${api.tokens.get('answerer')}`;
  const options = { host: '127.0.0.1', port, method: 'PUT', path: `/api/v1/own-videos/${id}/file` };
  const sending = httpRequest({ ...options, headers: { authorization, 'content-length': '100000' } });
  sending.on('error', () => undefined);
  sending.write(Buffer.alloc(50_000));
  await until(async () => (await listUploads(api.community)).length === 1);
  sending.destroy();
  await until(async () => (await listUploads(api.community)).length === 0);
  const sent = await fetch(`http://127.0.0.1:${port}${options.path}`, {
    method: 'PUT',
    headers: { authorization },
    body: new Uint8Array(100_000),
  });
  expect([sent.status, await sent.json()]).toEqual([200, expect.objectContaining({ state: 'waiting' })]);
  server.closeAllConnections();
  server.close();
});
