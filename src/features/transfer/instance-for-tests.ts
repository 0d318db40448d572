import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase } from '../../../test/database.ts';
import { SettableClock } from '../../../test/settable-clock.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { Changes } from '../../platform/changes.ts';
import { readConfig } from '../../platform/config.ts';
import { Database } from '../../platform/db.ts';
import { openFiles } from '../../platform/files/open-files.ts';
import { loadTestKeys } from '../../platform/keys-for-tests.ts';
import { createLogger } from '../../platform/logger.ts';
import type { Logger } from '../../platform/logger.ts';
import { systemRandom } from '../../platform/random.ts';
import type { TransferPlatform } from './context.ts';
import { exportCairn } from './export.ts';
import type { ImportOptions } from './import.ts';
import { importCairn } from './import.ts';
import type { ImportReport } from './report.ts';

/** An instance of its own: an empty database, keys, and a folder for what is imported and exported. */
export class TestInstance {
  readonly platform: TransferPlatform & { log: Logger };
  readonly databaseUrl: string;
  readonly folder: string;
  readonly clock: SettableClock;
  readonly #drop: () => Promise<void>;

  constructor(database: { url: string; drop(): Promise<void> }, folder: string) {
    const config = readConfig({ DATA_DIR: 'data' }, folder);
    const db = new Database({ connectionString: database.url }, () => undefined);
    const keys = loadTestKeys(config.dataDir);
    this.clock = new SettableClock(new Date('2026-05-04T10:07:00Z'));
    const log = createLogger('silent');
    this.platform = {
      config,
      db,
      files: openFiles(config),
      keys,
      clock: this.clock,
      random: systemRandom,
      changes: new Changes(),
      log,
    };
    this.databaseUrl = database.url;
    this.folder = folder;
    this.#drop = () => database.drop();
  }

  static async create(): Promise<TestInstance> {
    const [database, folder] = await Promise.all([createTestDatabase(), makeTemporaryFolder()]);
    return new TestInstance(database, folder);
  }

  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.platform.db.pool.query(sql, values);
    return rows as Row[];
  }

  /** Lines as they stand, or records, one a line. */
  async write(lines: (string | object)[], name = 'import.jsonl'): Promise<string> {
    const path = join(this.folder, name);
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    await writeFile(path, `${texts.join('\n')}\n`);
    return path;
  }

  async import(lines: (string | object)[], options?: ImportOptions): Promise<ImportReport> {
    return await importCairn(this.platform, await this.write(lines), options);
  }

  async export(): Promise<string> {
    const { path } = await exportCairn(this.platform, join(this.folder, 'export.jsonl'));
    return await readFile(path, 'utf8');
  }

  async exported(type: string): Promise<Record<string, unknown>[]> {
    const records = (await this.export()).trimEnd().split('\n').filter(Boolean);
    return records
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((record) => record['type'] === type);
  }

  async close(): Promise<void> {
    await this.platform.db.close();
    await this.#drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What a report says was not taken, with the lines. */
export function rejections({ rejected }: Pick<ImportReport, 'rejected'>): [number, string][] {
  return rejected.map(({ line, text }) => [line, text]);
}

/** A few records to build on. */
export const records = {
  topic: { type: 'topic', slug: 'tech-lead', name: 'Tech Lead' },
  ada: { type: 'person', ref: 'p-ada', name: 'Ada Example', handle: 'ada', title: 'Director at Example' },
  senior: {
    type: 'person',
    ref: 'p-senior',
    role: 'Software Engineer',
    level: 'Senior',
    nativeLevel: 'L5',
    company: 'Northwind',
  },
  question: {
    type: 'question',
    ref: 'q1',
    title: 'Should I leave before the reorg?',
    body: 'It starts in *May*.',
    author: 'p-senior',
    byline: 'company',
    topics: ['tech-lead'],
    at: '2024-05-01T10:07:31Z',
  },
  answer: {
    type: 'answer',
    ref: 'a1',
    question: 'q1',
    author: 'p-ada',
    body: 'Ask what it is for.',
    at: '2024-05-01T11:02:03Z',
  },
  comment: {
    type: 'comment',
    ref: 'c1',
    on: 'a1',
    author: 'p-senior',
    byline: 'company',
    body: 'Thank you.',
    at: '2024-05-01T12:00:00Z',
  },
} as const;

export const thread = [
  records.topic,
  records.ada,
  records.senior,
  records.question,
  records.answer,
  records.comment,
];
