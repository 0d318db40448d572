import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VideoWorker } from '../../src/features/videos/processing.ts';
import { chooseVideoAuthor } from '../../src/features/videos/video-authors.ts';
import { films, makeClip } from '../clips.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { addTopic } from '../threads.ts';
import { findFaults } from './look-at.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;
let folder: string;
let film: { name: string; mimeType: string; buffer: Buffer };

beforeAll(async () => {
  [site, folder] = await Promise.all([openSite(), makeTemporaryFolder()]);
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseVideoAuthor(site.platform.db, 'ada-example');
  if (!films) return;
  const path = await makeClip(join(folder, 'film.mp4'), {
    seconds: 2,
    size: '320x240',
    output: ['-b:v', '20M', '-minrate', '20M'],
  });
  film = { name: 'Salary "talk".mp4', mimeType: 'video/mp4', buffer: await readFile(path) };
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

it.runIf(films).each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'a film is described, sent, watched over and published, with $javaScriptEnabled for JavaScript',
  async ({ javaScriptEnabled }) => {
    const context = await site.open('answerer', { javaScriptEnabled });
    const troubles = collectTroubles(context, site.origin);
    const page = await context.newPage();
    await page.goto('/videos/new');
    await page.getByLabel('Title').fill('Reading a design document');
    await page.locator('#field-topics').fill('tech-lead');
    await page.getByLabel('Wait until I have looked at it').check();
    await page.getByRole('button', { name: 'Go on to the file' }).click();
    await page.getByRole('heading', { name: 'Reading a design document' }).waitFor();
    let broken = 0;
    await context.route('**/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH' || broken > 1) return await route.continue();
      broken += 1;
      return await route.abort('connectionreset');
    });
    await page.getByLabel('The file').setInputFiles(film);
    await page.getByRole('button', { name: 'Upload it' }).click();
    if (javaScriptEnabled) await page.getByText('The connection is away').waitFor();
    await page.getByText('waits for its turn').waitFor();
    expect(broken).toBe(javaScriptEnabled ? 2 : 0);
    await new VideoWorker(site.platform).work();
    if (!javaScriptEnabled) await page.getByRole('link', { name: 'look again' }).click();
    await page.getByText('only you can see it').waitFor();
    expect(javaScriptEnabled ? await findFaults(page) : []).toEqual([]);
    await page.getByRole('radio', { name: 'From part 5 of 6' }).check();
    await page.getByRole('button', { name: 'Use this one' }).click();
    await page.getByRole('button', { name: 'Publish it' }).click();
    await page.getByRole('link', { name: 'watch it' }).click();
    await page.getByRole('heading', { name: 'Reading a design document' }).waitFor();
    expect(await page.locator('video').count()).toBe(1);
    const own = troubles.filter((each) => !/ERR_CONNECTION_RESET|connectionreset|uploads/.test(each));
    expect(own).toEqual([]);
    await context.close();
  },
);
