import { expect } from 'vitest';
import { answer as answerAs } from '../threads.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import type { Participant } from './beside.ts';
import { Browser, type Answer } from './browser.ts';
import type { RunningApp } from './running-app.ts';

/** What of a running application is looked at before, during and after its database is gone. */
export interface Scene {
  app: RunningApp;
  asker: Participant;
  answerer: Participant;
  questionId: string;
  questionPath: string;
}

const kept = (scene: Scene) => ['/', '/topics/tech-lead', scene.questionPath];

/** The pages, once they are answered from memory: news of what was just written may still come in. */
export async function readPages(scene: Scene): Promise<string[]> {
  const reader = new Browser(scene.app.origin);
  const read = () => Promise.all(kept(scene).map((path) => reader.get(path)));
  const hitsOfReading = async () => {
    const before = await countHits(reader);
    await read();
    return (await countHits(reader)) - before;
  };
  await expect.poll(hitsOfReading, { timeout: 5000 }).toBe(3);
  return (await read()).map(({ body }) => body);
}

async function countHits(reader: Browser): Promise<number> {
  const { body } = await reader.get('/metrics');
  return Number(/^cairn_page_cache_hits (\d+)/m.exec(body)?.[1]);
}

/**
 * While it is away: what is in memory is served to readers, as it was; everything else is told to come again,
 * within two seconds, even when more ask at once than there are connections.
 */
export async function expectOutage(scene: Scene, before: readonly string[]): Promise<number[]> {
  const reader = new Browser(scene.app.origin);
  const member = new Browser(scene.app.origin, scene.asker.token);
  const refused = [
    ...Array.from({ length: 20 }, () => member.get(scene.questionPath)),
    member.get('/drafts'),
    member.get('/notifications'),
    member.post(`/questions/${scene.questionId}/answers`, { body: 'Lost?', byline: 'role' }),
    reader.get('/questions?sort=new'),
    reader.get('/topics'),
    reader.get('/readyz'),
    reader.get('/api/v1/questions'),
  ];
  const served = kept(scene).map((path) => reader.get(path));
  const [refusals, pages, alive] = await Promise.all([
    Promise.all(refused),
    Promise.all(served),
    reader.get('/healthz'),
  ]);
  for (const answer of refusals) expectUnavailable(answer);
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(pages.map(({ body }) => body)).toEqual(before);
  expect(alive.status).toBe(200);
  return [...refusals, ...pages].map(({ ms }) => ms);
}

function expectUnavailable({ status, headers, ms }: Answer): void {
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(headers.get('cache-control')).toMatch(/no-store/);
  expect(ms).toBeLessThan(2000);
}

/** Writes that are under way when it happens are taken or told to come again; none waits on, and nothing breaks. */
export async function expectWritesEnd(scene: Scene, happen: () => unknown): Promise<void> {
  const members = [scene.asker, scene.answerer].map(({ token }) => new Browser(scene.app.origin, token));
  const write = async (number: number) =>
    await members[number % 2]?.post(`/posts/${scene.questionId}/comments`, {
      body: `No. ${number}`,
      byline: 'role',
    });
  const writes = Array.from({ length: 16 }, (_, number) => write(number));
  await Promise.race(writes);
  await happen();
  const happened = performance.now();
  const statuses = (await Promise.all(writes)).map((answer) => answer?.status);
  expect(performance.now() - happened).toBeLessThan(2000);
  expect(statuses.filter((status) => status !== 303 && status !== 503)).toEqual([]);
}

/** Everything works again by itself; resolves to the milliseconds that this took. */
export async function expectRecovery(scene: Scene): Promise<number> {
  const begun = performance.now();
  const member = new Browser(scene.app.origin, scene.asker.token);
  await expect
    .poll(async () => (await member.get(scene.questionPath)).status, { timeout: 15_000, interval: 50 })
    .toBe(200);
  return performance.now() - begun;
}

/** What is written through the application or beside it stands on the page that was in memory, from then on. */
export async function expectExactPages(scene: Scene, beside: OpenPlatform): Promise<void> {
  const reader = new Browser(scene.app.origin);
  const read = async () => (await reader.get(scene.questionPath)).body;
  const member = new Browser(scene.app.origin, scene.answerer.token);
  const through = `Through the application ${Math.random()}`;
  const path = `/questions/${scene.questionId}/answers`;
  expect((await member.post(path, { body: through, byline: 'role' })).status).toBe(303);
  expect(await read()).toContain(through);
  const besides = `Through another process ${Math.random()}`;
  await answerAs(beside, { account: scene.asker.account }, { questionId: scene.questionId, body: besides });
  await expect.poll(read, { timeout: 2000, interval: 10 }).toContain(besides);
}
