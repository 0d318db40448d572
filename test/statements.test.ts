import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { statements } from '../src/platform/db.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.connection);
  await client.connect();
  for (const path of filesWithStatements()) await import(path);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

function filesWithStatements(): string[] {
  const source = join(root, 'src');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(source, name))
    .filter((path) => /= statement[<(]/.test(readFileSync(path, 'utf8')));
}

test('every statement of the program fits the schema', async () => {
  const wrong: string[] = [];
  for (const [name, { text }] of statements) {
    await client
      .query(`prepare ${pg.escapeIdentifier(name)} as ${text}`)
      .catch((error: Error) => wrong.push(`${name}: ${error.message}`));
  }
  expect(wrong).toEqual([]);
  expect(statements.size).toBeGreaterThan(80);
});

test('a statement that does not fit is found', async () => {
  await expect(client.query('prepare wrong as select nothing from threads')).rejects.toThrow(
    'column "nothing" does not exist',
  );
});

test('no name is longer than PostgreSQL keeps, so that no two become the same', () => {
  const long = [...statements.keys()].filter((name) => Buffer.byteLength(name) > 63);
  expect(long).toEqual([]);
});
