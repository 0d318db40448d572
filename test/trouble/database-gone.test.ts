import { readFile, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { answer, ask } from '../threads.ts';
import { addParticipants, closeBeside, embeddedIn, openBeside } from './beside.ts';
import type { Scene } from './outage.ts';
import { expectExactPages, expectOutage, expectRecovery, expectWritesEnd, readPages } from './outage.ts';
import { openProxy } from './proxy.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';

let folder: string;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function setScene(
  app: RunningApp,
  connection: ClientConfig,
): Promise<{ scene: Scene; beside: OpenPlatform }> {
  ends.push(() => endAlive(app));
  const beside = await openBeside(folder, connection);
  ends.push(() => closeBeside(beside));
  const [asker, answerer] = await addParticipants(beside, ['asker', 'answerer']);
  if (!asker || !answerer) throw new Error('nobody came');
  const { id, path } = await ask(beside, asker);
  await answer(beside, answerer, { questionId: id });
  await newsIsHeard(beside);
  return { scene: { app, asker, answerer, questionId: id, questionPath: path }, beside };
}

/** It must be there still. */
async function endAlive(app: RunningApp): Promise<void> {
  const { signal } = await app.end('SIGKILL');
  expect(signal, app.said().slice(-3000)).toBe('SIGKILL');
}

async function startBehindProxy() {
  const database = await createTestDatabase();
  ends.push(() => database.drop());
  const proxy = await openProxy(database.url);
  ends.push(() => proxy.close());
  const app = await startApp(folder, { DATABASE_URL: proxy.url });
  return { proxy, ...(await setScene(app, database.connection)) };
}

async function startEmbedded() {
  const app = await startApp(folder);
  return await setScene(app, embeddedIn(folder));
}

/** Else a page that was read at once would be dropped later, when the news of these posts comes in. */
async function newsIsHeard({ db }: OpenPlatform): Promise<void> {
  const waiting = () => db.pool.query<{ share: number }>('select pg_notification_queue_usage() as share');
  await expect.poll(async () => (await waiting()).rows[0]?.share, { timeout: 5000 }).toBe(0);
}

/** No crash, no trace of one, and nothing in the log that is nobody's business. */
function expectCalm({ app, asker, answerer }: Scene): void {
  const lines = app.said().split('\n');
  const linesWith = (found: string | RegExp) => lines.filter((line) => line.search(found) >= 0);
  expect(linesWith(/unhandled|uncaught|^\s+at |Warning:/i)).toEqual([]);
  const secrets = [asker, answerer].flatMap(({ account, token }) => [token, account.id, account.email ?? '']);
  for (const secret of [...secrets, 'payments service', 'Lost?']) expect(linesWith(secret)).toEqual([]);
  for (const line of linesWith(/^\{/)) JSON.parse(line);
  expect(linesWith('"status":503').length).toBeGreaterThan(20);
}

test('a database that is cut off: kept pages are read on, the rest waits; all comes back by itself', async () => {
  const { proxy, scene, beside } = await startBehindProxy();
  const before = await readPages(scene);
  proxy.cut();
  await expectOutage(scene, before);
  const unheard = `While nobody listened ${Math.random()}`;
  await answer(beside, scene.answerer, { questionId: scene.questionId, body: unheard });
  await expectOutage(scene, before);
  proxy.open();
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  const [, , question] = await readPages(scene);
  expect(question).toContain(unheard);
  await expectExactPages(scene, beside);
  await expectWritesEnd(scene, () => proxy.cut());
  proxy.open();
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  expectCalm(scene);
}, 60_000);

test('a database that says nothing any more is found out within two seconds, then waited for by nobody', async () => {
  const { proxy, scene, beside } = await startBehindProxy();
  const before = await readPages(scene);
  proxy.silence();
  await expectOutage(scene, before);
  const later = await expectOutage(scene, before);
  expect(Math.max(...later)).toBeLessThan(1000);
  const unheard = `While nobody listened ${Math.random()}`;
  await answer(beside, scene.answerer, { questionId: scene.questionId, body: unheard });
  proxy.open();
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  const [, , question] = await readPages(scene);
  expect(question).toContain(unheard);
  await expectExactPages(scene, beside);
  await expectWritesEnd(scene, () => proxy.silence());
  proxy.open();
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  expectCalm(scene);
}, 60_000);

test('an embedded server that is killed again and again', async () => {
  const { scene, beside } = await startEmbedded();
  const before = await readPages(scene);
  const killing = killAgainAndAgain(3000);
  await killing.begun;
  await expectOutage(scene, before);
  await killing.done;
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  await expectExactPages(scene, beside);
  await expectWritesEnd(scene, () => killAgainAndAgain(0).begun);
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  expectCalm(scene);
}, 60_000);

test('an embedded server that hangs', async () => {
  const { scene, beside } = await startEmbedded();
  const before = await readPages(scene);
  const hung = [await postmaster()];
  try {
    for (const pid of hung) {
      process.kill(pid, 'SIGSTOP');
      // Only once the first has stopped does it begin no more of them.
      if (hung.length === 1) hung.push(...childrenOf(pid));
    }
    await expectOutage(scene, before);
  } finally {
    for (const pid of hung) process.kill(pid, 'SIGCONT');
  }
  expect(await expectRecovery(scene)).toBeLessThan(15_000);
  await expectExactPages(scene, beside);
  expectCalm(scene);
}, 60_000);

async function postmaster(): Promise<number> {
  const file = join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid');
  return Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
}

function childrenOf(parent: number): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = list.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid] : []));
}

function killAgainAndAgain(ms: number): { begun: Promise<void>; done: Promise<void> } {
  const until = performance.now() + ms;
  const kill = async () => {
    const pid = await postmaster();
    if (pid) execFileSync('kill', ['-KILL', String(pid)], { stdio: 'ignore' });
  };
  const begun = kill();
  const rest = async () => {
    await begun;
    while (performance.now() < until) {
      await delay(10);
      await kill().catch(() => undefined);
    }
  };
  return { begun, done: rest() };
}
