import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenPlatform } from '../../src/platform/open.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { closeBeside, openBeside } from './beside.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';
import { addVideoAuthor, Sender, slowly } from './sending-films.ts';

let folder: string;
let database: TestDatabase;
let beside: OpenPlatform;
let sender: Sender;
let one: RunningApp;
let other: RunningApp;

// Without a worker what has arrived stays as it is.
const startWeb = () => startApp(folder, { DATABASE_URL: database.url }, ['--role', 'web']);

beforeAll(async () => {
  [folder, database] = await Promise.all([makeTemporaryFolder(), createTestDatabase()]);
  beside = await openBeside(folder, database.connection);
  sender = new Sender(await addVideoAuthor(beside));
  [one, other] = await Promise.all([startWeb(), startWeb()]);
}, 90_000);

afterAll(async () => {
  await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')]);
  await closeBeside(beside);
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const bytes = 400_000;
/** In ten pieces, the first of them after a while: all who send at once begin before anything has arrived. */
const part = (letter: string, length: number) => slowly(Buffer.alloc(length, letter), length / 10, 200);

async function arrived(address: string): Promise<number> {
  const found = await stat(join(folder, 'data', 'uploads', address.split('/').at(-1) ?? '')).catch(
    () => null,
  );
  return found?.size ?? 0;
}

async function original(id: string): Promise<string> {
  const { rows } = await beside.db.pool.query<{ original: string }>(
    `select original from videos where id = $1 and state = 'waiting'`,
    [id],
  );
  return await readFile(join(folder, 'data', 'files', rows[0]?.original ?? 'none'), 'latin1');
}

/** Sends what is missing, as often as it takes. */
async function sendRest(origin: string, address: string, letter: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const offset = await sender.offset(origin, address);
    const rest = Buffer.alloc(bytes - offset, letter);
    if (offset >= 0 && (await sender.send(origin, address, offset, slowly(rest, rest.length))) === 204)
      return;
  }
  expect.fail('it was never taken');
}

test('of two who send at once through two processes, one writes at a time', async () => {
  const id = await sender.describe(one.origin);
  const address = await sender.begin(one.origin, id, bytes);
  const sent = await Promise.all([
    sender.send(one.origin, address, 0, part('a', bytes / 2)),
    sender.send(other.origin, address, 0, part('b', bytes / 4)),
  ]);
  // By the time the second may write, the upload stands elsewhere than it says.
  expect(sent.toSorted()).toEqual([204, 409]);
  await sendRest(other.origin, address, 'c');
  expect(await original(id)).toMatch(/^(?:a+|b+)c+$/);
  expect((await original(id)).length).toBe(bytes);
}, 60_000);

test('what a process had taken in when it was killed is gone on with through another one, at once', async () => {
  const id = await sender.describe(one.origin);
  const address = await sender.begin(one.origin, id, bytes);
  const sending = sender.send(one.origin, address, 0, part('a', bytes / 2));
  await expect.poll(async () => await arrived(address), { timeout: 20_000 }).toBeGreaterThan(20_000);
  await one.end('SIGKILL');
  expect(await sending).toBe(0);
  const offset = await sender.offset(other.origin, address);
  expect(offset).toBeGreaterThan(20_000);
  await sendRest(other.origin, address, 'b');
  const film = await original(id);
  expect(film.length).toBe(bytes);
  expect(film.lastIndexOf('a')).toBe(offset - 1);
  one = await startWeb();
}, 60_000);

test('a request that has fallen silent gives way to one that goes on through another process', async () => {
  const id = await sender.describe(one.origin);
  const address = await sender.begin(one.origin, id, bytes);
  const over = new AbortController();
  async function* falteringly(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(bytes / 4, 'a');
    await once(over.signal, 'abort');
  }
  const silent = sender.send(one.origin, address, 0, falteringly());
  await expect.poll(async () => await arrived(address), { timeout: 20_000 }).toBe(bytes / 4);
  expect(await sender.offset(other.origin, address)).toBe(bytes / 4);
  await sendRest(other.origin, address, 'b');
  expect(await original(id)).toMatch(/^a+b+$/);
  over.abort();
  await silent;
}, 60_000);
