import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importCairn } from './import.ts';
import { TestInstance } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const path = fileURLToPath(new URL('fixtures/career-questions.jsonl', import.meta.url));

interface Question {
  type: string;
  ref: string;
  title: string;
  body: string;
  topics: string[];
  at: string;
}

/** Tells texts apart by all that is not space at their ends or an invisible control. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll(/[\u200b\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

test('real questions are taken as they are, and come out as they went in', async () => {
  const report = await importCairn(instance.platform, path);
  expect(report).toMatchObject({ records: 68, rejectedCount: 0, noteCount: 0 });
  expect(report.counts.question.added).toBe(60);
  const source = (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);
  const exported = await instance.exported('question');
  const texts = new Map(exported.map((question) => [plain(String(question['title'])), question]));
  for (const { title, body, topics, at } of source.filter(({ type }) => type === 'question')) {
    const found = texts.get(plain(title));
    expect(found, title).toMatchObject({ topics, byline: 'community' });
    expect(plain(String(found?.['body']))).toBe(plain(body));
    expect(Date.parse(at) - Date.parse(String(found?.['at']))).toBeLessThan(15 * 60 * 1000);
  }
});

test('each is rendered, listed in its topics and found by search', async () => {
  await importCairn(instance.platform, path);
  const [row] = await instance.query<object>(
    `select (select count(*) from posts where body_html like '<%') as rendered,
       (select count(*) from search_documents where length(words) > 0) as found,
       (select sum(threads)::integer from listing_counts where list <> 'everything') as listed,
       (select count(*) from posts where body_html ~* '<script|="javascript:') as dangerous`,
  );
  expect(row).toEqual({ rendered: 60, found: 60, listed: 60, dangerous: 0 });
});
