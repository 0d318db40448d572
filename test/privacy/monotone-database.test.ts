import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate } from '../../src/platform/migrate.ts';
import { databaseUrl } from '../database-url.ts';
import { prefix } from '../postgres-for-tests.ts';
import type { Bylines } from './monotone-bylines.ts';
import { readBylines, whatIsMore } from './monotone-bylines.ts';

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));
const server = inject('postgres');
const name = `${prefix}${server.run}_monotone`;
const admin = new pg.Client(server.adminUrl);
const client = new pg.Client(databaseUrl(server, name));
const loud = `'\\x10112233445566778899aabbccddeeff'`;
const quiet = `'\\x00112233445566778899aabbccddeeff'`;

/** The bylines after each migration, by its name; the first two had to run before there was anything. */
const history: [string, Bylines][] = [];

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create database ${name} owner ${pg.escapeIdentifier(server.owner)}`);
  await client.connect();
  const folder = await mkdtemp(join(tmpdir(), 'cairn-migrations-'));
  for (const file of (await readdir(migrations)).toSorted()) {
    await cp(join(migrations, file), join(folder, file));
    await migrate({ connectionString: databaseUrl(server, name) }, folder);
    if (file.startsWith('0002')) await write();
    if (file >= '0002') history.push([file, await readBylines(client)]);
  }
  await rm(folder, { recursive: true });
});

afterAll(async () => {
  await client.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

/** A thread as it stood in the first versions: one who says little asks, one who says much answers. */
async function write(): Promise<void> {
  const post = 'id, thread_id, kind, on_id, author_id, body, body_html, html_version, at';
  const at = `'b', 'b', 1, '2026-01-01 00:00Z'`;
  await client.query(`begin;
    insert into threads (id, kind, title, slug) values ('aaaaaaaaaaa', 'question', 'A title', 'a-title');
    insert into authors (id, thread_id, handle, level, role, native_level, company) values
      (${quiet}, 'aaaaaaaaaaa', 'Quiet Heron', null, null, null, null),
      (${loud}, 'aaaaaaaaaaa', 'Loud Owl', 'Senior', 'Software Engineer', 'L5', 'Northwind');
    insert into posts (${post}) values
      ('aaaaaaaaaaa', 'aaaaaaaaaaa', 'question', null, ${quiet}, ${at}),
      ('bbbbbbbbbbb', 'aaaaaaaaaaa', 'answer', 'aaaaaaaaaaa', ${loud}, ${at});
    commit`);
}

test('no migration makes a byline say more', () => {
  const [first, ...later] = history;
  expect(first?.[1].size).toBe(2);
  expect(later.length).toBeGreaterThan(4);
  for (const [at, [file, after]] of later.entries())
    expect(whatIsMore(history[at]?.[1] ?? new Map(), after), file).toEqual([]);
});

const row = `(id, thread_id, handle, level, role, company) values (${quiet}, 'aaaaaaaaaaa', 'Quiet Heron', 'Senior', 'Engineer', 'Northwind')`;
const takeOver = `level = excluded.level, role = excluded.role, company = excluded.company`;

test.each([
  ['an update', `update authors set company = 'Northwind' where id = ${quiet}`],
  ['another part', `update authors set level = 'Staff' where id = ${loud}`],
  ['another handle', `update authors set handle = 'Loud Lark' where id = ${quiet}`],
  ['another thread', `update authors set thread_id = 'bbbbbbbbbbb' where id = ${quiet}`],
  ['an upsert', `insert into authors ${row} on conflict (id) do update set ${takeOver}`],
  [
    'an upsert by the handle',
    `insert into authors ${row} on conflict (thread_id, handle) do update set ${takeOver}`,
  ],
  ['a second row', `insert into authors ${row}`],
  [
    'a merge',
    `merge into authors using (select ${quiet}::bytea as id) as new on new.id = authors.id
     when matched then update set company = 'Northwind'`,
  ],
  ['a row in its place', `delete from authors where id = ${quiet}; insert into authors ${row}`],
  [
    'a row in its place, with its posts kept waiting',
    `set constraints all deferred; delete from authors where id = ${quiet}; insert into authors ${row}`,
  ],
  [
    'ids exchanged',
    `update authors set id = '\\x20' where id = ${quiet}; update authors set id = ${quiet} where id = ${loud};
     update authors set id = ${loud} where id = '\\x20'`,
  ],
  ['a post signed by another', `update posts set author_id = ${loud} where id = 'aaaaaaaaaaa'`],
  [
    'a post and its thread signed anew',
    `insert into posts select * from posts where id = 'aaaaaaaaaaa'
     on conflict (id) do update set author_id = ${loud}`,
  ],
])('the database refuses %s', async (_, sql) => {
  const before = await readBylines(client);
  await expect(transact(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^23|^428C9/) });
  expect(await readBylines(client)).toEqual(before);
});

test('it refuses a copy of the row that says more, and takes what says less', async () => {
  const before = await readBylines(client);
  await expect(
    transact(
      `create temporary table copied on commit drop as select * from authors where id = ${quiet};
       update copied set company = 'Northwind'; insert into authors select * from copied`,
    ),
  ).rejects.toMatchObject({ code: '23505' });
  await transact(`update authors set native_level = null where id = ${loud}`);
  expect(whatIsMore(before, await readBylines(client))).toEqual([]);
});

async function transact(sql: string): Promise<void> {
  try {
    await client.query(`begin; ${sql}; commit`);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
