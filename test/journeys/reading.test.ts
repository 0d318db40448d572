import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCairn } from '../../src/features/transfer/import.ts';
import { urls } from '../../src/urls.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { ask } from '../threads.ts';
import { liveIn, type LivedIn } from './lived-in.ts';
import { findOverflow } from './look-at.ts';
import { openSite, type Site } from './site.ts';

const realQuestions = fileURLToPath(
  new URL('../../src/features/transfer/fixtures/career-questions.jsonl', import.meta.url),
);

const topic = urls.topic({ slug: 'tech-lead' });

let site: Site;
let there: LivedIn;

beforeAll(async () => {
  site = await openSite();
  there = await liveIn(site);
  await fillTopic(site);
});
afterAll(() => site.close());

describe('a first visit', () => {
  const most = { script: 8_000, stylesheet: 10_000, font: 110_000 };

  it('takes few bytes, also to a topic full of long, real questions', async () => {
    const pages: number[] = [];
    for (const number of [1, 2, 3, 4]) {
      const bytes = await visitFirst(`${topic}?sort=new&page=${number}`);
      for (const [type, limit] of Object.entries(most)) {
        expect(bytes.get(type), type).toBeGreaterThan(0);
        expect(bytes.get(type), type).toBeLessThanOrEqual(limit);
      }
      pages.push(bytes.get('document') ?? Infinity);
    }
    const mean = pages.reduce((sum, bytes) => sum + bytes) / pages.length;
    expect(mean, `documents of ${pages.join(', ')} bytes`).toBeLessThanOrEqual(15_000);
  });
});

describe('from right to left', () => {
  it.each<[string, (there: LivedIn) => string]>([
    ['the front page', () => urls.home()],
    ['a topic', () => topic],
    ['a question with everything in it', ({ question }) => question.path],
    ['asking', () => urls.newQuestion()],
    ['the settings', () => urls.settingsCareer()],
    ['a search', () => `${urls.search()}?q=promotion`],
  ])('nothing sticks out of %s on a phone', async (_name, pathOf) => {
    const page = await openPage('asker', pathOf(there));
    await page.setViewportSize({ width: 360, height: 740 });
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    expect(await findOverflow(page)).toEqual([]);
    expect(await page.locator('main').evaluate(directionOf)).toBe('rtl');
    await page.context().close();
  });

  it('reads what is written from right to left so, wherever it is shown', async () => {
    const title = 'هل أقبل العرض الثاني؟';
    const { members, platform } = site;
    const { path } = await ask(platform, members.asker, {
      title,
      body: 'عرضان، وشركتان. Two offers.\n\n- אחת',
    });
    const page = await openPage(null, path);
    for (const shown of ['h1', 'article .text p', 'article .text li']) {
      expect(await page.locator(shown).first().evaluate(directionOf)).toBe('rtl');
    }
    expect(await page.locator('.byline').first().evaluate(directionOf)).toBe('ltr');
    await page.goto(`${topic}?sort=new`);
    const entry = page.locator('.entry').filter({ hasText: title });
    expect(await entry.locator('.entry-title').evaluate(directionOf)).toBe('rtl');
    expect(await entry.locator('.text p').first().evaluate(directionOf)).toBe('rtl');
    await page.context().close();
  });
});

describe('on paper', () => {
  it('stands what was written, and nothing that one could press', async () => {
    const page = await openPage('outsider', there.question.path);
    await page.emulateMedia({ media: 'print' });
    expect(
      await shownOf(page, 'header.site-header, footer, form, button, input, textarea, summary, nav'),
    ).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    expect(await page.locator('.answer > .text').count()).toBe(2);
    expect(await page.locator('.comments').first().isVisible()).toBe(true);
    await page.context().close();
  });

  it('a list shows the whole of every text', async () => {
    const page = await openPage(null, topic);
    const text = page.locator('.clamp .text').first();
    const clamped = await text.evaluate(({ clientHeight, scrollHeight }) => clientHeight < scrollHeight);
    await page.emulateMedia({ media: 'print' });
    const printed = await text.evaluate(({ clientHeight, scrollHeight }) => clientHeight < scrollHeight);
    expect({ clamped, printed }).toEqual({ clamped: true, printed: false });
    await page.context().close();
  });
});

async function openPage(name: 'asker' | 'outsider' | null, path: string): Promise<Page> {
  const page = await (await site.open(name)).newPage();
  await page.goto(path);
  return page;
}

/** Sixty questions as people wrote them, in a topic with a guide. */
async function fillTopic({ platform }: Site): Promise<void> {
  const folder = await makeTemporaryFolder();
  const questions = (await readFile(realQuestions, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"question"'));
  const moved = questions.map((line) => ({ ...JSON.parse(line), topics: ['tech-lead'] }));
  const file = join(folder, 'questions.jsonl');
  await writeFile(file, moved.map((question) => JSON.stringify(question)).join('\n'));
  await importCairn(platform, file);
  await rm(folder, { recursive: true });
}

/** Bytes as they came over the line, by the type of what was asked for. */
async function visitFirst(path: string): Promise<Map<string, number>> {
  const context = await site.open();
  const page = await context.newPage();
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.goto(path, { waitUntil: 'networkidle' });
  expect(await page.locator('.entry').count()).toBe(15);
  const bytes = new Map<string, number>();
  for (const request of requests) {
    const type = request.resourceType();
    const { responseBodySize } = await request.sizes();
    bytes.set(type, (bytes.get(type) ?? 0) + responseBodySize);
  }
  await context.close();
  return bytes;
}

const directionOf = (element: Element): string => getComputedStyle(element).direction;

async function shownOf(page: Page, selector: string): Promise<string[]> {
  return await page.evaluate(
    (all) =>
      [...document.querySelectorAll(all)]
        .filter((one) => one.checkVisibility())
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    selector,
  );
}
