import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';
import { TestClient } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { createApp } from '../../app.ts';
import { openPlatform } from '../../platform/open.ts';
import { exportCairn } from '../transfer/export.ts';
import { importCairn } from '../transfer/import.ts';
import { sendWord } from '../notifications/sending-word.ts';
import { coarsenOwnByline } from './coarsening.ts';
import { verifyAtNorthwind, wordsOf } from './verified-for-tests.ts';

let community: TestCommunity;
const exact = 'Senior Software Engineer [L5] at Northwind';

beforeEach(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await verifyAtNorthwind(community, community.asker);
});
afterEach(() => community.close());

async function signedExactly(): Promise<{ id: string; path: string; answerId: string }> {
  const { platform, asker, answerer } = community;
  const question = await ask(platform, asker, {
    byline: 'company-level-role',
    body: 'A unique payments story.',
  });
  const other = await answer(platform, answerer, { questionId: question.id });
  const commented = await asker.client.post(`/posts/${other}/comments`, {
    body: 'Thanks.',
    byline: 'member',
  });
  expect(commented.status).toBe(303);
  return { ...question, answerId: other };
}

const shows = [
  '/',
  '/questions',
  '/topics/tech-lead',
  '/search?q=payments',
  '/feed.atom',
  '/topics/tech-lead.atom',
];
const api = (id: string) => ['/api/v1/questions', `/api/v1/questions/${id}`, '/api/v1/search?q=payments'];

async function exported(): Promise<string> {
  const folder = await makeTemporaryFolder();
  const { path } = await exportCairn(community.platform, folder);
  const text = await readFile(path, 'utf8');
  await rm(folder, { recursive: true });
  return text;
}

async function read(client: TestClient, paths: readonly string[]): Promise<string> {
  const texts = [];
  for (const path of paths) texts.push(await client.page(path));
  return wordsOf(texts.join('\n')).replaceAll('\\"', '"');
}

test('the author says less, and from then on every page of every process does', async () => {
  const { platform, app, asker, answerer } = community;
  const second = await openPlatform(platform.config, root, {
    connection: platform.connection,
    clock: platform.clock,
  });
  const apps = [app, createApp(second, { assetUrl: (name) => name, serve: (c) => c.body(null, 404) })];
  const readers = apps.map((each) => new TestClient(each, 'http://cairn.test', '192.0.2.9'));
  await Promise.all([platform, second].map(({ changes, connection }) => changes.listen(connection)));
  const { id, path, answerId } = await signedExactly();
  await sendWord(platform, answerId);
  const paths = [...shows, ...api(id), path];
  for (const reader of readers) expect(await read(reader, paths)).toContain('Northwind');
  expect(await exported()).toContain('Northwind');
  expect(await community.admin.client.page('/admin/mail')).toContain(`${exact} (`);
  expect(wordsOf(await answerer.client.page('/notifications'))).toContain(exact);

  const cut = await asker.client.post(`/posts/${id}/byline`, { byline: 'role' });
  expect(cut.headers.get('location')).toBe(path);

  for (const reader of readers) {
    await expect.poll(() => read(reader, paths), { timeout: 3000 }).not.toContain('Northwind');
    const words = await read(reader, paths);
    expect(words).not.toMatch(/Senior Software Engineer|\[L5\]/);
    expect(words).toContain('Software Engineer at Cairn Community');
  }
  const page = await readers[0]?.page(path);
  expect(page?.match(/"author":/g)?.length).toBeGreaterThan(0);
  for (const own of ['/admin/mail', '/notifications', '/moderation']) {
    expect(await community.admin.client.page(own)).not.toContain('Northwind');
  }
  expect(wordsOf(await answerer.client.page('/notifications'))).not.toContain('Northwind');
  expect(await exported()).not.toMatch(/Northwind|"L5"/);
  await second.close();
});

test('the page offers what is coarser than what is frozen, and says what it does', async () => {
  const { asker, platform } = community;
  const { id } = await signedExactly();
  const page = await asker.client.page(`/posts/${id}/byline`);
  const labels = [...page.matchAll(/<label[^>]*>(.*?)<\/label>/gs)].map(([, label]) => wordsOf(label ?? ''));
  expect(labels).toEqual([
    'Senior Software Engineer at Northwind',
    'Software Engineer at Northwind',
    'Works at Northwind',
    'Senior Software Engineer at Cairn Community',
    'Software Engineer at Cairn Community',
    'Member of Cairn Community',
  ]);
  expect(wordsOf(page)).toMatch(/all your posts in this thread.*cannot be undone/);
  expect(page).not.toMatch(/<input[^>]*checked/);
  await coarsenOwnByline(platform, asker.account, { postId: id, form: 'company' });
  const then = await asker.client.page(`/posts/${id}/byline`);
  expect(
    [...then.matchAll(/type="radio"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*type="radio"/g)].length,
  ).toBe(1);
  await coarsenOwnByline(platform, asker.account, { postId: id, form: 'member' });
  expect(await asker.client.page(`/posts/${id}/byline`)).toContain('nothing left to take out');
});

test.each([
  ['nothing is chosen', {}, 'Choose what the byline should still say.'],
  ['it would say more', { byline: 'company-role' }, 'says no more than that already'],
  ['it is no byline', { byline: 'named' }, 'Choose what the byline should still say.'],
])('is asked again where %s, and changes nothing', async (_case, form, words) => {
  const { platform, asker } = community;
  const { id } = await ask(platform, asker, { byline: 'role' });
  const refused = await asker.client.post(`/posts/${id}/byline`, form);
  expect(refused.status).toBe(422);
  expect(wordsOf(await refused.text())).toContain(words);
  const { rows } = await platform.db.pool.query('select level, role, company from authors');
  expect(rows).toEqual([{ level: null, role: 'Software Engineer', company: null }]);
});

