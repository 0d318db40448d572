import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { Browser } from './browser.ts';
import { launchApp, startApp } from './running-app.ts';

let folder: string;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => rm(folder, { recursive: true, force: true }));

/** What a start that cannot be said before it ended; it must end by itself, with 1. */
async function refusalOf(settings: Record<string, string>): Promise<string> {
  const launched = launchApp(folder, settings);
  expect(await launched.ended).toMatchObject({ code: 1, signal: null });
  return launched.said();
}

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['BASE_URL', 'cairn.example'],
  ['BASE_URL', 'https://cairn.example/community'],
  ['DATABASE_URL', 'mysql://localhost/cairn'],
  ['SAMPLE', 'maybe'],
  ['S3_BUCKETS', 'one'],
])('the setting %s=%s stops the start with one line that names it', async (name, value) => {
  const said = await refusalOf({ [name]: value });
  expect(said).toMatch(new RegExp(`^${name} .*\n$`));
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('so does a setting in the file .env that is none', async () => {
  await writeFile(join(folder, '.env'), 'COMMUNITY_NAME=Ours\nCOLOUR=red\n');
  expect(await refusalOf({})).toBe('COLOUR in .env is not a setting of Cairn\n');
});

test('a port that is taken is named, before anything is touched', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const said = await refusalOf({ PORT: port });
  expect(said).toMatch(new RegExp(`^PORT ${port} is taken .*\n$`));
  expect(existsSync(join(folder, 'data'))).toBe(false);
  other.close();
});

test('an address that is not of this machine is named', async () => {
  expect(await refusalOf({ HOST: '192.0.2.1' })).toBe('HOST 192.0.2.1 is no address of this machine\n');
});

test('a database where nobody answers is named, without the password', async () => {
  const said = await refusalOf({ DATABASE_URL: 'postgres://cairn:hunter2@127.0.0.1:1/cairn' });
  expect(said).toBe('DATABASE_URL: nobody answers at 127.0.0.1:1 (ECONNREFUSED)\n');
});

test('a database that is not there is named', async () => {
  const database = await createTestDatabase();
  await database.drop();
  expect(await refusalOf({ DATABASE_URL: database.url })).toMatch(
    /^DATABASE_URL: there is no database "\w+".*\n$/,
  );
});

test('on a port that the system has chosen, pages name their own address', async () => {
  const database = await createTestDatabase();
  const app = await startApp(folder, { DATABASE_URL: database.url });
  expect(app.origin).toMatch(/^http:\/\/localhost:[1-9]\d+$/);
  const { body } = await new Browser(app.origin).get('/topics');
  expect(body).toContain(`<link rel="canonical" href="${app.origin}/topics"`);
  const link = /http:\/\/localhost:\d+(\/sign-in\/\S+)/.exec(app.said())?.[1] ?? '';
  expect((await new Browser(app.origin).get(link)).status).toBe(200);
  expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
  await database.drop();
});
