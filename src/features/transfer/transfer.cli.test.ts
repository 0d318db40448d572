import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records, thread } from './instance-for-tests.ts';
import { runExport, runImport } from './transfer.cli.ts';

let instance: TestInstance;
let said: { out: string; err: string };
beforeEach(async () => {
  instance = await TestInstance.create();
  said = { out: '', err: '' };
});
afterEach(() => instance.close());

const terminal = (isTTY = false) => ({
  out: { write: (text: string) => void (said.out += text) },
  err: { write: (text: string) => void (said.err += text), isTTY },
});

test('an import ends with what became of the records', async () => {
  const path = await instance.write([
    ...thread,
    { type: 'outcome', question: 'q1', body: 'I stayed.', at: '2024-06-01' },
  ]);
  expect(await runImport(instance.platform, [path], terminal())).toBe(0);
  const [first, ...table] = said.out.trimEnd().split('\n');
  expect(first).toMatch(/^7 records in \d+\.\d s, [\d,]+ a second\.$/);
  expect(table).toEqual([
    '',
    '          added  updated  unchanged',
    'topic         1        0          0',
    'person        2        0          0',
    'question      1        0          0',
    'answer        1        0          0',
    'comment       1        0          0',
    'outcome       1        0          0',
    '',
    'Stored, not shown yet: outcomes (1).',
  ]);
});

test('what was not taken is printed line by line, and the exit code says so', async () => {
  const path = await instance.write([...thread, '{', { ...records.answer, ref: 'a2', question: 'q9' }]);
  expect(await runImport(instance.platform, [path, '--format', 'cairn'], terminal())).toBe(3);
  expect(said.out).toContain(
    `\nNot taken (2):\n  ${path}:7: is not valid JSON\n  ${path}:8: there is no question “q9”\n`,
  );
});

test('a terminal sees the progress on one line', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => ({ ...records.question, ref: `q${index}` }));
  const path = await instance.write([records.topic, records.senior, ...many]);
  expect(await runImport(instance.platform, [path], terminal(true))).toBe(0);
  const clear = '\r\u001b[2K';
  const lines = said.err.split(clear);
  expect(lines.some((line) => /^writing \d+ % \([\d,]+ records, \d+ s\)$/.test(line))).toBe(true);
  expect(said.err.endsWith(clear)).toBe(true);
  expect(said.err).not.toContain('\n');
});

test('an export says where it is and what is in it', async () => {
  await runImport(instance.platform, [await instance.write([...thread])], terminal());
  said.out = '';
  const path = join(instance.folder, 'export.jsonl');
  expect(await runExport(instance.platform, [path], terminal())).toBe(0);
  expect(said.out).toMatch(/export\.jsonl: [\d,]+ bytes in \d+\.\d s\.\n/);
  expect(said.out).toContain('question        1\n');
});

test.each([
  [[], 'Use: cairn import PATH [--format cairn]\n'],
  [['a', 'b'], 'Use: cairn import PATH [--format cairn]\n'],
  [['a', '--froMat', 'cairn'], 'Use: cairn import PATH [--format cairn]\n'],
  [['a', '--format', 'slack'], '“slack” cannot be read yet. Supported: cairn.\n'],
  [['a', '--format', 'csv'], '“csv” is not a format. Supported: cairn.\n'],
])('%j is no import', async (args, message) => {
  expect(await runImport(instance.platform, args, terminal())).toBe(2);
  expect(said).toEqual({ out: '', err: message });
});

test('a path that is not there fails with one sentence', async () => {
  expect(await runImport(instance.platform, ['/nowhere.jsonl'], terminal())).toBe(1);
  expect(said.err).toBe('There is nothing at /nowhere.jsonl.\n');
  expect(await runExport(instance.platform, ['/nowhere/export.jsonl'], terminal())).toBe(1);
  expect(said.err).toContain('There is no folder /nowhere to write to.\n');
  expect(await runExport(instance.platform, [], terminal())).toBe(2);
});

test('a database that goes away is said so, with what to do', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => ({ ...records.question, ref: `q${index}` }));
  const path = await instance.write([records.topic, records.senior, ...many]);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  let cutting: Promise<unknown> | undefined;
  const err = {
    write: (text: string) => {
      said.err += text;
      if (text.includes('writing')) cutting ??= instance.query(cut);
    },
    isTTY: true,
  };
  expect(await runImport(instance.platform, [path], { ...terminal(), err })).toBe(1);
  expect(said.err).toContain('The database went away.');
  await cutting;
});
