import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOwnVotes } from '../../src/features/votes/votes.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import type { Participant } from './beside.ts';
import { addParticipants, closeBeside, embeddedIn, openBeside } from './beside.ts';
import { findContradictions, findOwnershipTrouble } from './consistency.ts';
import type { RunningApp } from './running-app.ts';
import { startApp } from './running-app.ts';
import { nothingYet, writeOn } from './writers.ts';

/** All thirty take a minute; `KILLS=30` asks for them. */
const kills = Number(process.env.KILLS ?? 6);
const clients = 8;
const accountsOfClient = 6;

let folder: string;
let participants: Participant[];
let beside: OpenPlatform;
let app: RunningApp;
const acknowledged = nothingYet();
const startTimes: number[] = [];

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  await start();
  const names = Array.from({ length: clients * accountsOfClient }, (_, number) => `member-${number}`);
  const preparing = await openBeside(folder, embeddedIn(folder));
  participants = await addParticipants(preparing, names);
  await closeBeside(preparing);
  await app.end('SIGKILL');
  for (let kill = 0; kill < kills; kill += 1) await liveAndDie();
  await start();
  beside = await openBeside(folder, embeddedIn(folder));
}, 300_000);

afterAll(async () => {
  await closeBeside(beside);
  await app.end('SIGTERM');
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function start(): Promise<void> {
  const begun = performance.now();
  app = await startApp(folder, { LOG_LEVEL: 'warn' });
  startTimes.push(performance.now() - begun);
}

/** A life of the application: everybody writes at once until it is killed, after as many answers as chance wants. */
async function liveAndDie(): Promise<void> {
  await start();
  const life = new AbortController();
  const desks = Array.from({ length: clients }, (_, client) => ({
    origin: app.origin,
    participants: participants.filter((_participant, number) => number % clients === client),
    acknowledged,
  }));
  const writing = desks.map((desk) => writeOn(desk, life.signal));
  const enough = acknowledged.requests + clients + Math.random() * 5 * clients;
  while (acknowledged.requests < enough) await delay(5);
  await app.end('SIGKILL');
  life.abort();
  await Promise.all(writing);
}

test('each start right after a kill succeeds', () => {
  expect(startTimes).toHaveLength(kills + 2);
  expect(acknowledged.requests).toBeGreaterThanOrEqual(kills * clients);
});

test('no acknowledged post is missing or other than it was written', async () => {
  const ids = [...acknowledged.posts.keys()];
  const { rows } = await beside.db.pool.query<{ id: string; body: string }>(
    'select id, body from posts where id = any ($1)',
    [ids],
  );
  const there = new Map(rows.map(({ id, body }) => [id, body]));
  expect(ids.filter((id) => there.get(id) !== acknowledged.posts.get(id))).toEqual([]);
});

test('no acknowledged vote is missing or other than it was cast', async () => {
  const known = [...acknowledged.votes.values()].filter(({ value }) => value !== null);
  const wrong: string[] = [];
  for (const { participant, postId, value } of known) {
    const votes = await findOwnVotes(beside, participant.account, [postId]);
    if ((votes.get(postId) ?? 0) !== value) wrong.push(postId);
  }
  expect(known.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test('nothing is there by half: threads, lists, search, counts and tallies agree with the posts', async () => {
  expect(await findContradictions(beside)).toEqual({});
});

test('every post is among the own posts of whoever wrote it, and none is that is not there', async () => {
  const accountIds = participants.map(({ account }) => account.id);
  expect(await findOwnershipTrouble(beside, accountIds)).toEqual({ unlisted: [], missing: [] });
});

test('a contradiction would be found', async () => {
  const [id] = acknowledged.questions;
  await beside.db.pool.query('delete from search_documents where post_id = $1', [id]);
  await beside.db.pool.query('update posts set up = up + 1 where id = $1', [id]);
  expect(Object.keys(await findContradictions(beside))).toEqual([
    'a place in a list that is out of date',
    'a post that search does not know',
    'a tally of votes that is wrong',
  ]);
});
