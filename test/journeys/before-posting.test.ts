import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urls } from '../../src/urls.ts';
import { addTopic, ask } from '../threads.ts';
import { findFaults } from './look-at.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;
let page: Page;
let troubles: string[];
const sent: string[] = [];

const slowly = { timeout: 15_000 };
const own = 'Every reorganisation taught me that calendars outlive strategies, and that nobody reads either.';

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await ask(site.platform, site.members.answerer, {
    title: 'What reorganisations teach',
    body: own,
    byline: 'named',
  });
  const context = await site.open('answerer');
  troubles = collectTroubles(context, site.origin);
  context.on('request', (request) => {
    // Drafts and the question itself are what they are; all else that leaves the page is looked at.
    if (!/\/(?:drafts|assets\/.+)$/.test(request.url()))
      sent.push(`${request.url()} ${request.postData() ?? ''}`);
  });
  page = await context.newPage();
  await page.goto(urls.newQuestion());
});

afterAll(() => site.close());

const body = () => page.getByLabel('The whole story');
const list = () => page.locator('.field', { has: body() }).locator('.giveaways');

it('points at what may give the author away, and moves nothing above it', async () => {
  await body().pressSequentially('I am an E5 here. ');
  const before = await body().boundingBox();
  await list().getByText('A level code belongs to one employer’s ladder').waitFor();
  expect(await list().locator('summary').textContent()).toContain('one thing here may tell who you are');
  expect(await body().boundingBox()).toEqual(before);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-body');
});

it('tells a screen reader once the writer pauses', async () => {
  await expect
    .poll(() => page.textContent('#announcer'), slowly)
    .toContain('one thing here may tell who you are');
});

it('proposes other words, which can be undone', async () => {
  await list().getByRole('button', { name: 'Write “a senior” instead of “E5”' }).click();
  expect(await body().inputValue()).toBe('I am a senior here. ');
  await list().waitFor({ state: 'hidden' });
  await body().press('Control+z');
  expect(await body().inputValue()).toBe('I am an E5 here. ');
  await list().waitFor();
});

it('lets the writer keep it, for good on this page, and goes by keyboard', async () => {
  await body().fill('I am an E5, and so is Priya.');
  await list().getByText('A name leads to a person').waitFor();
  await list().getByRole('button', { name: 'Keep “E5”' }).focus();
  await page.keyboard.press('Enter');
  expect(await list().locator('li').count()).toBe(1);
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toContain('Priya');
  await body().fill('Still an E5.');
  await list().waitFor({ state: 'hidden' });
});

it('knows the company of the career, and words that stand under one’s own name', async () => {
  await body().fill('At fabrikam every reorganisation taught me that calendars outlive strategies.');
  await expect
    .poll(() => list().textContent(), slowly)
    .toContain('You have written these words under your name');
  expect(await list().textContent()).toContain('This is the company in your career');
});

it('says nothing where the name is shown, and looks again when it is not', async () => {
  await page.getByLabel(/^Ada Example/).check();
  expect(await list().isVisible()).toBe(false);
  await page.getByLabel(/^Member of/).check();
  expect(await list().isVisible()).toBe(true);
});

it('looks at the title too, and is fit to be seen and heard', async () => {
  await page.getByLabel('Title').fill('Should I tell ana@contoso.example?');
  await page
    .locator('.field', { has: page.getByLabel('Title') })
    .getByText('An e-mail address leads')
    .waitFor();
  expect(await findFaults(page, { closely: true })).toEqual([]);
});

it('stops nobody', async () => {
  await page.getByRole('combobox', { name: 'Topics' }).fill('Tech Lead,');
  await page.getByRole('button', { name: /^Post masked/ }).click();
  await page.waitForURL(/\/questions\/\w+\//);
  expect(await page.textContent('h1')).toBe('Should I tell ana@contoso.example?');
});

it('looks at answers and comments as they are written', async () => {
  const { path } = await ask(site.platform, site.members.asker, {
    title: 'A question to answer and comment on',
  });
  await page.goto(path);
  await page.getByLabel('What helped you, or would have').fill('They moved us to Dublin.');
  const inAnswer = page.locator('#your-answer .giveaways');
  await expect.poll(() => inAnswer.allTextContents(), slowly).toEqual([expect.stringContaining('Dublin')]);
  await page.locator('.comment-box summary').first().click();
  await page.getByLabel('Your comment').first().fill('So did TITAN-2.');
  const inComment = page.locator('.comment-box .giveaways');
  await expect.poll(() => inComment.allTextContents(), slowly).toEqual([expect.stringContaining('TITAN-2')]);
});

it('sends nothing of all that', () => {
  const told = sent.filter((each) => !each.startsWith(site.origin + urls.questions()));
  expect(told.some((each) => each.includes(urls.ownWords()))).toBe(true);
  for (const words of ['E5', 'Priya', 'reorganisation', 'fabrikam', 'contoso', 'Dublin', 'TITAN']) {
    expect(told.filter((each) => each.includes(words))).toEqual([]);
  }
  expect(troubles).toEqual([]);
});
