import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { makeTemporaryFolder } from '../../test/temporary-folder.ts';
import { Database } from './db.ts';
import type { Role } from './key-store.ts';
import { KeyStore, drawVersion } from './key-store.ts';
import { addKeyVersion, openKeys } from './open-keys.ts';

let database: TestDatabase;
let db: Database;
let folder: string;
let dir: string;

beforeEach(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), makeTemporaryFolder()]);
  db = new Database(database.connection, () => undefined);
  dir = join(folder, 'keys');
});

afterEach(async () => {
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const store = (KEYS?: string) => new KeyStore({ dataDir: folder, KEYS });
const open = (role: Role = 'all', KEYS?: string) => openKeys(db, store(KEYS), role);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('the first start makes keys that this user alone can read, and the second one uses them', async () => {
  const { keys, opener, missing } = await open();
  expect((await readdir(dir)).toSorted()).toEqual(['1.authors.key', '1.authors.pub', '1.key']);
  for (const name of await readdir(dir)) expect(await modeOf(join(dir, name))).toBe('600');
  expect(await modeOf(dir)).toBe('700');
  expect(missing).toEqual({ lost: [], closed: [] });
  const again = await open();
  expect(again.keys.mac('vote', ['one'])).toEqual(keys.mac('vote', ['one']));
  expect(opener?.open('author', again.keys.sealAway('author', Buffer.from('x'), 't'), 't')?.toString()).toBe(
    'x',
  );
});

test('the database learns of the keys what tells nothing without them', async () => {
  await open();
  const { rows } = await db.pool.query<{ row: string }>('select t::text as row from key_checks as t');
  expect(rows).toHaveLength(1);
  for (const name of await readdir(dir)) {
    const hex = (await readFile(join(dir, name), 'utf8')).trim();
    expect(rows[0]?.row).not.toContain(hex.slice(0, 16));
  }
});

test('ten processes that start at once make one version', async () => {
  const opened = await Promise.all(Array.from({ length: 10 }, () => open()));
  expect((await readdir(dir)).length).toBe(3);
  expect(new Set(opened.map(({ keys }) => keys.mac('vote', ['one']).toString('hex'))).size).toBe(1);
});

test('a web process loads no private half, though its file is there', async () => {
  await open();
  expect((await open('web')).opener).toBeNull();
  expect(store().read('web').privates.size).toBe(0);
  expect(store().read('worker').privates.size).toBe(1);
  // Not even a file that holds none stops it: it is never read.
  await writeFile(join(dir, '1.authors.key'), 'nothing that a web process would read');
  expect((await open('web')).keys.current).toBe(1);
  await expect(open('worker')).rejects.toThrow('1.authors.key must hold 64 hexadecimal digits');
});

test('what was cut short while it was made is made whole', async () => {
  await open();
  const [key, privateHalf] = [await readFile(join(dir, '1.key')), await readFile(join(dir, '1.authors.key'))];
  await db.pool.query('delete from key_checks');
  await rm(join(dir, '1.authors.pub'));
  await open();
  await rm(join(dir, '1.authors.key'));
  await rm(join(dir, '1.authors.pub'));
  await db.pool.query('update key_checks set authors = null');
  await open();
  expect(await readFile(join(dir, '1.key'))).toEqual(key);
  expect(await readFile(join(dir, '1.authors.key'))).not.toEqual(privateHalf);
  expect((await open()).missing).toEqual({ lost: [], closed: [] });
});

test('an installation with a key and no pair gets one, and keeps its key', async () => {
  await mkdir(dir);
  const hex = randomBytes(32).toString('hex');
  await writeFile(join(dir, '1.key'), `${hex}\n`);
  const { keys } = await open();
  expect(keys.versions).toEqual([1]);
  expect(await readFile(join(dir, '1.key'), 'utf8')).toBe(`${hex}\n`);
  expect(await readdir(dir)).toContain('1.authors.pub');
});

test('where the keys are lost, a version above all others is made, and the next start says so too', async () => {
  await open();
  await rm(dir, { recursive: true });
  const { keys, missing } = await open();
  expect(missing.lost).toEqual([1]);
  expect(keys.versions).toEqual([2]);
  expect((await open()).missing.lost).toEqual([1]);
  expect((await open()).keys.versions).toEqual([2]);
});

test('keys that come back are used again, beside those that were made meanwhile', async () => {
  const { keys } = await open();
  const sealed = keys.seal('career', Buffer.from('stated'), 'one');
  const kept = await Promise.all(
    (await readdir(dir)).map(async (name) => [name, await readFile(join(dir, name))] as const),
  );
  await rm(dir, { recursive: true });
  expect((await open()).keys.has(sealed)).toBe(false);
  for (const [name, bytes] of kept) await writeFile(join(dir, name), bytes, { mode: 0o600 });
  const back = await open();
  expect(back.missing.lost).toEqual([]);
  expect(back.keys.versions).toEqual([2, 1]);
  expect(back.keys.open('career', sealed, 'one').toString()).toBe('stated');
});

test('the keys of another installation are not taken for those that are lost', async () => {
  const { keys } = await open();
  await rm(dir, { recursive: true });
  store().add(1);
  const other = await open();
  expect(other.missing.lost).toEqual([1]);
  expect(other.keys.versions).toEqual([2]);
  expect(other.keys.macs('vote', ['one'])).not.toContainEqual(keys.mac('vote', ['one']));
});

test('where only the pair is lost or another, the rest of its version goes on being used', async () => {
  const { keys } = await open();
  const sealed = keys.seal('career', Buffer.from('stated'), 'one');
  await rm(join(dir, '1.authors.key'));
  await expect(open()).rejects.toThrow('1.authors.key is not in');
  await rm(join(dir, '1.authors.pub'));
  const after = await open();
  expect(after.missing).toEqual({ lost: [], closed: [1] });
  expect(after.keys.versions).toEqual([2, 1]);
  expect(after.keys.open('career', sealed, 'one').toString()).toBe('stated');
});

test('halves that do not belong together stop the start', async () => {
  await open();
  const other = /authors\.pub=(\w+)/.exec(drawVersion(1))?.[1] ?? '';
  await writeFile(join(dir, '1.authors.pub'), other);
  await expect(open()).rejects.toThrow('do not belong together');
});

test('a web process whose keys are missing makes none: they are with the workers', async () => {
  await open();
  await rm(dir, { recursive: true });
  await expect(open('web')).rejects.toThrow(
    /Version 1 of the keys is not in .*copy it from where the workers/,
  );
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});

test('the keys can stand in the environment, without the private half where it is not needed', async () => {
  const given = drawVersion(1);
  const worker = await open('worker', given);
  const webs = given.replace(/^.*authors\.key.*$/m, '').replaceAll('\n', ' ');
  const web = await open('web', webs);
  const box = web.keys.sealAway('author', Buffer.from('x'), 't');
  expect(worker.opener?.open('author', box, 't')?.toString()).toBe('x');
  await expect(open('all', webs)).rejects.toThrow('1.authors.key is not in the setting KEYS');
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});

test.each([
  ['no version at all', ' '],
  ['a part that is none', '1.secret=00'],
  ['a part that is too short', '1.key=00ff'],
  ['no pair', `1.key=${'0'.repeat(64)}`],
])('a setting KEYS with %s stops the start with a line that names it', async (_, KEYS) => {
  await expect(open('all', KEYS)).rejects.toThrow('KEYS');
});

test('a newer version is taken up by whoever shares the folder, and only by them', async () => {
  const [one, other] = [await open('web'), await open('worker')];
  const before = one.keys.mac('vote', ['one']);
  expect(await addKeyVersion(db, store())).toBe(2);
  one.keys.requireVersion(2);
  expect(one.keys.macs('vote', ['one'])[1]).toEqual(before);
  const box = one.keys.sealAway('author', Buffer.from('x'), 't');
  expect(box[1]).toBe(2);
  expect(other.opener?.open('author', box, 't')?.toString()).toBe('x');
  const elsewhere = await openKeys(db, new KeyStore({ dataDir: folder, KEYS: undefined }), 'web');
  await addKeyVersion(db, store());
  await rm(join(dir, '3.key'));
  expect(() => elsewhere.keys.requireVersion(3)).toThrow('Version 3 of the keys is in use');
});

test('a version that was made and never told of is not left beside another', async () => {
  await open();
  store().add(2);
  expect(await addKeyVersion(db, store())).toBe(2);
  expect(await addKeyVersion(db, store())).toBe(3);
});
