import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import { runImport } from '../transfer/transfer.cli.ts';
import type { SearchResults } from './search.ts';
import { searchThreads } from './search.ts';
import { refreshSearchWords } from './word-counts.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

async function search(q: string): Promise<SearchResults> {
  return await searchThreads(community.platform, { q, limit: 10, offset: 0 });
}

it('knows how words are spelt that came by an import', async () => {
  const folder = await makeTemporaryFolder();
  const file = join(folder, 'community.jsonl');
  const at = '2026-05-01T10:00:00Z';
  const records = [
    { type: 'person', ref: 'p1', role: 'Cellist' },
    {
      type: 'question',
      ref: 'q1',
      title: 'Where to study harpsichord?',
      body: 'Late.',
      author: 'p1',
      byline: 'community',
      topics: ['tech-lead'],
      at,
    },
  ];
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  const silent = { write: () => true, isTTY: false };
  expect(await runImport(community.platform, [file], { out: silent, err: silent })).toBe(0);
  expect(await search('harpsicord')).toMatchObject({
    query: 'harpsichord',
    mendedFrom: 'harpsicord',
    found: 1,
  });
  await rm(folder, { recursive: true });
});

describe('among more posts than can be weighed', () => {
  beforeAll(async () => {
    const { pool } = community.platform.db;
    await pool.query(
      `with made as (
        insert into threads (id, kind, title, slug)
        select 'zz' || lpad(n::text, 9, '0'), 'question', 'Ukulele ' || case when n = 1 then 'oboist' else '' end, 'x'
        from generate_series(1, 700) as n returning id, title
      )
      insert into posts (id, thread_id, kind, profile_id, body, body_html, html_version, at)
      select made.id, made.id, 'question', profiles.id, 'x', 'x', 1,
        timestamptz '2026-01-01' + interval '1 hour' * right(made.id, 9)::integer
      from made, profiles where profiles.slug = 'ada-example'`,
    );
    await pool.query(`select index_posts(array(select id::text from posts where id like 'zz%'))`);
    await refreshSearchWords(community.platform);
    await pool.query(
      `update search_corpus set recent = week_of('2026-01-02'), latest = week_of('2026-02-01')`,
    );
  });

  it('weighs the newest, and says that there are more', async () => {
    const { found, capped } = await search('ukulele');
    expect(capped).toBe(true);
    expect(found).toBeGreaterThanOrEqual(600);
    expect(found).toBeLessThan(700);
  });

  it('finds what is rare however old it is', async () => {
    const { threads, capped } = await search('ukulele oboist');
    expect(threads[0]?.id).toBe('zz000000001');
    expect(capped).toBe(false);
  });
});

it('takes a text of any length and kind into the index', async () => {
  const { platform, asker } = community;
  const { id } = await ask(platform, asker, {
    title: 'The longest question of all',
    body: 'Short at first.',
  });
  // Nothing makes a larger vector than tens of thousands of different words in letters of four bytes.
  const letter = (n: number) => String.fromCodePoint(0x10400 + (Math.trunc(n) % 40));
  const words = Array.from({ length: 50_000 }, (_, n) => letter(n) + letter(n / 40) + letter(n / 1600));
  const worst = words.join(' ');
  await platform.db.pool.query('update posts set body = $2 where id = $1', [id, worst]);
  await platform.db.pool.query('select index_posts(array[$1])', [id]);
  expect((await search('longest question')).threads.map((thread) => thread.id)).toEqual([id]);
});
