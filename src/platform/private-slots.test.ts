import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { Queryable } from './db.ts';
import { Database } from './db.ts';
import { Keys } from './keys.ts';
import { PrivateSlots } from './private-slots.ts';

let database: TestDatabase;
let db: Database;
let slots: PrivateSlots;
const keys = new Keys(new Map([[1, randomBytes(32)]]));
const owner = { accountId: 'one', kind: 'test', padTo: 64 };

beforeEach(async () => {
  database = await createTestDatabase();
  db = new Database(database.connection, () => undefined);
  slots = new PrivateSlots(keys);
});

afterEach(async () => {
  await db.close();
  await database.drop();
});

async function append(...texts: string[]): Promise<void> {
  for (const text of texts) await db.transaction((tx) => slots.append(tx, owner, Buffer.from(text)));
}

async function read(kept: Promise<{ content: Buffer }[]>): Promise<string[]> {
  return (await kept).map(({ content }) => content.toString());
}

test('slots are listed in the order in which they were added, also past the first portion', async () => {
  const added = Array.from({ length: 90 }, (_, index) => `post ${index}`);
  await append(...added);
  expect(await read(slots.list(db, owner))).toEqual(added);
  expect(await read(slots.list(db, owner, 85))).toEqual(added.slice(85));
});

test('a process that has added nothing itself finds the last ones and the next free number', async () => {
  await append('a', 'b', 'c');
  const other = new PrivateSlots(keys);
  expect(await read(other.listLast(db, owner, 2))).toEqual(['b', 'c']);
  await db.transaction((tx) => other.append(tx, owner, Buffer.from('d')));
  await append('e');
  expect(await read(slots.list(db, owner))).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the last ones are found at once when they are asked for again, those of other processes too', async () => {
  await append(...Array.from({ length: 30 }, (_, index) => `post ${index}`));
  const other = new PrivateSlots(keys);
  let asked = 0;
  const counting: Queryable = {
    run: async <Row>(name: string, text: string, values: unknown[]) => {
      asked += 1;
      return await db.run<Row>(name, text, values);
    },
  };
  await other.listLast(counting, owner, 5);
  asked = 0;
  await append('one more');
  expect((await read(other.listLast(counting, owner, 5))).at(-1)).toBe('one more');
  expect(asked).toBe(1);
});

test('a transaction that is rolled back leaves no gap that would hide what comes after it', async () => {
  await append('a');
  const failing = db.transaction(async (tx) => {
    await slots.append(tx, owner, Buffer.from('gone'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await append('b');
  expect((await slots.list(db, owner)).map(({ number }) => number)).toEqual([0, 1]);
});

test('nobody else sees a slot: neither another account, nor another kind, nor other keys', async () => {
  await append('mine');
  expect(await slots.list(db, { ...owner, accountId: 'two' })).toEqual([]);
  expect(await slots.list(db, { ...owner, kind: 'other' })).toEqual([]);
  const stranger = new PrivateSlots(new Keys(new Map([[1, randomBytes(32)]])));
  expect(await stranger.list(db, owner)).toEqual([]);
});

test('of two who replace the same version, one is told that it was too late', async () => {
  await slots.insert(db, owner, 0, Buffer.from('a'));
  const slot = { number: 0, version: 1, content: Buffer.from('b') };
  expect(await slots.replace(db, owner, slot)).toBe(2);
  expect(await slots.replace(db, owner, slot)).toBeNull();
});

test('a number that is taken under an older key is not given twice, and is found under both', async () => {
  await append('a', 'b');
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const before = new PrivateSlots(new Keys(new Map([[1, older]])));
  const both = new Keys(new Map([...[[1, older] as const], [2, newer]]));
  const after = new PrivateSlots(both);
  const mine = { ...owner, accountId: 'two' };
  await db.transaction((tx) => before.append(tx, mine, Buffer.from('old')));
  expect(await after.insert(db, mine, 0, Buffer.from('new'))).toBe(false);
  await db.transaction((tx) => after.append(tx, mine, Buffer.from('new')));
  expect(await read(after.list(db, mine))).toEqual(['old', 'new']);
  expect(await read(new PrivateSlots(both).listLast(db, mine, 1))).toEqual(['new']);
});

test('what was sealed with a lost key is as good as gone: it is passed over, and its place can be taken', async () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const both = new PrivateSlots(
    new Keys(
      new Map([
        [1, older],
        [2, newer],
      ]),
    ),
  );
  const before = new PrivateSlots(new Keys(new Map([[1, older]])));
  for (const text of ['a', 'b', 'c'])
    await db.transaction((tx) => before.append(tx, owner, Buffer.from(text)));
  await both.replace(db, owner, { number: 1, version: 1, content: Buffer.from('changed') });
  const third = randomBytes(32);
  const left = new PrivateSlots(
    new Keys(
      new Map([
        [1, older],
        [3, third],
      ]),
    ),
  );
  expect(await read(left.list(db, owner))).toEqual(['a', 'c']);
  expect(await read(left.find(db, owner, [1]))).toEqual([]);
  // Its id comes from the older key, which is here; a new id would be one of the newest.
  expect(await left.insert(db, owner, 1, Buffer.from('taken'))).toBe(true);
  expect(await read(left.list(db, owner))).toEqual(['a', 'taken', 'c']);
});
