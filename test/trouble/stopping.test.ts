import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isServerOf } from '../../src/platform/postgres/processes.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { addParticipants, closeBeside, embeddedIn, openBeside } from './beside.ts';
import type { Answer } from './browser.ts';
import { Browser } from './browser.ts';
import { startApp } from './running-app.ts';

let folder: string;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => rm(folder, { recursive: true, force: true }));

const atOnce = 24;

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s lets what is under way finish, then stops everything, the database last',
  async (signal) => {
    const app = await startApp(folder);
    const server = await serverOf(join(folder, 'data', 'postgres'));
    const beside = await openBeside(folder, embeddedIn(folder));
    const writers = await addParticipants(
      beside,
      Array.from({ length: atOnce }, (_, number) => `member-${number}`),
    );
    await closeBeside(beside);
    const browsers = writers.map(({ token }) => new Browser(app.origin, token));
    // So that each has an open connection.
    await Promise.all(browsers.map((browser) => browser.get('/drafts')));

    const questions = browsers.map((browser, number) => ask(browser, number));
    await Promise.race(questions);
    const ending = app.end(signal);
    const answers = await Promise.all(questions);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: atOnce }, () => 303));
    expect(await ending).toMatchObject({ code: 0, signal: null });
    expect((await ending).ms).toBeLessThan(4000);
    expectNobodyLeft(server);
    const complaints = app
      .said()
      .split('\n')
      .filter((line) => /"level":"(warn|error)"/.test(line));
    expect(complaints).toEqual([]);

    const again = await startApp(folder);
    const reader = new Browser(again.origin);
    for (const { headers } of answers) {
      expect((await reader.get(headers.get('location') ?? '')).status).toBe(200);
    }
    expect(await again.end(signal)).toMatchObject({ code: 0 });
  },
  60_000,
);

async function ask(browser: Browser, number: number): Promise<Answer> {
  const title = `Is this question number ${number}?`;
  return await browser.post('/questions', { title, body: 'It is.', topics: 'tech-lead', byline: 'role' });
}

function expectNobodyLeft(serverPid: number): void {
  const home = join(folder, 'data', 'postgres');
  expect(isServerOf(join(home, 'cluster'), serverPid)).toBe(false);
  expect(existsSync(join(home, 'cluster', 'postmaster.pid'))).toBe(false);
  expect(existsSync(join(home, 'socket', '.s.PGSQL.5432'))).toBe(false);
}

async function serverOf(home: string): Promise<number> {
  return Number((await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
