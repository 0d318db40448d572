import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importCairn } from './import.ts';
import { TestInstance, records, rejections } from './instance-for-tests.ts';
import { longestLine } from './read-lines.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const question = (ref: string) => ({ type: 'question', ref, title: `About ${ref}`, at: '2024-05-01' });

async function titles(): Promise<string[]> {
  const rows = await instance.query<{ title: string }>('select title from threads order by title');
  return rows.map(({ title }) => title);
}

test('a byte order mark, carriage returns, empty lines and a missing last line end are no trouble', async () => {
  const path = join(instance.folder, 'windows.jsonl');
  const lines = [question('a'), question('b'), question('c')].map((record) => JSON.stringify(record));
  await writeFile(path, `\ufeff${lines[0]}\r\n\r\n   \n\n${lines[1]}\r\n${lines[2]}`);
  const report = await importCairn(instance.platform, path);
  expect(report).toMatchObject({ records: 3, rejectedCount: 0 });
  expect(await titles()).toEqual(['About a', 'About b', 'About c']);
});

test('what cannot be taken is reported with file, line and reason, and the import goes on', async () => {
  const report = await instance.import([
    records.topic,
    '{"type":"question","ref":',
    question('a'),
    '',
    { ...question('b'), title: ['b'] },
    { type: 'poll' },
    { ...question('c'), topics: ['nowhere'] },
    question('d'),
  ]);
  expect(rejections(report)).toEqual([
    [2, 'is not valid JSON'],
    [5, 'title must be a string, not an array'],
    [6, 'there is no type “poll”'],
    [7, 'there is no topic “nowhere”'],
  ]);
  expect(report).toMatchObject({ records: 7, rejectedCount: 4, rejectedFile: null });
  expect(report.rejected[0]?.file).toBe(join(instance.folder, 'import.jsonl'));
  expect(report.counts.question).toEqual({ added: 2, updated: 0, unchanged: 0 });
  expect(await titles()).toEqual(['About a', 'About d']);
});

test('a line that is too long is passed over with its number, however long it is', async () => {
  const path = join(instance.folder, 'long.jsonl');
  const file = createWriteStream(path);
  file.write(`${JSON.stringify(question('a'))}\n{"type":"question","title":"`);
  for (let written = 0; written < 12 * longestLine; written += 1 << 20) file.write('x'.repeat(1 << 20));
  file.end(`"}\n${JSON.stringify(question('b'))}\n`);
  await once(file, 'close');
  const report = await importCairn(instance.platform, path);
  expect(rejections(report)).toEqual([[2, 'is longer than 2,097,152 bytes']]);
  expect(await titles()).toEqual(['About a', 'About b']);
});

test('lines that are not UTF-8 are refused alone', async () => {
  const path = join(instance.folder, 'latin1.jsonl');
  const latin1 = Buffer.from(JSON.stringify({ ...question('a'), title: 'Résumé' }), 'latin1');
  await writeFile(path, Buffer.concat([latin1, Buffer.from(`\n${JSON.stringify(question('b'))}\n`)]));
  const report = await importCairn(instance.platform, path);
  expect(rejections(report)).toEqual([[1, 'is not UTF-8']]);
  expect(await titles()).toEqual(['About b']);
});

test('letters of several bytes survive, wherever the file is cut in chunks', async () => {
  const title = 'Ein Übergang 職業 👩🏽‍💻';
  const many = Array.from({ length: 400 }, (_, index) => ({
    ...question(`q${index}`),
    title,
    body: '語'.repeat(900),
  }));
  const report = await instance.import(many);
  expect(report).toMatchObject({ rejectedCount: 0, records: 400 });
  expect(
    await instance.query('select distinct title, length(body) from threads join posts using (id)'),
  ).toEqual([{ title, length: 900 }]);
});

test('titles of 1 to 500 characters and bodies of 200,000 are taken, and nothing beyond', async () => {
  const report = await instance.import([
    { ...question('a'), title: 'a' },
    { ...question('b'), title: 'b'.repeat(500), body: '🙂'.repeat(200_000) },
    { ...question('c'), title: 'c'.repeat(501) },
    { ...question('d'), body: 'd'.repeat(200_001) },
    { ...question('e'), title: '' },
  ]);
  expect(rejections(report).map(([line]) => line)).toEqual([3, 4, 5]);
  expect(await titles()).toEqual(['a', 'b'.repeat(500)]);
});

test('the .jsonl files of a folder are imported together, and may refer to each other', async () => {
  const folder = join(instance.folder, 'several');
  await mkdir(folder);
  await writeFile(
    join(folder, '1.jsonl'),
    `${JSON.stringify({ ...question('a'), topics: ['tech-lead'] })}\nnothing\n`,
  );
  await writeFile(join(folder, '2.jsonl'), `${JSON.stringify(records.topic)}\n`);
  await writeFile(join(folder, 'notes.txt'), 'not a record');
  const report = await importCairn(instance.platform, folder);
  expect(report.rejected).toEqual([{ file: join(folder, '1.jsonl'), line: 2, text: 'is not valid JSON' }]);
  expect(await titles()).toEqual(['About a']);
});

test('a path with nothing to read is said so', async () => {
  await expect(importCairn(instance.platform, '/nowhere.jsonl')).rejects.toThrow(
    'There is nothing at /nowhere.jsonl.',
  );
  const { folder } = instance;
  await expect(importCairn(instance.platform, folder)).rejects.toThrow(
    `There is no .jsonl file in ${folder}.`,
  );
});

test('past a thousand, what was not taken is in a file', async () => {
  const { rejected, rejectedCount, rejectedFile } = await instance.import(
    Array.from({ length: 1500 }, () => '{'),
  );
  expect([rejected.length, rejectedCount]).toEqual([1000, 1500]);
  const lines = (await readFile(rejectedFile ?? '', 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(1500);
  expect(lines[1499]).toBe(`${join(instance.folder, 'import.jsonl')}:1500: is not valid JSON`);
});
