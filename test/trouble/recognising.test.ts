import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
let open: string;
let database: TestDatabase;
let beside: OpenPlatform;
let token: string;

// Soon enough that nobody has waited for the two minutes of silence.
const soon = { timeout: 100_000, interval: 100 };

beforeAll(async () => {
  [folder, open, database] = await Promise.all([
    makeTemporaryFolder(),
    makeTemporaryFolder(),
    createTestDatabase(),
  ]);
  await chmod(open, 0o777);
  beside = await openBeside(folder, database.connection);
  token = await addVideoAuthor(beside);
}, 90_000);

afterAll(async () => {
  await closeBeside(beside);
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  await rm(open, { recursive: true, force: true, maxRetries: 20 });
});

async function write(script: string): Promise<string> {
  const path = join(open, 'recogniser');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function start(command: string): Promise<RunningApp> {
  return await startApp(folder, { DATABASE_URL: database.url, RECOGNISER_COMMAND: command });
}

/** What lies about of the sound of a video. */
async function sounds(id: string): Promise<string[]> {
  const found = [join(folder, 'data', 'work'), tmpdir()].map(
    async (parent) => await readdir(parent).catch(() => []),
  );
  return (await Promise.all(found)).flat().filter((name) => name.startsWith(`cairn-media-words-${id}-`));
}

test.runIf(films)(
  'when a process is killed its recogniser ends with it, and the next one has the words written down',
  async () => {
    const command = await write(`echo $$ > ${open}/pid.new; mv ${open}/pid.new ${open}/pid; exec sleep 600`);
    const doomed = await start(command);
    const film = await readFile(await makeClip(join(folder, 'film.mp4'), { seconds: 1, size: '64x64' }));
    const id = await new Sender(token).sendFilm(doomed.origin, film);
    await expect.poll(() => existsSync(join(open, 'pid')), soon).toBe(true);
    const pid = (await readFile(join(open, 'pid'), 'utf8')).trim();
    expect(await sounds(id)).toHaveLength(1);
    await doomed.end('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${pid}`), soon).toBe(false);
    await write(`printf 'WEBVTT\\n\\n00:00.000 --> 00:00.900\\nWords of a machine.\\n'`);
    const next = await start(command);
    const page = async () =>
      (await new Browser(next.origin).get(`/videos/${id}/reading-a-design-document`)).body;
    await expect.poll(page, soon).toContain('Words of a machine.');
    expect(await sounds(id)).toEqual([]);
    const { rows } = await beside.db.pool.query('select from recognitions');
    expect(rows).toEqual([]);
    expect(await next.end('SIGTERM')).toMatchObject({ code: 0 });
  },
  200_000,
);
