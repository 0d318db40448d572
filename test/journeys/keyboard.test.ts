import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../threads.ts';
import { focused, tabThrough, tabTo } from './keyboard.ts';
import { openSite, type Site } from './site.ts';

const title = 'My tech lead left and I own the payments service now';
const paragraph = 'He built it, he knew every customer that depends on it, and he gave two weeks of notice. ';

let site: Site;
let page: Page;
let path: string;

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead', summary: 'Before the title.' });
  const question = await ask(site.platform, site.members.asker, { title, body: paragraph.repeat(12) });
  await answer(site.platform, site.members.colleague, { questionId: question.id, body: paragraph.repeat(8) });
  ({ path } = question);
  page = await (await site.open('answerer', { reducedMotion: 'reduce' })).newPage();
});
afterAll(() => site.close());

it('skips to the content', async () => {
  await page.goto('/');
  await tabTo(page, /^a Skip to the content$/);
  await page.keyboard.press('Enter');
  expect((await focused(page))?.name).toMatch(/^main /);
  await page.keyboard.press('Tab');
  expect(await page.locator('main :focus').count()).toBe(1);
});

it('finds a topic from the front page, shows more of a question there and less again, and opens it', async () => {
  await page.goto('/');
  await tabTo(page, /^a Tech Lead$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('/topics/tech-lead');
  const text = page.locator('.entry .text');
  const height = async () => (await text.boundingBox())?.height ?? 0;
  const clamped = await height();
  await tabTo(page, /^input Show more/);
  await page.keyboard.press('Space');
  expect(await height()).toBeGreaterThan(clamped * 2);
  await page.keyboard.press('Enter');
  expect(await height()).toBe(clamped);
  await page.keyboard.press('Shift+Tab');
  expect((await focused(page))?.name).toBe(`a ${title}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(path);
});

it('votes, and stays on the button that was pressed', async () => {
  await page.goto(path);
  await tabTo(page, /^button Helpful the answer/);
  await page.keyboard.press('Space');
  await page.locator('.answer button[aria-pressed="true"][value="0"]').waitFor();
  expect((await focused(page))?.name).toMatch(/^button Helpful the answer .* · 1$/);
});

it('opens a menu and what opens in place, and Escape leads back to where one was', async () => {
  await page.goto(path);
  for (const summary of [
    /^summary Account$/,
    /^summary More for the answer/,
    /^summary Comment on the answer/,
  ]) {
    await tabTo(page, summary);
    await page.keyboard.press('Enter');
    const open = page.locator('details[open]');
    await open.waitFor();
    await page.keyboard.press('Tab');
    expect(await open.locator(':focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await open.waitFor({ state: 'detached' });
    expect((await focused(page))?.name).toMatch(summary);
  }
});

it('writes an answer with the toolbar, chooses how to sign it, and posts it', async () => {
  await page.goto(path);
  await tabTo(page, /^md-bold Bold$/);
  await page.keyboard.press('ArrowRight');
  expect((await focused(page))?.name).toBe('md-italic Italic');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Write down what was promised.');
  await tabTo(page, /^input Staff Backend Engineer at Cairn Community$/);
  await page.keyboard.press('ArrowDown');
  expect((await focused(page))?.name).toBe('input Backend Engineer at Cairn Community');
  await tabTo(page, /^button Post masked/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${path}#p-*`);
  const posted = page.locator('.answer:target');
  expect(await posted.locator('em').textContent()).toBe('Write down what was promised.');
  expect(await posted.locator('.byline-who').textContent()).toBe('Backend Engineer at Cairn Community');
});

it('is taken to what is wrong with a form, and from there to the field', async () => {
  await page.goto('/questions/new');
  await tabTo(page, /^button Post masked/);
  await page.keyboard.press('Enter');
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary:focus').count()).toBe(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator('#field-title:focus').count()).toBe(1);
});

it.each(['/', '/questions/new', 'the question'])('reaches everything on %s, and its end', async (where) => {
  await page.goto(where === 'the question' ? path : where);
  expect(await tabThrough(page)).toEqual([]);
});
