import { mkdir, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bucket } from '../../../test/bucket.ts';
import { openBucket } from '../../../test/bucket.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { Unavailable } from '../../errors.ts';
import type { Files } from './files.ts';
import { LocalFiles } from './local-files.ts';
import { S3Files } from './s3-files.ts';

let folder: string;
let bucket: Bucket;

beforeAll(async () => {
  bucket = await openBucket();
});

afterAll(async () => {
  await bucket.close();
});

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function bytesOf(stream: Readable): Promise<string> {
  return (await buffer(stream)).toString();
}

async function keysOf(files: Files, below: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list(below)) keys.push(key);
  return keys.toSorted();
}

describe.each([
  ['a folder', () => new LocalFiles(join(folder, 'files'))],
  ['a bucket', () => new S3Files(bucket.settings)],
])('%s', (_, open: () => Files) => {
  let files: Files;

  beforeEach(async () => {
    files = open();
    for await (const { key } of files.list('')) await files.remove(key);
  });

  test('keeps what it is given, whole or by a range', async () => {
    await files.write('videos/one/poster.jpg', Buffer.from('0123456789'));
    expect(await bytesOf(await files.read('videos/one/poster.jpg'))).toBe('0123456789');
    expect(await bytesOf(await files.read('videos/one/poster.jpg', { start: 2, end: 5 }))).toBe('234');
    expect(await bytesOf(await files.read('videos/one/poster.jpg', { start: 9, end: 10 }))).toBe('9');
    expect(await files.find('videos/one/poster.jpg')).toMatchObject({ bytes: 10 });
  });

  test('takes a file of this machine, and puts it in place of what was there', async () => {
    await files.write('talk.mp4', Buffer.from('an older one'));
    const path = join(folder, 'local.mp4');
    await writeFile(path, 'a newer one');
    await files.take('talk.mp4', path);
    expect(await bytesOf(await files.read('talk.mp4'))).toBe('a newer one');
  });

  test('takes one that is larger than what is sent at once', async () => {
    const path = join(folder, 'large.mp4');
    const large = Buffer.alloc(17 * 1024 * 1024, 'cairn');
    await writeFile(path, large);
    await files.take('large.mp4', path);
    expect((await files.find('large.mp4'))?.bytes).toBe(large.length);
    const range = { start: large.length - 7, end: large.length };
    expect(await bytesOf(await files.read('large.mp4', range))).toBe(large.subarray(-7).toString());
  });

  test('lists what lies in a folder, and only that', async () => {
    for (const key of ['videos/one/a', 'videos/one/b/c', 'videos/one-more/d', 'e'])
      await files.write(key, Buffer.from(key));
    expect(await keysOf(files, 'videos/one')).toEqual(['videos/one/a', 'videos/one/b/c']);
    expect(await keysOf(files, '')).toEqual(['e', 'videos/one-more/d', 'videos/one/a', 'videos/one/b/c']);
    expect(await keysOf(files, 'nothing')).toEqual([]);
  });

  test('forgets what is removed; what was never there is no trouble', async () => {
    await files.write('videos/one/a', Buffer.from('a'));
    await files.remove('videos/one/a');
    await files.remove('videos/one/a');
    expect(await files.find('videos/one/a')).toBeNull();
    await expect(async () => await bytesOf(await files.read('videos/one/a'))).rejects.toThrow(
      /ENOENT|reached/,
    );
    expect(await keysOf(files, '')).toEqual([]);
  });

  test.each([
    '../secret',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    '.hidden',
    'a/.b',
    'a\\b',
    'a\0b',
    '',
    'x'.repeat(201),
  ])('refuses the key %j', async (key) => {
    await expect(files.write(key, Buffer.from('x'))).rejects.toThrow('no key');
    await expect(files.find(key)).rejects.toThrow('no key');
    await expect(async () => await files.read(key)).rejects.toThrow('no key');
    await expect(files.remove(key)).rejects.toThrow('no key');
  });
});

test('in a folder a file appears whole, and nothing half written stays', async () => {
  const files = new LocalFiles(join(folder, 'files'));
  await mkdir(join(folder, 'not-a-file'));
  await expect(files.take('talk.mp4', join(folder, 'gone.mp4'))).rejects.toThrow('ENOENT');
  expect(await readdir(join(folder, 'files'))).toEqual([]);
  await files.write('videos/one/a', Buffer.from('a'));
  expect((await stat(join(folder, 'files', 'videos', 'one', 'a'))).mode & 0o077).toBe(0);
  await files.remove('videos/one/a');
  expect(await readdir(join(folder, 'files'))).toEqual([]);
});

test('what was half written when a process died is swept, and nothing that is whole or being written', async () => {
  const files = new LocalFiles(join(folder, 'files'));
  await files.write('videos/one/a', Buffer.from('a'));
  const dead = [`.${'0'.repeat(16)}.part`, join('videos', 'two', `.${'1'.repeat(16)}.part`)];
  const written = join('videos', 'one', `.${'2'.repeat(16)}.part`);
  await mkdir(join(folder, 'files', 'videos', 'two'));
  for (const name of [...dead, written]) await writeFile(join(folder, 'files', name), 'half');
  const old = new Date(Date.now() - 60_000);
  for (const name of [...dead, join('videos', 'one', 'a')])
    await utimes(join(folder, 'files', name), old, old);
  await files.sweep(new Date(Date.now() - 30_000));
  expect((await readdir(join(folder, 'files'), { recursive: true })).toSorted()).toEqual([
    'videos',
    'videos/one',
    written,
    'videos/one/a',
  ]);
});

test('a link out of the folder is not listed', async () => {
  const files = new LocalFiles(join(folder, 'files'));
  await files.write('here', Buffer.from('a'));
  await symlink('/etc', join(folder, 'files', 'elsewhere'));
  expect(await keysOf(files, '')).toEqual(['here']);
});

test('a bucket that does not answer is said to be away', async () => {
  const nowhere = new S3Files({ ...bucket.settings, S3_ENDPOINT: 'http://127.0.0.1:9' });
  await expect(nowhere.find('a')).rejects.toThrow(Unavailable);
});
