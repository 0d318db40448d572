import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { films } from '../clips.ts';
import { addTopic } from '../threads.ts';
import { clipSeconds, makeClip } from '../video-clip.ts';
import type { AddedVideo } from '../videos.ts';
import { addVideo } from '../videos.ts';
import type { Site } from './site.ts';
import { openSite } from './site.ts';
import { collectTroubles } from './troubles.ts';

const words = `WEBVTT

00:00.000 --> 00:05.000
<v Ada Example>This is a talk about moving payments.

00:05.200 --> 00:10.000
<v Ada Example>We had one ledger, and everybody was afraid of it.

00:14.000 --> 00:18.000
<v Joe Guest>How did you know that the events were complete?

00:18.200 --> 00:23.000
<v Ada Example>We counted them twice.
`;
const swedish = 'WEBVTT\n\n00:00.000 --> 00:20.000\nDet här är ett föredrag.\n';

let site: Site;
let video: AddedVideo;
let second: AddedVideo;

beforeAll(async () => {
  site = await openSite();
  if (!films) return;
  const { platform, members } = site;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const durationMs = clipSeconds * 1000;
  const made = { captions: { en: words, sv: swedish }, durationMs, files: await makeClip() };
  video = await addVideo(platform, members.answerer, { ...made, chapters: '0:00 Fear\n0:14 Questions' });
  second = await addVideo(platform, members.answerer, { ...made, title: 'The second evening' });
  await platform.db.pool.query(`insert into series (slug, name) values ('evenings', 'Four evenings')`);
  await platform.db.pool.query(
    `insert into series_videos (series_slug, position, video_id) values ('evenings', 1, $1), ('evenings', 2, $2)`,
    [video.id, second.id],
  );
}, 120_000);
afterAll(() => site.close());

