import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { findPrograms } from '../../src/platform/media/programs.ts';
import { findBrowser } from '../../test/find-browser.mjs';
import { makeClip } from '../../test/video-clip.ts';
import { addVideo } from '../../test/videos.ts';
import { addAmaMembers } from '../ama-community.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';

/**
 * What a video's page brings before anybody plays, and how long it takes from pressing play to the first picture, also
 * of a bare page with nothing but the one file. Nothing without ffmpeg or a browser.
 */
export async function measureWatching(
  origin: string,
  beside: OpenPlatform,
  { rounds }: { rounds: number },
): Promise<Measured[]> {
  const executablePath = findBrowser();
  if (!executablePath || !(await findPrograms({ FFMPEG: 'on' }))) return [];
  const [author] = await addAmaMembers(beside, 1, 'films');
  if (!author) throw new Error('nobody films');
  const video = await addVideo(beside, author, { files: await makeClip(), durationMs: 24_000 });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const [whole, bare]: [number[], number[]] = [[], []];
    let bytes = { script: 0, all: 0 };
    for (let round = 0; round < 2 * rounds + 1; round += 1) {
      const watched = await openPage(browser, origin + video.path);
      bytes = await countBytes(watched);
      const [inPlayer, inBare] = [
        await firstPicture(watched),
        await firstPicture(await openBare(browser, watched)),
      ];
      // The first round warms the files up.
      if (round > 0) {
        whole.push(inPlayer);
        bare.push(inBare);
      }
      await watched.context().close();
    }
    return [
      {
        name: 'video page, script before it is played',
        value: bytes.script / 1000,
        unit: 'kB',
        goal: { is: '≤', value: 8 },
        note: `${(bytes.all / 1000).toFixed(1)} kB in all, without the picture`,
      },
      {
        name: 'from play to the first picture',
        value: median(whole),
        unit: 'ms',
        note: `with a page of nothing but the one file ${median(bare).toFixed(0)} ms`,
      },
    ];
  } finally {
    await browser.close();
  }
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'networkidle' });
  return page;
}

/** A page that holds the same file alone, which nothing of the first has fetched yet. */
async function openBare(browser: Browser, watched: Page): Promise<Page> {
  const file = await watched.locator('video source').first().getAttribute('src');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const address = new URL('/bare', watched.url()).href;
  const body = `<!doctype html><video preload="none" src="${file}" width="640"></video>`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(address);
  return page;
}

/** Milliseconds. */
async function firstPicture(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const video = document.querySelector('video') as HTMLVideoElement;
    video.muted = true;
    const begun = performance.now();
    const shown = new Promise<number>((resolve) =>
      video.requestVideoFrameCallback((now) => resolve(now - begun)),
    );
    // Stopped at once where the player swaps what is played; it goes on by itself.
    video.play().catch(() => null);
    return await shown;
  });
}

/** As they come over the line. */
async function countBytes(page: Page): Promise<{ script: number; all: number }> {
  return await page.evaluate(() => {
    const entries = performance
      .getEntries()
      .filter(
        (entry): entry is PerformanceResourceTiming =>
          entry instanceof PerformanceResourceTiming && !/\.(jpg|mp4)/.test(entry.name),
      );
    const bytes = { script: 0, all: 0 };
    for (const { name, encodedBodySize } of entries) {
      bytes.all += encodedBodySize;
      if (name.endsWith('.js')) bytes.script += encodedBodySize;
    }
    return bytes;
  });
}
