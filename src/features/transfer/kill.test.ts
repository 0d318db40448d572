import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importCairn } from './import.ts';
import { TestInstance, records } from './instance-for-tests.ts';

vi.setConfig({ testTimeout: 60_000 });

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const program = fileURLToPath(new URL('./importer-for-tests.ts', import.meta.url));

/** Kills an import as soon as it has written `enough` records; resolves when its connections are gone. */
async function killAfter(path: string, enough: number): Promise<void> {
  const { databaseUrl, folder } = instance;
  const child = spawn(process.execPath, ['--import', 'tsx', program, databaseUrl, folder, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const written = [...text.matchAll(/writing (\d+)/g)].map(([, count]) => Number(count));
    if (written.some((count) => count >= enough)) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

const questions = 1600;
const whole = [
  records.topic,
  records.senior,
  ...Array.from({ length: questions }, (_, index) => ({
    ...records.question,
    ref: `q${index}`,
    title: `Question ${index}`,
  })),
  ...Array.from({ length: 300 }, (_, index) => ({
    type: 'answer',
    ref: `a${index}`,
    question: `q${index}`,
    body: 'Yes.',
    author: 'p-senior',
    at: '2024-06-01',
  })),
  ...Array.from({ length: 300 }, (_, index) => ({ type: 'vote', on: `q${index}`, by: 'v1', value: 1 })),
];

async function totals(): Promise<Record<string, number>> {
  const [row] = await instance.query<Record<string, number>>(
    `select (select count(*) from threads) as threads, (select count(*) from posts) as posts,
       (select count(*) from authors) as authors, (select count(*) from votes) as votes,
       (select sum(up) from posts)::integer as ups, (select sum(answers) from threads)::integer as answers,
       (select threads from listing_counts where list = 'everything') as listed,
       (select count(*) from search_documents) as found, (select count(*) from imported_refs) as refs`,
  );
  return row ?? {};
}

test('a killed import leaves whole batches, and the next one finishes without doubling anything', async () => {
  const path = await instance.write(whole);
  await killAfter(path, 500);
  const half = await totals();
  expect(half['threads']).toBeGreaterThan(0);
  expect(half['threads']).toBeLessThan(questions);
  expect(half).toMatchObject({
    posts: half['threads'],
    listed: half['threads'],
    found: half['threads'],
    refs: half['threads'],
  });
  await killAfter(path, questions + 100);
  const { counts, rejectedCount } = await importCairn(instance.platform, path);
  expect(rejectedCount).toBe(0);
  expect(counts.question.added).toBe(0);
  expect(await totals()).toEqual({
    ...{ threads: questions, listed: questions, authors: questions, posts: 1900, found: 1900, refs: 1900 },
    ...{ votes: 300, ups: 300, answers: 300 },
  });
});

test('a stopped import ends between two batches and says so; the next one finishes', async () => {
  const path = await instance.write(whole);
  const controller = new AbortController();
  const report = await importCairn(instance.platform, path, {
    signal: controller.signal,
    onProgress: ({ phase, done }) => phase === 'writing' && done > 500 && controller.abort(),
  });
  expect(report.stopped).toBe(true);
  const half = await totals();
  expect(half['threads']).toBe(report.counts.question.added);
  expect(half['threads']).toBeLessThan(questions);
  const { stopped, counts } = await importCairn(instance.platform, path);
  expect([stopped, counts.question.added + (half['threads'] ?? 0)]).toEqual([false, questions]);
});

test('two imports do not run at once', async () => {
  const path = await instance.write(whole);
  let second: Promise<unknown> | undefined;
  await importCairn(instance.platform, path, {
    onProgress: ({ phase }) => {
      if (phase === 'writing')
        second ??= importCairn(instance.platform, path).then(
          ({ counts }) => counts.question.added,
          (error: Error) => error.message,
        );
    },
  });
  // It waited for the first one, or gave up waiting.
  expect([0, 'Another import is running. Wait until it has ended.']).toContain(await second);
});

test('a database that goes away ends the import with an error, and the next one finishes', async () => {
  const path = await instance.write(whole);
  let cut: Promise<unknown> | undefined;
  const importing = importCairn(instance.platform, path, {
    onProgress: ({ phase, done }) => {
      if (phase === 'writing' && done > 500) cut ??= cutConnections();
    },
  });
  await expect(importing).rejects.toThrow(/does not answer|terminat|not queryable/i);
  await cut;
  const { rejectedCount } = await importCairn(instance.platform, path);
  expect(rejectedCount).toBe(0);
  expect(await totals()).toMatchObject({ threads: questions, posts: 1900, votes: 300 });
});

async function cutConnections(): Promise<void> {
  await instance.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}