test('it is the author’s alone, of masked posts, and in a locked thread too', async () => {
  const { platform, asker, answerer, colleague, moderator } = community;
  const { id } = await ask(platform, asker, { byline: 'level-role' });
  const named = await answer(platform, answerer, { questionId: id, byline: 'named' });
  for (const client of [colleague.client, moderator.client, answerer.client]) {
    expect((await client.get(`/posts/${id}/byline`)).status).toBe(403);
    expect((await client.post(`/posts/${id}/byline`, { byline: 'member' })).status).toBe(403);
  }
  expect((await community.newClient().post(`/posts/${id}/byline`, { byline: 'member' })).status).toBe(401);
  expect((await asker.client.get('/posts/11111111111/byline')).status).toBe(404);
  expect((await answerer.client.post(`/posts/${named}/byline`, { byline: 'member' })).status).toBe(403);
  await moderator.client.post(`/moderation/posts/${id}/acts`, { act: 'lock', reason: 'Heated.' });
  expect((await asker.client.post(`/posts/${id}/byline`, { byline: 'member' })).status).toBe(303);
});

test('the menu of one’s own masked post leads there, as long as there is something to take out', async () => {
  const { platform, asker, colleague } = community;
  const { id, path } = await ask(platform, asker, { byline: 'role' });
  const link = `href="/posts/${id}/byline"`;
  expect(await asker.client.page(path)).toContain(link);
  expect(await colleague.client.page(path)).not.toContain(link);
  await coarsenOwnByline(platform, asker.account, { postId: id, form: 'member' });
  expect(await asker.client.page(path)).not.toContain(link);
});

test('a moderator takes a byline down that gives its author away, with a reason that is written down', async () => {
  const { moderator, admin, asker } = community;
  const { id, path } = await signedExactly();
  const acts = `/moderation/posts/${id}/acts`;
  expect((await moderator.client.post(acts, { act: 'coarsen', reason: '' })).status).toBe(422);
  expect((await asker.client.post(acts, { act: 'coarsen', reason: 'Mine.' })).status).toBe(403);
  expect(wordsOf(await community.newClient().page(path))).toContain(exact);
  const done = await moderator.client.post(acts, { act: 'coarsen', reason: 'One team has this.' });
  expect(done.headers.get('location')).toContain('done=coarsen');
  expect(wordsOf(await community.newClient().page(path))).not.toMatch(/Northwind|Software Engineer at Cairn/);
  expect(wordsOf(await admin.client.page('/moderation/log'))).toContain('One team has this.');
  expect(await moderator.client.page(`/moderation/posts/${id}`)).not.toContain('value="coarsen"');
  const again = await moderator.client.post(acts, { act: 'coarsen', reason: 'One team has this.' });
  expect(again.headers.get('location')).not.toContain('done=');
});

test('in a copy of the database the row that was cut does not stand out', async () => {
  const { platform, asker, answerer } = community;
  const { pool } = platform.db;
  for (let n = 0; n < 30; n += 1) await ask(platform, answerer, { byline: 'member' });
  const { id } = await ask(platform, asker, { byline: 'company-level-role' });
  await coarsenOwnByline(platform, asker.account, { postId: id, form: 'member' });
  const { rows: authors } = await pool.query<{ writer: string; cut: boolean }>(
    `select xmin::text as writer, id = (select author_id from posts where id = $1) as cut from authors order by id`,
    [id],
  );
  const own = authors.find(({ cut }) => cut);
  const together = authors.map(({ writer }) => writer === own?.writer);
  expect(together.filter(Boolean).length).toBeGreaterThan(5);
  // A row of its own beside a run of neighbours would be the one that was cut.
  expect(together.lastIndexOf(true) - together.indexOf(true) + 1).toBe(together.filter(Boolean).length);
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I', tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'authors'`,
  );
  for (const { name } of tables) {
    const { rows } = await pool.query(`select from ${name} where $1 in (xmin::text, xmax::text)`, [
      own?.writer,
    ]);
    expect(rows, name).toEqual([]);
  }
});

test('what was taken out of a byline does not come back with the file that it came from', async () => {
  const { platform, moderator } = community;
  const folder = await makeTemporaryFolder();
  const records = [
    {
      type: 'person',
      ref: 'p1',
      level: 'Staff',
      role: 'Data Engineer',
      nativeLevel: 'E6',
      company: 'Fabrikam',
    },
    {
      ...{ type: 'question', ref: 'q1', title: 'A question of an import', body: 'Whole.', author: 'p1' },
      ...{ byline: 'company', topics: ['tech-lead'], at: '2024-05-01T10:00:00Z' },
    },
  ];
  const path = `${folder}/import.jsonl`;
  await writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await importCairn(platform, path);
  const find = async () =>
    await platform.db.pool.query<{ id: string; line: string }>(
      `select posts.id, concat_ws(' ', level, role, native_level, company) as line
     from imported_refs join posts on posts.id = imported_refs.id join authors on authors.id = author_id`,
    );
  const [post] = (await find()).rows;
  expect(post?.line).toBe('Staff Data Engineer E6 Fabrikam');
  await moderator.client.post(`/moderation/posts/${post?.id}/acts`, { act: 'coarsen', reason: 'Too exact.' });
  const report = await importCairn(platform, path);
  expect(report.rejected).toEqual([]);
  expect((await find()).rows).toEqual([{ id: post?.id, line: '' }]);
  await rm(folder, { recursive: true });
});
