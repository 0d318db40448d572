import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VideoWorker } from '../../src/features/videos/processing.ts';
import { chooseVideoAuthor } from '../../src/features/videos/video-authors.ts';
import { films, makeClip } from '../clips.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { addTopic } from '../threads.ts';
import type { Proxy } from '../trouble/proxy.ts';
import { openProxy } from '../trouble/proxy.ts';
import { findFaults } from './look-at.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;
let line: Proxy;
let folder: string;
let film: string;

beforeAll(async () => {
  [site, folder] = await Promise.all([openSite(), makeTemporaryFolder()]);
  line = await openProxy(site.origin);
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseVideoAuthor(site.platform.db, 'ada-example');
  if (!films) return;
  film = await makeClip(join(folder, 'Salary "talk" ..mp4'), {
    ...{ seconds: 4, size: '320x240' },
    output: [
      '-b:v',
      '20M',
      '-minrate',
      '20M',
      '-maxrate',
      '20M',
      '-bufsize',
      '20M',
      '-x264-params',
      'nal-hrd=cbr',
    ],
  });
});

afterAll(async () => {
  await line.close();
  await site.close();
  await rm(folder, { recursive: true });
});

/** A window whose way to the site can be cut. */
async function openBehindLine(): Promise<{ context: BrowserContext; page: Page; origin: string }> {
  const context = await site.open('answerer', { baseURL: line.url });
  const [cookie] = await context.cookies(site.origin);
  const origin = new URL(line.url).origin;
  await context.addCookies([{ name: 'session', value: cookie?.value ?? '', url: origin }]);
  return { context, page: await context.newPage(), origin };
}

/** So that a film of some megabytes takes half a minute; -1 as quick as it goes. */
async function slowDown(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const limits = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', { ...limits, uploadThroughput: bytesPerSecond });
}

async function describe(page: Page): Promise<string> {
  await page.goto('/videos/new');
  await page.getByLabel('Title').fill('Reading a design document');
  await page.locator('#field-topics').fill('tech-lead');
  await page.getByLabel('Wait until I have looked at it').check();
  await page.getByRole('button', { name: 'Go on to the file' }).click();
  await page.getByRole('heading', { name: 'Send the file' }).waitFor();
  return page.url().split('/').at(-1) ?? '';
}

async function choose(page: Page): Promise<void> {
  await page.getByLabel('Video or sound file').setInputFiles(film);
  await page.getByRole('button', { name: 'Upload it' }).click();
}

const words = (page: Page) => page.locator('video-upload');

