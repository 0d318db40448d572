import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../build/paths.mjs';
import { setRole } from '../../src/features/accounts/accounts.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { ask } from '../threads.ts';
import type { Participant } from './beside.ts';
import { addParticipants, closeBeside, openBeside } from './beside.ts';
import { Browser } from './browser.ts';
import type { RunningApp } from './running-app.ts';
import { launchApp, startApp } from './running-app.ts';

let workers: string;
let webs: string;
let database: TestDatabase;
let beside: OpenPlatform;
let worker: RunningApp;
let web: RunningApp;
let asker: Participant;
let moderator: Participant;

const startWorker = () => startApp(workers, { DATABASE_URL: database.url }, ['--role', 'worker']);

/** A worker with all keys, and a web process on another machine, so to speak, with those that it needs. */
beforeAll(async () => {
  [workers, webs, database] = await Promise.all([
    makeTemporaryFolder(),
    makeTemporaryFolder(),
    createTestDatabase(),
  ]);
  worker = await startWorker();
  const [from, to] = [join(workers, 'data', 'keys'), join(webs, 'data', 'keys')];
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of ['1.key', '1.authors.pub']) await copyFile(join(from, name), join(to, name));
  web = await startApp(webs, { DATABASE_URL: database.url }, ['--role', 'web']);
  beside = await openBeside(workers, database.connection);
  const [first, second] = await addParticipants(beside, ['asker', 'moderator']);
  if (!first || !second) throw new Error('nobody');
  [asker, moderator] = [first, second];
  await setRole(beside.db, moderator.account.id, 'moderator');
}, 90_000);

afterAll(async () => {
  await Promise.all([web.end('SIGTERM'), worker.end('SIGTERM')]);
  await closeBeside(beside);
  await database.drop();
  for (const folder of [workers, webs]) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

test('a worker says how it does and shows no page', async () => {
  const browser = new Browser(worker.origin, moderator.token);
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await browser.get(path)).status, path).toBe(200);
  for (const path of ['/', '/questions', '/drafts', '/api/v1/questions', '/sign-in'])
    expect((await browser.get(path)).status, path).toBe(404);
});

test('a web process serves everything, and leaves what needs the private key to the workers', async () => {
  const post = await ask(beside, asker);
  const author = new Browser(web.origin, asker.token);
  const keeper = new Browser(web.origin, moderator.token);
  expect((await author.get(`/posts/${post.id}/edit`)).status).toBe(200);
  expect(await worker.end('SIGTERM')).toMatchObject({ code: 0 });
  const fields = { act: 'suspend', reason: 'Rude again.', until: '7' };
  expect((await keeper.post(`/moderation/posts/${post.id}/acts`, fields)).status).toBe(303);
  const { rows } = await beside.db.pool.query("select state from pgboss.job where name = 'suspend-author'");
  expect(rows).toEqual([{ state: 'created' }]);
  expect((await author.get('/drafts')).status).toBe(200);
  worker = await startWorker();
  await expect
    .poll(async () => (await author.get('/drafts')).status, { timeout: 4000, interval: 20 })
    .toBe(401);
});

test('a masked question is asked through a web process whose machine has no private key', async () => {
  const author = new Browser(web.origin, moderator.token);
  const answer = await author.post('/questions', {
    title: 'How does one leave a team well?',
    body: 'I have been there for long, and they count on me.',
    topics: 'tech-lead',
    byline: 'member',
  });
  expect(answer.status).toBe(303);
  expect(await readdir(join(webs, 'data', 'keys'))).not.toContain('1.authors.key');
  const { rows } = await beside.db.pool.query<{ mark: number }>(
    'select get_byte(sealed, 0) as mark from authors where sealed is not null',
  );
  expect(rows).toEqual([{ mark: 0 }, { mark: 0 }]);
});

test('a web process whose keys are not there does not start, and makes none', async () => {
  const folder = await makeTemporaryFolder();
  const launched = launchApp(folder, { DATABASE_URL: database.url }, ['--role=web']);
  expect(await launched.ended).toMatchObject({ code: 1 });
  expect(launched.said()).toMatch(/Version 1 of the keys is not in .*\n$/);
  expect(launched.said().trim().split('\n')).toHaveLength(1);
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

test.each(['--role boss', '--role', '--fast'])('cairn start %s is refused in a line', async (line) => {
  const folder = await makeTemporaryFolder();
  const launched = launchApp(folder, { DATABASE_URL: database.url }, line.split(' '));
  expect(await launched.ended).toMatchObject({ code: 1 });
  expect(launched.said()).toBe('cairn start --role web | worker | all\n');
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

test('after cairn keys rotate a machine without the new keys answers nobody who is signed in, until they are there', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin', 'cairn'), 'keys', 'rotate'],
    {
      cwd: workers,
      env: { PATH: process.env.PATH, DATA_DIR: join(workers, 'data'), DATABASE_URL: database.url },
    },
  );
  expect(stdout).toMatch(/Version 2 of the keys is in .*\n(.*\n)+4 seals are renewed with version 2\.\n$/);
  const author = new Browser(web.origin, moderator.token);
  expect((await author.get('/drafts')).status).toBe(503);
  expect((await new Browser(web.origin).get('/questions')).status).toBe(200);
  expect(web.said()).toContain('Version 2 of the keys is in use, and this process does not have it');
  const [from, to] = [join(workers, 'data', 'keys'), join(webs, 'data', 'keys')];
  for (const name of ['2.key', '2.authors.pub']) await copyFile(join(from, name), join(to, name));
  expect((await author.get('/drafts')).status).toBe(200);
});
