import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestDatabase } from '../../test/database.ts';
import { createTestDatabase } from '../../test/database.ts';
import { Holds } from './holds.ts';

let database: TestDatabase;
let here: Holds;
let elsewhere: Holds;

beforeEach(async () => {
  database = await createTestDatabase();
  [here, elsewhere] = [new Holds(database.connection), new Holds(database.connection)];
});

afterEach(async () => {
  await here.close();
  await elsewhere.close();
  await database.drop();
});

const ours = `locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;

test('one has it, in this process and in all others, until it is let go', async () => {
  const hold = await here.take('talk');
  expect(hold?.isKept).toBe(true);
  expect(await here.take('talk')).toBeNull();
  expect(await elsewhere.take('talk')).toBeNull();
  expect(await elsewhere.take('another talk')).not.toBeNull();
  await hold?.release();
  expect(hold?.isKept).toBe(false);
  expect(await elsewhere.take('talk')).not.toBeNull();
  expect(await here.take('talk')).toBeNull();
});

test('of many who ask at once one gets it, and the others one after the other', async () => {
  let inside = 0;
  let most = 0;
  const enter = async (holds: Holds) => {
    const hold = await holds.wait('talk', 30_000);
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
    await hold?.release();
    return hold !== null;
  };
  const entered = await Promise.all([here, elsewhere, here, elsewhere, here].map(enter));
  expect(entered).toEqual([true, true, true, true, true]);
  expect(most).toBe(1);
});

test.each([
  ['here', () => here],
  ['in another process', () => elsewhere],
])('whoever has it hears that it is wanted %s, and one who waits does not', async (_, who) => {
  const heard: string[] = [];
  const hold = await here.take('talk', { onWanted: () => heard.push('has it') });
  const waiting = who().wait('talk', 30_000, { onWanted: () => heard.push('waits') });
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await hold?.release();
  expect(await waiting).not.toBeNull();
  expect(new Set(heard)).toEqual(new Set(['has it']));
});

test('one gives up waiting after a while, or when it is told to', async () => {
  await here.take('talk');
  expect(await elsewhere.wait('talk', 1)).toBeNull();
  expect(await elsewhere.wait('talk', 60_000, { signal: AbortSignal.abort() })).toBeNull();
});

test('what a process held is free when its line breaks, and it hears of it', async () => {
  let isLost = false;
  const hold = await here.take('talk', { onWanted: () => (isLost = true) });
  const admin = new pg.Client(database.connection);
  await admin.connect();
  await admin.query(`select pg_terminate_backend(pid) from pg_locks where ${ours}`);
  await admin.end();
  expect(await elsewhere.wait('talk', 30_000)).not.toBeNull();
  await expect.poll(() => isLost, { timeout: 20_000 }).toBe(true);
  expect(hold?.isKept).toBe(false);
  await hold?.release();
  // On a new line.
  expect(await here.take('talk')).toBeNull();
  expect(await here.take('another talk')).not.toBeNull();
});

test('however many are held, they take one connection', async () => {
  const names = Array.from({ length: 40 }, (_, number) => `talk ${number}`);
  await Promise.all(names.map(async (name) => await here.take(name)));
  const admin = new pg.Client(database.connection);
  await admin.connect();
  const { rows } = await admin.query(
    `select count(distinct pid)::integer as lines, count(*)::integer as held from pg_locks where ${ours}`,
  );
  await admin.end();
  expect(rows).toEqual([{ lines: 1, held: 40 }]);
});