/** The percentage that the page tells, once it is that much. */
async function percentFrom(page: Page, least: number): Promise<number> {
  const read = async () => Number(/(\d+) %/.exec((await words(page).innerText()) ?? '')?.[1] ?? 0);
  await expect.poll(read, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(least);
  return await read();
}

async function setState(id: string, change: string): Promise<void> {
  await site.platform.db.pool.query(`update videos set ${change} where id = $1`, [id]);
}

async function expectOriginal(id: string): Promise<void> {
  const { rows } = await site.platform.db.pool.query<{ original: string }>(
    'select original from videos where id = $1',
    [id],
  );
  const arrived = await buffer(await site.platform.files.read(rows[0]?.original ?? ''));
  expect(arrived.equals(await readFile(film))).toBe(true);
}

/** It is made ready, looked at, given a picture, and published. */
async function finish(page: Page): Promise<void> {
  await page.getByText('only you can see it').waitFor({ timeout: 30_000 });
  await page.getByRole('radio', { name: 'From part 5 of 6' }).check();
  await page.getByRole('button', { name: 'Use this one' }).click();
  await expect.poll(async () => await page.locator('video').getAttribute('poster')).toContain('frame-5.jpg');
  await page.getByRole('button', { name: 'Publish it' }).click();
  await page.getByRole('link', { name: 'Watch it on its page' }).click();
  await page.getByRole('heading', { name: 'Reading a design document', level: 1 }).waitFor();
  expect(await page.locator('video').count()).toBe(1);
}

it.runIf(films)(
  'a film is sent in pieces over a line that is cut, pauses, goes on after a reload, and is published',
  async () => {
    const { context, page, origin } = await openBehindLine();
    const troubles = collectTroubles(context, origin);
    const offsets: number[] = [];
    let begun = 0;
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
      if (request.method() === 'POST' && request.url().endsWith('/uploads')) begun += 1;
    });
    const id = await describe(page);
    await slowDown(page, 400_000);
    await choose(page);
    const before = await percentFrom(page, 5);
    line.cut();
    await words(page).getByText('The connection is away').waitFor();
    line.open();
    expect(await percentFrom(page, before + 5)).toBeLessThan(100);

    await page.getByRole('button', { name: 'Pause' }).click();
    await words(page).getByText('Paused at').waitFor();
    const paused = await percentFrom(page, before);
    await page.getByRole('button', { name: 'Go on' }).click();
    await percentFrom(page, paused + 5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await words(page).getByText('Paused at').waitFor();

    await page.reload();
    await words(page).getByText('of a file have arrived. Choose the same file').waitFor();
    const arrived = await percentFrom(page, paused);
    offsets.length = 0;
    await slowDown(page, -1);
    await choose(page);
    await page.getByLabel('Notes').fill('Written while it is sent.');
    await page.getByRole('heading', { name: 'Waiting for its turn' }).waitFor({ timeout: 60_000 });
    expect(begun).toBe(1);
    expect(arrived).toBeGreaterThanOrEqual(paused);
    // From where it was, and onwards.
    expect(offsets[0]).toBeGreaterThan(0);
    expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
    await expectOriginal(id);

    await setState(id, `state = 'processing', progress = 40, attempts = 1, touched_at = now()`);
    await page.getByText('40 % done').waitFor();
    await setState(id, 'progress = 70');
    await page.getByText('70 % done').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('70');
    await setState(id, `state = 'waiting', attempts = 0`);
    await new VideoWorker(site.platform).work();
    await page.getByRole('heading', { name: 'Ready to be published' }).waitFor();
    // The page was never loaded anew.
    expect(await page.getByLabel('Notes').inputValue()).toBe('Written while it is sent.');
    expect(await findFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await finish(page);
    const own = troubles.filter((each) => !/net::ERR_/.test(each));
    expect(own).toEqual([]);
    await context.close();
  },
  180_000,
);

it.runIf(films)(
  'without scripts it is sent by a plain form, and the page tells by itself how far it is',
  async () => {
    const context = await site.open('answerer', { javaScriptEnabled: false });
    const troubles = collectTroubles(context, site.origin);
    const page = await context.newPage();
    const id = await describe(page);
    await choose(page);
    await page.getByRole('heading', { name: 'Waiting for its turn' }).waitFor();
    await expectOriginal(id);
    await setState(id, `state = 'processing', progress = 40, attempts = 1, touched_at = now()`);
    await page.getByText('40 % done').waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: 'Change what is said about it' }).click();
    await page.getByLabel('Notes').fill('What to look for first.');
    await page.getByRole('button', { name: 'Save' }).click();
    await setState(id, `state = 'waiting', attempts = 0`);
    await new VideoWorker(site.platform).work();
    await finish(page);
    expect(await page.getByText('What to look for first.').count()).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
    await context.close();
  },
  120_000,
);

it.runIf(films)('while it is edited a page without scripts stands still', async () => {
  const context = await site.open('answerer', { javaScriptEnabled: false });
  const page = await context.newPage();
  const id = await describe(page);
  await setState(id, `state = 'waiting', original = 'originals/none'`);
  await page.reload();
  expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1);
  await page.getByRole('link', { name: 'Change what is said about it' }).click();
  expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(0);
  await page.getByLabel('Title').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(0);
  await setState(id, `state = 'uploading', original = null`);
  await context.close();
});