describe.runIf(films)('watching', () => {
  it('plays by HLS once somebody plays, from the second in the address, and shows captions', async () => {
    const { page, requests, troubles } = await open(null, `${video.path}?t=6`);
    expect(requests.filter((path) => /hls|m3u8|m4s|mp4/.test(path))).toEqual([]);
    await play(page);
    expect(requests.some((path) => path.endsWith('.m4s'))).toBe(true);
    expect(await secondsOf(page)).toBeGreaterThanOrEqual(6);
    await page.keyboard.press('c');
    await expectShown(page, () => document.querySelector('video')?.textTracks[0]?.activeCues?.length === 1);
    expect(await page.locator('#watch-scroll [data-now]').textContent()).toContain('one ledger');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('loads little before that', async () => {
    const { page } = await open(null, video.path);
    const bytes = await page.evaluate(() => {
      const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
      return scripts.reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0);
    });
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(8000);
    await page.context().close();
  });

  it('goes where a word of the transcript is said, a chapter begins, or a comment names a time', async () => {
    const { page } = await open(null, video.path);
    await page.getByText('We counted them twice.').click();
    expect(await reaches(page, 18.2)).toBe(true);
    await page.locator('.chapters').getByText('Questions').click();
    expect(await reaches(page, 14)).toBe(true);
    await page.locator('#watch-scroll .said-at').first().press('Enter');
    expect(await reaches(page, 0)).toBe(true);
    await page.context().close();
  });

  it('goes where somebody wanted last, also while what plays is still being fetched', async () => {
    const { page } = await open(null, video.path);
    const held: (() => void)[] = [];
    await page.route(/video-hls[^/]*\.js$/, (route) => held.push(() => void route.continue()));
    await page.route(/\.m4s$/, (route) => held.push(() => void route.continue()));
    await page.getByText('We counted them twice.').click();
    await expect.poll(() => held.length).toBe(1);
    held.shift()?.();
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await page.locator('#watch-scroll .said-at').first().press('Enter');
    await page.unroute(/\.m4s$/);
    for (const release of held) release();
    await play(page);
    expect(await secondsOf(page)).toBeLessThan(6);
    await page.context().close();
  });

  it('finds words in the transcript, and says in how many places', async () => {
    const { page } = await open(null, video.path);
    await page.getByLabel('Find in the transcript').fill('EVENTS');
    expect(await page.locator('.said:visible').count()).toBe(1);
    expect(await page.locator('#watch-found').textContent()).toBe('In 1 place');
    await page.getByLabel('Find in the transcript').fill('nothing of that kind');
    expect(await page.locator('#watch-found').textContent()).toBe('Nobody says that here.');
    await page.context().close();
  });

  it('heeds keys where nobody writes, and leaves them alone where somebody does or has turned them off', async () => {
    const { page } = await open('asker', video.path);
    await page.locator('h1').click();
    await page.keyboard.press('5');
    expect(await reaches(page, clipSeconds / 2)).toBe(true);
    await page.keyboard.press('j');
    expect(await reaches(page, clipSeconds / 2 - 10)).toBe(true);
    await page.keyboard.press('ArrowRight');
    expect(await reaches(page, clipSeconds / 2 - 5)).toBe(true);
    await page.getByLabel('Find in the transcript').focus();
    await page.keyboard.type('j5 k');
    expect(await page.getByLabel('Find in the transcript').inputValue()).toBe('j5 k');
    expect(await reaches(page, clipSeconds / 2 - 5)).toBe(true);
    await page.getByText('Keys', { exact: true }).click();
    await page.getByLabel('Use these keys').uncheck();
    await page.keyboard.press('9');
    expect(await reaches(page, clipSeconds / 2 - 5)).toBe(true);
    await page.context().close();
  });

  it('takes up where one left, signed out and signed in', async () => {
    for (const name of [null, 'outsider'] as const) {
      const { page } = await open(name, video.path);
      await page.evaluate(() => ((document.querySelector('video') as HTMLVideoElement).currentTime = 12));
      const kept = name && page.waitForResponse((response) => response.url().endsWith('/watched'));
      await play(page);
      await page.evaluate(() => document.querySelector('video')?.pause());
      await kept;
      await page.reload();
      expect(await page.locator('#watch-left').textContent()).toMatch(/You were at 0:1[2-6]/);
      expect(await secondsOf(page)).toBeGreaterThanOrEqual(12);
      await page.context().close();
    }
  });

  it('asks at the second where one is, and the question stands on the time line', async () => {
    const { page } = await open('asker', video.path);
    await page.locator('h1').click();
    await page.keyboard.press('5');
    await page.getByRole('link', { name: 'Ask at 0:12' }).click();
    expect(await page.getByText(/0:12 of How we moved/).isVisible()).toBe(true);
    await page.getByLabel('Title').fill('How often did you count in the end?');
    await page.getByLabel('The whole story').fill('Every night sounds like a lot.');
    await page.getByRole('combobox', { name: 'Topics' }).fill('tech lead');
    await page.getByRole('option', { name: /Tech Lead/ }).click();
    await page.getByRole('button', { name: /^Post/ }).click();
    await page.getByText('Asked at').waitFor();
    await page.getByRole('link', { name: /0:12 of/ }).click();
    await page.getByText('How often did you count in the end?').waitFor();
    expect(await secondsOf(page)).toBe(12);
    expect(await page.locator('.time-line-asked').count()).toBe(1);
    await page.context().close();
  });

  it('follows a series: what is watched is ticked, and the next is named', async () => {
    const { page } = await open('colleague', '/series/evenings');
    await page.getByRole('heading', { name: 'How we moved payments' }).getByRole('link').click();
    await page.evaluate(() => ((document.querySelector('video') as HTMLVideoElement).currentTime = 22.5));
    const kept = page.waitForResponse((response) => /at=2[34]/.test(response.request().postData() ?? ''));
    await play(page);
    await kept;
    await page.goto('/series/evenings');
    expect(await page.locator('.series-progress').textContent()).toContain(
      '1 of 2 watched. Next up: The second evening',
    );
    await page.context().close();
  });

  it('plays and is read without a script', async () => {
    const context = await site.open(null, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${video.path}?t=6`);
    expect(await page.locator('video').getAttribute('controls')).not.toBeNull();
    expect(await page.locator('video source').getAttribute('src')).toMatch(/video\.mp4#t=6$/);
    expect(await page.getByText('How did you know that the events were complete?').isVisible()).toBe(true);
    expect(await page.locator('#watch-tools').isVisible()).toBe(false);
    await page.locator('#watch-scroll .said-at').last().click();
    await page.waitForURL(/\?t=18$/);
    await page.getByRole('link', { name: 'Ask at 0:18' }).waitFor();
    await context.close();
  });
});

async function open(name: 'asker' | 'outsider' | 'colleague' | null, path: string) {
  const context = await site.open(name);
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  const troubles = collectTroubles(context, site.origin);
  await page.goto(path);
  return { page, requests, troubles };
}

/** Until its picture moves. */
async function play(page: Page): Promise<void> {
  await page.evaluate(() => {
    const player = document.querySelector('video') as HTMLVideoElement;
    player.muted = true;
    // The page itself pauses it for a moment, to fetch what fits the line.
    player.play().catch(() => null);
  });
  const from = await secondsOf(page);
  await page.waitForFunction((start) => {
    const player = document.querySelector('video');
    return player !== null && player.readyState >= 2 && (player.currentTime > start + 0.3 || player.ended);
  }, from);
}

const secondsOf = async (page: Page): Promise<number> =>
  await page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);

/** Until it is there; it may be playing. */
async function reaches(page: Page, seconds: number): Promise<boolean> {
  await page.waitForFunction((wanted) => {
    const at = document.querySelector('video')?.currentTime ?? -1;
    return at >= wanted - 0.1 && at < wanted + 3;
  }, seconds);
  return true;
}

async function expectShown(page: Page, condition: () => boolean): Promise<void> {
  await page.waitForFunction(condition);
  expect(await page.evaluate(condition)).toBe(true);
}
