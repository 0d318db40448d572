import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, ask } from '../threads.ts';
import { openSite, type Site } from './site.ts';

const paragraph = 'He built it, he knew every customer that depends on it, and he gave two weeks of notice. ';
const lastWords = 'What do I write down first?';
const ways = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }];

let site: Site;
let titles: string[];

beforeAll(async () => {
  site = await openSite();
  const { platform, members } = site;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const body = `${paragraph.repeat(6)}\n\n${paragraph.repeat(6)}\n\n${lastWords}`;
  titles = ['First of all of them', 'Second of all of them', 'Third of all of them', 'Fourth of them all'];
  for (const title of titles) await ask(platform, members.asker, { title, body });
  await ask(platform, members.asker, { title: 'Two lines and no more', body: paragraph.repeat(2) });
  await ask(platform, members.asker, { title: 'Three words', body: 'Is it fair?' });
});
afterAll(() => site.close());

const entryOf = (page: Page, title: string) => page.locator('.entry').filter({ hasText: title });

async function heightOf(page: Page, title: string): Promise<number> {
  const box = await entryOf(page, title).locator('.text').boundingBox();
  return box?.height ?? 0;
}

async function openList(options: { javaScriptEnabled: boolean; as?: 'answerer' }): Promise<Page> {
  const context = await site.open(options.as, { javaScriptEnabled: options.javaScriptEnabled });
  const page = await context.newPage();
  await page.goto('/topics/tech-lead');
  return page;
}

describe.each(ways)('with $javaScriptEnabled for JavaScript', ({ javaScriptEnabled }) => {
  it('the whole text is there, its first three lines are shown, and the rest on a press or a key', async () => {
    const page = await openList({ javaScriptEnabled });
    const [title = ''] = titles;
    const entry = entryOf(page, title);
    expect(await entry.locator('.text').textContent()).toContain(lastWords);
    const clamped = await heightOf(page, title);
    const lineHeight = 1.6 * 17;
    expect(clamped).toBeLessThan(4 * lineHeight);
    await entry.getByText('Show more').click();
    expect(await heightOf(page, title)).toBeGreaterThan(8 * lineHeight);
    await entry.getByText('Show less').click();
    expect(await heightOf(page, title)).toBe(clamped);
    await entry.getByRole('checkbox', { name: `Show more of ${title}` }).press('Space');
    expect(await heightOf(page, title)).toBeGreaterThan(8 * lineHeight);
    await page.context().close();
  });

  it('where nothing is cut off, nothing more is offered', async () => {
    const page = await openList({ javaScriptEnabled });
    expect(await entryOf(page, 'Three words').getByText('Show more').count()).toBe(0);
    expect(await entryOf(page, 'Two lines and no more').getByText('Show more').isVisible()).toBe(false);
    expect(
      await entryOf(page, titles[0] ?? '')
        .getByText('Show more')
        .isVisible(),
    ).toBe(true);
    await page.setViewportSize({ width: 360, height: 740 });
    await entryOf(page, 'Two lines and no more').getByText('Show more').waitFor();
    await page.context().close();
  });
});

/** As they stand in the list: questions of the same minute have no order that one could foresee. */
async function titlesInOrder(page: Page): Promise<string[]> {
  const texts = await page.locator('.entry').allInnerTexts();
  return texts.flatMap((text) => titles.find((title) => text.includes(title)) ?? []);
}

const placeOf = async (link: Locator) => (await link.boundingBox())?.y ?? Number.NaN;

// The script may come long after the page: the browser has then gone to a place of its own choice before.
async function comeBack(page: Page, { scriptsAfter }: { scriptsAfter: number }): Promise<void> {
  await page.route('**/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, scriptsAfter));
    await route.continue();
  });
  await page.goBack();
}

// Without JavaScript a browser does so alone, but for pages that it may not store, which are those of members.
describe.each([
  { reader: 'a reader', javaScriptEnabled: true },
  { reader: 'a reader', javaScriptEnabled: false },
  { reader: 'a member', javaScriptEnabled: true, as: 'answerer' as const },
])('$reader who comes back from a question (JavaScript: $javaScriptEnabled)', (way) => {
  it.each([
    { next: 1, scriptsAfter: 0 },
    { next: 1, scriptsAfter: 400 },
    { next: 3, scriptsAfter: 0 },
    { next: 3, scriptsAfter: 400 },
  ])(
    'finds open what was open, at number $next, scripts after $scriptsAfter ms',
    async ({ next: number, scriptsAfter }) => {
      const page = await openList(way);
      const inOrder = await titlesInOrder(page);
      const [first = ''] = inOrder;
      const next = inOrder[number] ?? '';
      await entryOf(page, first).getByText('Show more').click();
      const open = await heightOf(page, first);
      const link = entryOf(page, next).getByRole('link', { name: next });
      await link.scrollIntoViewIfNeeded();
      const place = await placeOf(link);
      await link.click();
      await page.locator('.thread-head').waitFor();
      await comeBack(page, { scriptsAfter });
      await expect.poll(() => heightOf(page, first)).toBe(open);
      expect(await heightOf(page, next)).toBeLessThan(open / 2);
      // Without JavaScript the browser may restore the place before what was open, which moves it.
      const bound = way.javaScriptEnabled ? 2 : Number.POSITIVE_INFINITY;
      await expect.poll(async () => Math.abs((await placeOf(link)) - place)).toBeLessThan(bound);
      await page.context().close();
    },
  );
});
