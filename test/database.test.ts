import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connectionString);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each test gets a migrated database that no other sees', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.url, 'create table only_here ()');
  const look = `select to_regclass('migrations')::text as migrated, to_regclass('only_here')::text as mark`;
  expect(await query(one.url, look)).toEqual([{ migrated: 'migrations', mark: 'only_here' }]);
  expect(await query(other.url, look)).toEqual([{ migrated: 'migrations', mark: null }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('a dropped database is gone', async () => {
  const database = await createTestDatabase();
  await database.drop();
  await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
});
