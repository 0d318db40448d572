import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { Database } from './db.ts';
import { Jobs, type Payload } from './jobs.ts';
import { createLogger } from './logger.ts';

let database: TestDatabase;
let db: Database;
const opened: Jobs[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  db = new Database(database.connection, () => undefined);
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((jobs) => jobs.stop()));
  await db.close();
  await database.drop();
});

/** Jobs named "tell", and the posts that have been told of so far. */
function openJobs(handle: (post: string) => Promise<void> = async () => undefined) {
  const done: string[] = [];
  const jobs = new Jobs(database.connection, { log: createLogger('silent'), onEnd: () => undefined });
  jobs.on('tell', async ({ post = '' }: Payload) => {
    await handle(post);
    done.push(post);
  });
  opened.push(jobs);
  return { jobs, done };
}

async function send(jobs: Jobs, post: string, options: { key?: string; startAfter?: Date } = {}) {
  await db.transaction((tx) => jobs.send(tx, 'tell', { post }, options));
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.pool.query<Record<string, unknown>>(sql)).rows;
}

const soon = { timeout: 5000, interval: 20 };
const inTenMinutes = () => new Date(Date.now() + 600_000);

test('a job is done right after the commit that sends it, before the queue would be polled', async () => {
  const { jobs, done } = openJobs();
  await jobs.start();
  await send(jobs, 'first');
  await expect.poll(() => done, soon).toEqual(['first']);
  const begun = performance.now();
  await send(jobs, 'second');
  await expect.poll(() => done, soon).toEqual(['first', 'second']);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test('a job of a transaction that is rolled back is never done', async () => {
  const { jobs, done } = openJobs();
  await jobs.start();
  const failing = db.transaction(async (tx) => {
    await jobs.send(tx, 'tell', { post: 'gone' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await send(jobs, 'kept');
  await expect.poll(() => done, soon).toEqual(['kept']);
});

test('what one process sends and never does, another one does', async () => {
  const sender = openJobs();
  await send(sender.jobs, 'left');
  await sender.jobs.stop();
  const { jobs, done } = openJobs();
  await jobs.start();
  await expect.poll(() => done, soon).toEqual(['left']);
});

test('while a job waits none of its key is added, but one of another key is', async () => {
  const { jobs } = openJobs();
  await send(jobs, 'a', { key: 'a', startAfter: inTenMinutes() });
  await send(jobs, 'a', { key: 'a', startAfter: inTenMinutes() });
  await send(jobs, 'b', { key: 'b', startAfter: inTenMinutes() });
  const waiting = await rows('select singleton_key from pgboss.job order by 1');
  expect(waiting).toEqual([{ singleton_key: 'a' }, { singleton_key: 'b' }]);
});

test('a job that has begun leaves room for the next of its key', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { jobs, done } = openJobs(() => held);
  await jobs.start();
  await send(jobs, 'first', { key: 'a' });
  await expect.poll(() => rows('select state from pgboss.job'), soon).toEqual([{ state: 'active' }]);
  await send(jobs, 'second', { key: 'a' });
  release();
  await expect.poll(() => done, soon).toEqual(['first', 'second']);
});

test('a job waits for its time, and its row does not tell when it was sent', async () => {
  const { jobs, done } = openJobs();
  await jobs.start();
  await send(jobs, 'later', { startAfter: inTenMinutes() });
  await send(jobs, 'now');
  await expect.poll(() => done, soon).toEqual(['now']);
  const [later] = await rows(
    `select created_on > now() + interval '9 minutes' as blurred from pgboss.job where state = 'created'`,
  );
  expect(later).toEqual({ blurred: true });
});

test('a job that fails is tried again, alone, and its row does not hold what went wrong', async () => {
  let isDown = true;
  const { jobs, done } = openJobs(async (post) => {
    if (isDown && post === 'failing') throw new Error('550 no mailbox for asker@cairn.test');
  });
  await send(jobs, 'failing');
  await send(jobs, 'fine', { key: 'other' });
  await jobs.start();
  const states = () => rows(`select state, output::text from pgboss.job order by state`);
  await expect
    .poll(async () => (await states()).map(({ state }) => state), soon)
    .toEqual(['retry', 'completed']);
  expect(JSON.stringify(await rows('select * from pgboss.job'))).not.toContain('cairn.test');
  isDown = false;
  await rows(`update pgboss.job set start_after = now() where state = 'retry'`);
  await send(jobs, 'wake');
  await expect.poll(() => done.toSorted(), soon).toEqual(['failing', 'fine', 'wake']);
});

test('jobs go on when every connection to the database has been cut', async () => {
  const { jobs, done } = openJobs();
  await jobs.start();
  await rows(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await send(jobs, 'after');
  await expect.poll(() => done, soon).toEqual(['after']);
});

test('a repeated job comes by itself, once however many processes there are', async () => {
  const runs: string[] = [];
  for (const name of ['one', 'other']) {
    const { jobs } = openJobs();
    jobs.on('sweep', async () => void runs.push(name), { everyMinutes: 10 });
    await jobs.start();
  }
  await expect.poll(() => runs.length, soon).toBe(1);
  expect(await rows(`select count(*) from pgboss.job where name = 'sweep'`)).toEqual([{ count: 1 }]);
});

test('what takes long is put back by a process that stops, which begins no more of it', async () => {
  const begun: string[] = [];
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const open = (name: string, work: () => Promise<void>, putBack: () => Promise<void>) => {
    const jobs = new Jobs(database.connection, { log: createLogger('silent'), onEnd: () => undefined });
    const run = async () => {
      begun.push(name);
      await work();
    };
    jobs.on('encode', run, { putBack });
    opened.push(jobs);
    return jobs;
  };
  const nothing = async () => await Promise.resolve();
  const first = open(
    'first',
    async () => await over,
    async () => {
      await db.transaction(async (tx) => await first.send(tx, 'encode', {}));
      end();
    },
  );
  await first.start();
  await db.transaction(async (tx) => await first.send(tx, 'encode', {}));
  await expect.poll(() => begun, soon).toEqual(['first']);
  await first.putBack();
  const second = open('second', nothing, nothing);
  await second.start();
  await expect.poll(() => begun, soon).toEqual(['first', 'second']);
});
