import type pg from 'pg';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { advisoryLocks } from '../../platform/advisory-locks.ts';
import type { Database } from '../../platform/db.ts';
import { codeOf } from '../../platform/error-code.ts';
import type { AnyRecord, RecordOf, RecordType } from './records.ts';
import type { Place } from './tally.ts';
import { TransferError } from './list-files.ts';

/** A record between reading and writing. */
export interface StagedRow extends Place {
  type: RecordType;
  /** What must be unique for records of this kind; the posts of all types share one space. */
  space: 'post' | 'person' | 'topic' | 'series' | null;
  ref: string | null;
  /** The post that this one stands on. */
  target: string | null;
  record: AnyRecord;
}

/** `top`: for a reply to a comment of the same file, the comment that its talk began with. */
export interface Staged<Type extends RecordType> extends Place {
  seq: number;
  target: string | null;
  top: string | null;
  record: RecordOf<Type>;
}

const mostRows = 500;
const mostBytes = 4 * 1024 * 1024;

/**
 * What was read, until it can be written in an order in which every reference is there: a temporary
 * table, so that memory stays small, no other session sees it, and a killed import leaves nothing of it.
 * Its statements are not `statement`s, because the table is not in the schema.
 */
export class Staging {
  readonly client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  /** Waits up to 5 seconds for the lock of an import that was just killed. */
  static async open(db: Database): Promise<Staging> {
    const client = await db.pool.connect();
    client.on('error', () => undefined);
    try {
      await client.query(`set lock_timeout = '5s'`);
      // Reading a large file into the table is one statement.
      await client.query('set statement_timeout = 0');
      await client.query('select pg_advisory_lock($1)', [advisoryLocks.imports]);
      await client.query(`
        create temp table import_records (
          seq bigint generated always as identity, file integer not null, line integer not null,
          type text collate "C" not null, space text collate "C", ref text collate "C", target text collate "C",
          top text collate "C", replaced_by bigint, size integer not null, record text not null
        )`);
      return new Staging(client);
    } catch (error) {
      client.release(true);
      if (codeOf(error) === '55P03') {
        throw new TransferError('Another import is running. Wait until it has ended.');
      }
      throw error;
    }
  }

  async write(rows: AsyncIterable<StagedRow[]>): Promise<void> {
    const copy = copyFrom(
      'copy import_records (file, line, type, space, ref, target, size, record) from stdin',
    );
    await pipeline(rows, toCopyText, this.client.query(copy));
    await this.client.query('create unique index on import_records (seq)');
    await this.client.query('create index on import_records (type, seq)');
    await this.client.query('create index on import_records (ref) where ref is not null');
    await this.client.query('analyze import_records');
  }

  async count(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      'select count(*) as count from import_records',
    );
    return rows[0]?.count ?? 0;
  }

  /** Votes are read post by post, those of one voter in the order of their lines, numbered ones by number. */
  async sortVotes(): Promise<void> {
    await this.client.query(`
      create temp table import_votes as
      select row_number() over (order by target, length(ref), ref, seq) as seq, file, line, type, target, top,
        replaced_by, size, record
      from import_records where type = 'vote'`);
    await this.client.query('create unique index on import_votes (seq)');
    await this.client.query('analyze import_votes');
  }

  /** The records of a type in the order of their lines, as many at a time as one transaction takes. */
  async *batches<Type extends RecordType>(type: Type, which: Which = 'all'): AsyncGenerator<Staged<Type>[]> {
    for (let after = 0; ;) {
      const { rows } = await this.client.query<Omit<Staged<Type>, 'record'> & { record: string }>({
        name: `nextRecords ${which} ${type === 'vote'}`,
        text: `
          select seq, file, line, target, top, record from (
            select *, sum(size) over (order by seq) as bytes, row_number() over (order by seq) as number
            from (
              select * from ${type === 'vote' ? 'import_votes' : 'import_records'}
              where type = $1 and seq > $2 and replaced_by is null and ${conditions[which]}
              order by seq limit ${mostRows}
            ) as next
          ) as summed
          where bytes <= ${mostBytes} or number = 1 order by seq`,
        values: [type, after],
      });
      if (rows.length === 0) return;
      yield rows.map((row) => ({ ...row, record: JSON.parse(row.record) as RecordOf<Type> }));
      after = rows.at(-1)?.seq ?? after;
    }
  }

  /** After many new rows, so that the pages that read them next are planned for them. */
  async analyse(): Promise<void> {
    await this.client.query(
      'analyze topics, profiles, authors, threads, posts, votes, thread_topics, listings, search_documents',
    );
  }

  /** The table and the lock go with the connection. */
  close(): void {
    this.client.release(true);
  }
}

/** Comments that stand on a post, and replies to comments of the same file. */
export type Which = 'all' | 'beginnings' | 'replies';
const conditions = { all: 'true', beginnings: 'top is null', replies: 'top is not null' };

async function* toCopyText(batches: AsyncIterable<StagedRow[]>): AsyncGenerator<string> {
  for await (const rows of batches) {
    let text = '';
    for (const { file, line, type, space, ref, target, record } of rows) {
      const json = JSON.stringify(record);
      const fields = [String(file), String(line), type, space, ref, target, String(json.length), json];
      text += `${fields.map(copyField).join('\t')}\n`;
    }
    if (text) yield text;
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function copyField(field: string | null): string {
  return field === null ? '\\N' : field.replaceAll(/[\\\n\r\t]/g, (character) => escapes[character] ?? '');
}
