import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportCairn } from './export.ts';
import { importCairn } from './import.ts';
import { TestInstance, rejections } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const video = (file: string, fields: object = {}) => ({
  type: 'video',
  ref: 'v1',
  title: 'A talk',
  file,
  at: '2024-05-01',
  ...fields,
});
const talk = 'moving pictures';
const words = 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Hello\n';
const stored = `${createHash('sha256').update(talk).digest('hex')}.mp4`;

async function storedNames(): Promise<string[]> {
  const folder = join(instance.platform.config.dataDir, 'files');
  const names: string[] = existsSync(folder) ? await readdir(folder) : [];
  return names.toSorted();
}

test('the files of a video are kept under the hash of their content, and exported beside the records', async () => {
  await mkdir(join(instance.folder, 'talks'));
  await writeFile(join(instance.folder, 'talks', 'Ada’s talk.MP4'), talk);
  await writeFile(join(instance.folder, 'talk.en.vtt'), words);
  const report = await instance.import([
    video('talks/Ada’s talk.MP4', { captions: [{ lang: 'en', file: 'talk.en.vtt' }] }),
  ]);
  expect([rejections(report), report.notes]).toEqual([[], []]);
  expect(await storedNames()).toContain(stored);
  const [exported] = await instance.exported('video');
  expect(exported).toMatchObject({ file: `files/${stored}`, captions: [{ lang: 'en' }] });
  expect(await readFile(join(instance.folder, 'files', stored), 'utf8')).toBe(talk);
  expect(JSON.stringify(exported)).not.toContain('Ada');
});

test('a file that is not there is noted, and the record is stored', async () => {
  const report = await instance.import([video('talk.mp4')]);
  expect(report.notes.map(({ line, text }) => [line, text])).toEqual([
    [1, 'the file “talk.mp4” is not there'],
  ]);
  expect(await instance.exported('video')).toMatchObject([{ file: 'talk.mp4' }]);
  await writeFile(join(instance.folder, 'talk.mp4'), talk);
  expect((await instance.import([video('talk.mp4')])).counts.video.updated).toBe(1);
  await rm(join(instance.folder, 'talk.mp4'));
  expect((await instance.import([video('talk.mp4')])).counts.video.unchanged).toBe(1);
  expect(await instance.exported('video')).toMatchObject([{ file: `files/${stored}` }]);
});

test.each([
  '../secret.txt',
  'talks/../../secret.txt',
  '/etc/passwd',
  'C:\\secret.txt',
  '..\\secret.txt',
  './talk.mp4',
  'talks//talk.mp4',
  'talk.mp4\u0000.png',
])('the file name %j is refused', async (name) => {
  await writeFile(join(instance.folder, 'talk.mp4'), talk);
  const report = await instance.import([video(name)]);
  expect(rejections(report)[0]?.[1]).toMatch(/is not a path below the folder of the JSON Lines file$/);
  expect(await storedNames()).toEqual([]);
});

test('a link that leads out of the folder is refused, also one of a folder', async () => {
  const outside = join(instance.folder, 'outside');
  const inside = join(instance.folder, 'inside');
  await Promise.all([mkdir(outside), mkdir(inside)]);
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await symlink(join(outside, 'secret.txt'), join(inside, 'talk.mp4'));
  await symlink(outside, join(inside, 'talks'));
  await instance.write([video('talk.mp4'), video('talks/secret.txt', { ref: 'v2' })], 'inside/import.jsonl');
  const report = await importCairn(instance.platform, inside);
  expect(rejections(report).map(([, reason]) => reason)).toEqual([
    '“talk.mp4” leads out of the folder of the JSON Lines file',
    '“talks/secret.txt” leads out of the folder of the JSON Lines file',
  ]);
  expect(await storedNames()).toEqual([]);
});

test('a file that is no recording loses its ending, so that nobody serves it as what it says', async () => {
  await writeFile(join(instance.folder, 'talk.html'), talk);
  await instance.import([video('talk.html')]);
  expect(await storedNames()).toEqual([stored.replace('.mp4', '')]);
});

test('a folder, or what is no file, is not copied', async () => {
  await mkdir(join(instance.folder, 'talk.mp4'));
  const report = await instance.import([video('talk.mp4')]);
  expect(report.notes.map(({ text }) => text)).toEqual(['the file “talk.mp4” is not there']);
});

test('what a killed import was copying is gone after the next', async () => {
  const folder = join(instance.platform.config.dataDir, 'files');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.import-0123456789abcdef'), 'half');
  await instance.import([video('talk.mp4')]);
  expect(await storedNames()).toEqual([]);
});

test('an export is whole or not there', async () => {
  await instance.import([video('talk.mp4')]);
  const path = join(instance.folder, 'export.jsonl');
  await writeFile(path, 'an earlier export');
  const controller = new AbortController();
  controller.abort();
  await expect(exportCairn(instance.platform, path, { signal: controller.signal })).rejects.toThrow(
    'aborted',
  );
  expect(await readFile(path, 'utf8')).toBe('an earlier export');
  expect((await readdir(instance.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  await exportCairn(instance.platform, path);
  expect((await readFile(path, 'utf8')).startsWith('{"type":')).toBe(true);
  await expect(exportCairn(instance.platform, join(instance.folder, 'no', 'export.jsonl'))).rejects.toThrow(
    'There is no folder',
  );
});
