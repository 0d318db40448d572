import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { films, makeClip } from '../clips.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { closeBeside, openBeside } from './beside.ts';
import { Browser } from './browser.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';
import { addVideoAuthor, Sender } from './sending-films.ts';

let folder: string;
let database: TestDatabase;
let beside: OpenPlatform;
let token: string;
let web: RunningApp;
let film: Buffer;
const workers: RunningApp[] = [];

// Soon enough that nobody has waited for the two minutes of silence.
const soon = { timeout: 100_000, interval: 100 };

beforeAll(async () => {
  [folder, database] = await Promise.all([makeTemporaryFolder(), createTestDatabase()]);
  beside = await openBeside(folder, database.connection);
  token = await addVideoAuthor(beside);
  web = await startApp(folder, { DATABASE_URL: database.url }, ['--role', 'web']);
  if (!films) return;
  const path = await makeClip(join(folder, 'film.mp4'), { seconds: 30, size: '640x360' });
  film = await readFile(path);
}, 90_000);

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.end('SIGKILL');
});

afterAll(async () => {
  await web.end('SIGTERM');
  await closeBeside(beside);
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function startWorker(): Promise<RunningApp> {
  const worker = await startApp(folder, { DATABASE_URL: database.url }, ['--role', 'worker']);
  workers.push(worker);
  return worker;
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await beside.db.pool.query<Record<string, unknown>>(
    'select state, attempts, original, folder from videos where id = $1',
    [id],
  );
  return rows[0] ?? {};
}

/** The programs that this process has started to encode with. */
function encoders(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, comm, parent] =
        /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return comm === 'ffmpeg' && Number(parent) === pid ? [Number(name)] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

/** What lies about of the making of a video: in DATA_DIR, or where the encoder's user cannot go there in another place. */
async function workFiles(id: string): Promise<string[]> {
  const found = [join(folder, 'data', 'work'), tmpdir()].map(async (parent) => {
    const names = await readdir(parent).catch(() => []);
    const ours = names.filter((name) => name.startsWith(`cairn-media-${id}-`));
    const files = await Promise.all(ours.map((name) => readdir(join(parent, name)).catch(() => [])));
    return [...ours, ...files.flat()];
  });
  return (await Promise.all(found)).flat();
}

/** Sends the film, and waits until a worker is in the middle of it; gives its encoder too. */
async function sendTo(worker: RunningApp): Promise<{ id: string; encoder: number }> {
  const id = await new Sender(token).sendFilm(web.origin, film);
  await expect
    .poll(async () => (await workFiles(id)).filter((name) => name.endsWith('.m4s')), soon)
    .not.toEqual([]);
  const [encoder = 0] = encoders(worker.pid);
  expect(encoder).toBeGreaterThan(0);
  return { id, encoder };
}

async function expectReady(id: string, attempts: number): Promise<void> {
  await expect.poll(async () => (await rowOf(id))['state'], soon).toBe('ready');
  const row = await rowOf(id);
  expect(row).toMatchObject({ attempts, original: null });
  await expect.poll(async () => await workFiles(id), soon).toEqual([]);
  // Of the files there are those of this video, and no others.
  expect(await readdir(join(folder, 'data', 'files'))).toEqual(['videos']);
  expect(await readdir(join(folder, 'data', 'files', 'videos'))).toContain(row['folder']);
  const { rows } = await beside.db.pool.query<{ folder: string }>('select folder from videos');
  const known = rows.map((each) => each.folder).toSorted();
  expect((await readdir(join(folder, 'data', 'files', 'videos'))).toSorted()).toEqual(known);
}

test.runIf(films)(
  'when a worker is killed its encoder ends with it, and another worker makes the film ready from the start',
  async () => {
    const doomed = await startWorker();
    const { id, encoder } = await sendTo(doomed);
    await startWorker();
    await doomed.end('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${encoder}`), soon).toBe(false);
    const author = new Browser(web.origin, token);
    expect(await author.get(`/videos/own/${id}`)).toMatchObject({ status: 200 });
    await expectReady(id, 2);
    expect((await new Browser(web.origin).get('/videos')).body).toContain('Reading a design document');
  },
  150_000,
);

test.runIf(films)(
  'a worker that is asked to stop puts the film back as if it had not been begun, and the next one begins it',
  async () => {
    const worker = await startWorker();
    const { id, encoder } = await sendTo(worker);
    expect(await worker.end('SIGTERM')).toMatchObject({ code: 0, signal: null });
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(existsSync(`/proc/${encoder}`)).toBe(false);
    expect(await workFiles(id)).toEqual([]);
    expect(worker.said()).not.toMatch(/"level":"error"/);
    await startWorker();
    await expectReady(id, 1);
  },
  150_000,
);
