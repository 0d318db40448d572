import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { remindJob } from '../../src/features/amas/reminders.ts';
import { advanceAmaJob } from '../../src/features/amas/states.ts';
import { saveProfile } from '../../src/features/profiles/profiles.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { createTestDatabase } from '../database.ts';
import { addLiveAma } from '../live-ama.ts';
import { EventReader } from '../event-reader.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import type { Participant } from './beside.ts';
import { addParticipants, closeBeside, embeddedIn, openBeside } from './beside.ts';
import { Browser } from './browser.ts';
import { ResumingReader } from './resuming-reader.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';

let folder: string;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

interface Hour {
  amaId: string;
  members: Participant[];
}

/** An AMA in its live hour, with people who ask under their names. */
async function openHour(beside: OpenPlatform): Promise<Hour> {
  // Sent from here, done by the application.
  for (const job of [advanceAmaJob, remindJob]) beside.jobs.on(job, () => Promise.resolve());
  const names = Array.from({ length: 9 }, (_, number) => `member-${number}`);
  const members = await addParticipants(beside, names);
  for (const { account } of members) {
    const person = { name: 'Ada Example', slug: account.id.toLowerCase().slice(0, 20), title: 'Engineer' };
    await saveProfile(beside, account.id, { ...person, bio: '', links: [] });
  }
  const { rows } = await beside.db.pool.query<{ id: string }>(
    'select id from profiles where account_id = $1',
    [members[0]?.account.id],
  );
  const host = { ...members[0]?.account, profile: { id: rows[0]?.id } } as Participant['account'];
  const { id } = await addLiveAma(beside, host, 'tech-lead');
  return { amaId: id, members: members.slice(1) };
}

/** Asks through this application until it is taken; returns the id of the question. */
async function ask(app: RunningApp, { amaId }: Hour, { token }: Participant): Promise<string> {
  const body = `What did you learn in the year? ${Math.random()}`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const fields = { body, byline: 'named', underMyName: '1' };
    const answer = await new Browser(app.origin, token).post(`/amas/${amaId}/questions`, fields);
    const id = /#p-(\w+)$/.exec(answer.headers.get('location') ?? '')?.[1];
    if (id) return id;
    if (answer.status !== 503)
      throw new Error(`asking answered ${answer.status}: ${answer.body.slice(0, 2000)}`);
    await delay(100);
  }
  throw new Error('nothing could be asked for long');
}

function readAlong(apps: readonly RunningApp[], { amaId }: Hour, count: number): ResumingReader[] {
  const addresses = apps.map(({ origin }) => `${origin}/amas/events/${amaId}`);
  const readers = Array.from({ length: count }, (_, number) => new ResumingReader(addresses, number));
  for (const reader of readers) ends.push(() => reader.close());
  return readers;
}

/** Everybody has been sent every card, and no event twice. */
async function expectAll(readers: readonly ResumingReader[], asked: readonly string[]): Promise<void> {
  const wanted = asked.toSorted();
  for (const reader of readers) {
    await expect.poll(() => reader.settle().cards, { timeout: 15_000 }).toEqual(wanted);
    expect(reader.ids).toEqual([...new Set(reader.ids)].toSorted((one, other) => one - other));
  }
}

async function voteFor(app: RunningApp, id: string, voters: readonly Participant[]): Promise<void> {
  const votes = voters.map(async ({ token }) => {
    const browser = new Browser(app.origin, token);
    // On a machine that is busy with films the database may answer too late for once.
    const vote = async () => (await browser.post(`/posts/${id}/vote`, { value: '1' })).status;
    await expect.poll(vote, { timeout: 15_000, interval: 500 }).toBe(303);
  });
  await Promise.all(votes);
}

test('two processes share an AMA: what is asked through either reaches all, also those who change sides', async () => {
  const database = await createTestDatabase();
  ends.push(() => database.drop());
  const beside = await openBeside(folder, database.connection);
  ends.push(() => closeBeside(beside));
  const hour = await openHour(beside);
  const settings = { DATABASE_URL: database.url };
  const [one, other] = await Promise.all([startApp(folder, settings), startApp(folder, settings)]);
  ends.push(() => one.end('SIGKILL'));
  ends.push(() => other.end('SIGKILL'));
  const readers = readAlong([one, other], hour, 12);
  const asked: string[] = [];
  for (const [number, member] of [...hour.members, ...hour.members].entries()) {
    asked.push(await ask(number % 2 ? one : other, hour, member));
    readers[number % 12]?.cut();
  }
  await expectAll(readers, asked);
  expect(readers.some(({ breaks }) => breaks > 0)).toBe(true);

  const [first = ''] = asked;
  await Promise.all([
    voteFor(one, first, hour.members.slice(1, 4)),
    voteFor(other, first, hour.members.slice(4, 8)),
  ]);
  for (const reader of readers)
    await expect
      .poll(() => reader.settle().last('tally', { id: first }), { timeout: 5000 })
      .toMatchObject({ tally: 7 });
  // Neither process has ten readers: together they have.
  for (const reader of readers)
    await expect
      .poll(() => reader.settle().last('text', { target: 'audience' }), { timeout: 15_000 })
      .toMatchObject({ text: '10+ read along' });

  await one.end('SIGKILL');
  for (const member of hour.members.slice(0, 4)) asked.push(await ask(other, hour, member));
  await expectAll(readers, asked);
}, 90_000);

test('a database that is killed in the live hour: readers stay, and are told everything once when it is back', async () => {
  const app = await startApp(folder);
  ends.push(() => app.end('SIGKILL'));
  const beside = await openBeside(folder, embeddedIn(folder));
  ends.push(() => closeBeside(beside));
  const hour = await openHour(beside);
  const readers = readAlong([app], hour, 6);
  const asked: string[] = [];
  for (const [number, member] of [...hour.members, ...hour.members].entries()) {
    if (number === 5 || number === 11) await killDatabase();
    asked.push(await ask(app, hour, member));
    if (number % 4 === 0) readers[0]?.cut();
  }
  await expectAll(readers, asked);
  expect(readers.filter(({ breaks }) => breaks === 0).length).toBeGreaterThan(3);
  const secrets = [...asked, ...hour.members.map(({ token }) => token)];
  expect(secrets.filter((secret) => app.said().includes(secret))).toEqual([]);
}, 60_000);

async function killDatabase(): Promise<void> {
  const file = join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid');
  const [pid = ''] = (await readFile(file, 'utf8')).split('\n');
  execFileSync('kill', ['-KILL', pid]);
}

test('a stop waits for no reader: each is told when to come back, and the database ends last', async () => {
  const app = await startApp(folder);
  const beside = await openBeside(folder, embeddedIn(folder));
  const { amaId } = await openHour(beside);
  await closeBeside(beside);
  const address = `${app.origin}/amas/events/${amaId}`;
  const readers = await Promise.all(Array.from({ length: 40 }, () => EventReader.open(address)));
  for (const reader of readers) reader.retry = 0;
  const ending = app.end('SIGTERM');
  await Promise.all(readers.map(({ ended }) => ended));
  for (const { retry } of readers) expect(retry).toBeGreaterThanOrEqual(1000);
  expect(await ending).toMatchObject({ code: 0 });
  expect((await ending).ms).toBeLessThan(4000);
});
