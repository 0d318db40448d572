import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBucket } from '../../../test/bucket.ts';
import { films } from '../../../test/clips.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import type { Keys } from '../../platform/keys.ts';
import { loadTestKeys } from '../../platform/keys-for-tests.ts';
import { KeyStore } from '../../platform/key-store.ts';
import { migrate } from '../../platform/migrate.ts';
import { openKeys } from '../../platform/open-keys.ts';
import { startEmbeddedPostgres } from '../../platform/postgres/embedded.ts';
import { systemRandom } from '../../platform/random.ts';
import { addAuthor } from '../bylines/authors.ts';
import { Database } from '../../platform/db.ts';
import { runDoctor } from './doctor.cli.ts';
import { checkClock, checkNode } from './doctor/machine.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let database: TestDatabase;
let root: string;
let dataDir: string;

beforeEach(async () => {
  [folder, database] = await Promise.all([makeTemporaryFolder(), createTestDatabase()]);
  root = join(folder, 'root');
  dataDir = join(folder, 'data');
  await mkdir(join(root, 'dist', 'assets'), { recursive: true });
  await cp(join(checkout, 'migrations'), join(root, 'migrations'), { recursive: true });
  await cp(join(checkout, 'package.json'), join(root, 'package.json'));
  await writeFile(join(root, 'dist', 'assets', 'manifest.json'), '{"app.css":"app.css"}');
  await writeFile(join(root, 'dist', 'assets', 'app.css'), '');
  loadTestKeys(dataDir);
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function doctor(environment: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  let said = '';
  const settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: '0', ...environment };
  const code = await runDoctor(settings, folder, root, (text) => (said += text));
  return { code, said };
}

async function query(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query(sql, values);
  await client.end();
}

async function writeMaskedAuthor(keys: Keys): Promise<void> {
  const db = new Database(database.connection, () => undefined);
  const sealed = keys.sealAway('author', Buffer.from('an account'), 'thread12345');
  const byline = { level: null, role: null, nativeLevel: null, company: null };
  const author = { id: Buffer.alloc(16, 7), threadId: 'thread12345', byline, sealed };
  await addAuthor({ random: systemRandom }, db, author);
  await db.close();
}

test('nothing is wrong with an installation that is well', async () => {
  await writeMaskedAuthor(loadTestKeys(dataDir));
  const { code, said } = await doctor();
  expect(said).not.toContain('WRONG');
  expect(said).toContain('Nothing is wrong.');
  expect(said).toMatch(/ok +Masked authors: the keys are theirs/);
  expect(code).toBe(0);
});

test('a fresh checkout is well too, and nothing is made by looking', async () => {
  const empty = join(folder, 'fresh');
  const { code, said } = await doctor({ DATA_DIR: empty, DATABASE_URL: '' });
  expect(said).toMatch(/note +Database: not there yet/);
  expect(code).toBe(0);
  await expect(rm(empty, { recursive: true })).rejects.toThrow('ENOENT');
});

test('a setting that cannot be used is named', async () => {
  const { code, said } = await doctor({ PORT: 'eighty' });
  expect(said).toMatch(/WRONG +Settings: PORT/);
  expect(code).toBe(1);
});

test('keys that others can read, or that are none, are told', async () => {
  await chmod(join(dataDir, 'keys', '1.key'), 0o644);
  expect((await doctor()).said).toMatch(/WRONG +Keys: others on this machine can read .*1\.key/);
  expect((await doctor()).said).toMatch(/WRONG +Keys/);
  await chmod(join(dataDir, 'keys', '1.key'), 0o600);
  await writeFile(join(dataDir, 'keys', '1.key'), 'not a key');
  const { code, said } = await doctor();
  expect(said).toMatch(/WRONG +Keys: .*1\.key must hold 64/);
  expect(code).toBe(1);
});

test('keys that are lost, or were made anew, are told while masked authors are there', async () => {
  await writeMaskedAuthor(loadTestKeys(join(folder, 'elsewhere')));
  expect((await doctor()).said).toMatch(/WRONG +Masked authors: their keys are not here/);
  await rm(join(dataDir, 'keys'), { recursive: true });
  const { code, said } = await doctor();
  expect(said).toMatch(/WRONG +Masked authors/);
  expect(code).toBe(1);
});

test('a database that does not answer, or may forget, is told', async () => {
  const nowhere = new URL(database.url);
  nowhere.pathname = '/nothing_here';
  expect((await doctor({ DATABASE_URL: nowhere.href })).said).toMatch(/WRONG +Database: .*nothing_here/);
  const name = pg.escapeIdentifier(new URL(database.url).pathname.slice(1));
  await query(`alter database ${name} set synchronous_commit = off`);
  const { code, said } = await doctor();
  expect(said).toMatch(/WRONG +Database: .*synchronous_commit/);
  expect(code).toBe(1);
});

test('a schema that is ahead, changed or behind is told', async () => {
  await writeFile(join(root, 'migrations', '9999_later.sql'), 'select 1');
  const behind = await doctor();
  expect(behind.said).toMatch(/note +Schema: 9999_later/);
  expect(behind.code).toBe(0);
  await query(`update migrations set checksum = 'another' where name like '0001%'`);
  expect((await doctor()).said).toMatch(/WRONG +Schema: 0001\w+\.sql was changed/);
  await query(`insert into migrations (name, checksum) values ('9998_unknown.sql', 'x')`);
  const { code, said } = await doctor();
  expect(said).toMatch(/WRONG +Schema: .*newer Cairn \(9998_unknown/);
  expect(code).toBe(1);
});

test('a port is free, taken by Cairn itself, or taken by another program', async () => {
  let says = 'alive\n';
  const server = createServer((_, response) => response.end(says)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const PORT = String((server.address() as AddressInfo).port);
  expect((await doctor({ PORT })).said).toMatch(/ok +Port: \d+ is where Cairn runs/);
  says = 'something else';
  const taken = await doctor({ PORT });
  expect(taken.said).toMatch(/WRONG +Port: another program/);
  expect(taken.code).toBe(1);
  await new Promise((resolve) => server.close(resolve));
  expect((await doctor({ PORT })).said).toMatch(/ok +Port: \d+ is free/);
});

test('a mail server answers, does not, or is none', async () => {
  const mailbox = await openMailbox();
  expect((await doctor({ SMTP_URL: mailbox.url })).said).toMatch(/ok +Mail/);
  expect(mailbox.delivered).toHaveLength(0);
  await mailbox.close();
  const gone = await doctor({ SMTP_URL: mailbox.url });
  expect(gone.said).toMatch(/WRONG +Mail: .* does not answer/);
  expect(gone.code).toBe(1);
  expect((await doctor()).said).toMatch(/note +Mail: kept/);
});

test('which way videos go is told', async () => {
  expect((await doctor({ FFMPEG: 'off' })).said).toMatch(/note +Videos: only repacked.*FFMPEG is off/);
  const path = process.env['PATH'];
  process.env['PATH'] = folder;
  const without = await doctor();
  process.env['PATH'] = path;
  expect(without.said).toMatch(/note +Videos: only repacked.*no ffmpeg.*\n +→ Install ffmpeg/);
  expect(without.code).toBe(0);
});

test.runIf(films)('with ffmpeg they are made in several sizes', async () => {
  expect((await doctor()).said).toMatch(/(?:ok|note) +Videos: made in several sizes by ffmpeg \d/);
});

test('a recogniser needs ffmpeg, and only one can be set', async () => {
  expect((await doctor()).said).toMatch(/ok +Words of videos: written down by people/);
  const without = await doctor({ FFMPEG: 'off', RECOGNISER_COMMAND: 'true' });
  expect(without.said).toMatch(/WRONG +Words of videos: .*no ffmpeg.*\n +→ Install ffmpeg/);
  expect(without.code).toBe(1);
  const both = await doctor({ RECOGNISER_COMMAND: 'true', RECOGNISER_URL: 'http://localhost/' });
  expect(both.said).toMatch(/WRONG +Settings: RECOGNISER_COMMAND and RECOGNISER_URL/);
});

test.runIf(films)(
  'a recogniser is there, or is not',
  async () => {
    expect((await doctor({ RECOGNISER_COMMAND: 'true {file}' })).said).toMatch(
      /ok +Words of videos: recognised by true/,
    );
    const missing = await doctor({ RECOGNISER_COMMAND: '/nowhere/listen' });
    expect(missing.said).toMatch(/WRONG +Words of videos: \/nowhere\/listen is not there/);
    const server = createServer((_, response) => response.writeHead(405).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const settings = { RECOGNISER_URL: `http://127.0.0.1:${port}/words`, RECOGNISER_TOKEN: 'planted' };
    const there = await doctor(settings);
    expect(there.said).toMatch(/ok +Words of videos: recognised by 127\.0\.0\.1:\d+, which answers/);
    expect(there.said).not.toContain('planted');
    server.closeAllConnections();
    await once(server.close(), 'close');
    expect((await doctor(settings)).said).toMatch(/WRONG +Words of videos: 127\.0\.0\.1:\d+ does not answer/);
  },
  30_000,
);

test('a bucket answers, or does not', async () => {
  const bucket = await openBucket();
  expect((await doctor(bucket.settings)).said).toMatch(/ok +Files: the bucket cairn answers/);
  await bucket.close();
  const gone = await doctor(bucket.settings);
  expect(gone.said).toMatch(/WRONG +Files: the bucket cairn cannot be read/);
  expect(gone.code).toBe(1);
  expect((await doctor()).said).toMatch(/ok +Files: kept in DATA_DIR/);
}, 30_000);

test('built files that are missing are told', async () => {
  await rm(join(root, 'dist', 'assets', 'app.css'));
  expect((await doctor()).said).toMatch(/WRONG +Built files: app\.css missing/);
  await rm(join(root, 'dist'), { recursive: true });
  const { code, said } = await doctor();
  expect(said).toMatch(/WRONG +Built files/);
  expect(code).toBe(1);
});

test('an old Node and a clock that is off are told', () => {
  expect(checkNode('v20.18.3').state).toBe('wrong');
  expect(checkNode('v20.19.0').state).toBe('ok');
  expect(checkNode('v24.1.0').state).toBe('ok');
  const now = new Date('2026-05-04T10:00:00Z');
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
  expect(checkClock(now, minutes(0), minutes(-5)).state).toBe('ok');
  expect(checkClock(now, null, minutes(-5)).state).toBe('ok');
  expect(checkClock(now, minutes(1), minutes(-5)).state).toBe('wrong');
  expect(checkClock(now, minutes(0), minutes(5)).state).toBe('wrong');
});

test('the embedded server is examined while it runs, and while it does not', async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  await migrate(server.connection, join(root, 'migrations'));
  const running = await doctor({ DATABASE_URL: '' });
  expect(running.said).toMatch(/ok +Schema/);
  expect(running.code).toBe(0);
  const client = new pg.Client(server.connection);
  await client.connect();
  await client.end();
  await server.stop();
  const stopped = await doctor({ DATABASE_URL: '' });
  expect(stopped.said).toMatch(/ok +Schema/);
  expect(stopped.code).toBe(0);
}, 60_000);

test('keys that the database was not written with are told, with what that costs', async () => {
  const db = new Database(database.connection, () => undefined);
  const config = { dataDir, KEYS: undefined };
  await openKeys(db, new KeyStore(config), 'all');
  expect((await doctor()).said).toMatch(/ok +Keys of the database: all here/);
  await rm(join(dataDir, 'keys'), { recursive: true });
  await openKeys(db, new KeyStore(config), 'all');
  await db.close();
  const { code, said } = await doctor();
  expect(said).toMatch(
    /WRONG +Keys of the database: lost, or of another Cairn \(version 1\): everything stays/,
  );
  expect(code).toBe(1);
});

test('on a machine for web processes nothing is missed that need not be there', async () => {
  await writeMaskedAuthor(loadTestKeys(dataDir));
  await rm(join(dataDir, 'keys', '1.authors.key'));
  const { code, said } = await doctor();
  expect(said).toMatch(/ok +Keys: .*for web processes only/);
  expect(said).toMatch(/note +Masked authors: cannot be looked at/);
  expect(code).toBe(0);
});
