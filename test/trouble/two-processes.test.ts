import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenPlatform } from '../../src/platform/open.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { ask } from '../threads.ts';
import type { Participant } from './beside.ts';
import { addParticipants, closeBeside, openBeside } from './beside.ts';
import { Browser } from './browser.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';

let folder: string;
let database: TestDatabase;
let beside: OpenPlatform;
let apps: RunningApp[];
let members: Participant[];
let question: { id: string; path: string };

beforeAll(async () => {
  [folder, database] = await Promise.all([makeTemporaryFolder(), createTestDatabase()]);
  const settings = { DATABASE_URL: database.url };
  beside = await openBeside(folder, database.connection);
  members = await addParticipants(beside, ['asker', 'answerer', 'reader']);
  question = await ask(beside, member(0));
  apps = await Promise.all([startApp(folder, settings), startApp(folder, settings)]);
}, 60_000);

afterAll(async () => {
  await Promise.all(apps.map((app) => app.end('SIGTERM')));
  await closeBeside(beside);
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

function member(number: number): Participant {
  const found = members[number];
  if (!found) throw new Error('nobody');
  return found;
}

test.each([
  ['the second', 0, 1],
  ['the first', 1, 0],
])(
  'what is written through one process is on the page that %s had in memory',
  async (_which, writes, reads) => {
    const [writer, reader] = [apps[writes]?.origin ?? '', apps[reads]?.origin ?? ''];
    const addresses = [question.path, '/topics/tech-lead', '/'];
    const anyone = new Browser(reader);
    for (const address of addresses) expect((await anyone.get(address)).status).toBe(200);
    const author = new Browser(writer, member(1).token);
    const body = `Said through ${writes} ${Math.random()}`;
    const answered = await author.post(`/questions/${question.id}/answers`, { body, byline: 'role' });
    expect(answered.status).toBe(303);
    const counted = `${writes + 1} answer`;
    await expect
      .poll(async () => (await anyone.get(question.path)).body, { timeout: 2000, interval: 5 })
      .toContain(body);
    expect((await anyone.get('/topics/tech-lead')).body).toContain(counted);
    expect((await anyone.get('/')).body).toContain(counted);
  },
);

test('a session that ends in one process has ended in the other', async () => {
  const [one, other] = apps.map(({ origin }) => new Browser(origin, member(2).token));
  expect((await other?.get('/drafts'))?.status).toBe(200);
  expect((await one?.post('/sign-out', {}))?.status).toBe(303);
  expect((await other?.get('/drafts'))?.status).not.toBe(200);
});

test('with DATABASE_URL nothing embedded is started', () => {
  expect(existsSync(`${folder}/data/postgres`)).toBe(false);
  expect(apps.map((app) => app.said()).join('')).not.toMatch(/PostgreSQL/);
});
