import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { addTopic, ask } from '../threads.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let context: BrowserContext;
let path: string;

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
beforeEach(async () => {
  ({ path } = await ask(site.platform, site.members.asker));
  context = await site.open('answerer');
});
afterEach(() => context.close());
afterAll(() => site.close());

const field = (page: Page) => page.getByLabel('What helped you, or would have');
const status = (page: Page) => page.locator('.draft-status');
const saved = (page: Page) => status(page).filter({ hasText: /^Draft saved$/ });

async function openQuestion(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function listDrafts(page: Page): Promise<string[]> {
  await page.goto('/drafts');
  return await page.locator('.entry-title').allTextContents();
}

it('keeps what is typed, and brings it back on the page itself and from the list', async () => {
  const page = await openQuestion();
  await field(page).pressSequentially('Write down what was promised');
  await saved(page).waitFor();
  await page.reload();
  expect(await field(page).inputValue()).toBe('Write down what was promised');
  await field(page).press('End');
  await field(page).pressSequentially(', and to whom.');
  await saved(page).waitFor();
  expect((await listDrafts(page))[0]).toBe('Write down what was promised, and to whom.');
  await page.getByRole('link', { name: 'Write down what was promised' }).first().click();
  await page.waitForURL(`${path}**`);
  expect(await field(page).inputValue()).toBe('Write down what was promised, and to whom.');
});

it('loses nothing where two tabs write the same draft', async () => {
  const one = await openQuestion();
  await field(one).fill('Begun here.');
  await saved(one).waitFor();
  const other = await openQuestion();
  await field(other).fill('Begun here. Gone on in the other tab.');
  await saved(other).waitFor();
  await field(one).fill('Begun here. Gone on in this one.');
  await status(one).filter({ hasText: 'changed in another tab. Both are kept' }).waitFor();
  await expect.poll(() => listDrafts(other)).toContain('Begun here. Gone on in this one.');
  expect(await listDrafts(other)).toContain('Begun here. Gone on in the other tab.');
  const [shown] = await Promise.all([context.waitForEvent('page'), status(one).getByRole('link').click()]);
  await shown.waitForURL(`${path}**`);
  expect(await field(shown).inputValue()).toBe('Begun here. Gone on in the other tab.');
  expect(await field(one).inputValue()).toBe('Begun here. Gone on in this one.');
});

it('says that the server is out of reach, and keeps the text when it is there again', async () => {
  const page = await openQuestion();
  await context.setOffline(true);
  await field(page).fill('Typed on a train.');
  await status(page).filter({ hasText: 'we can’t reach the server' }).waitFor();
  await context.setOffline(false);
  await saved(page).waitFor();
  expect(await listDrafts(page)).toContain('Typed on a train.');
});

it('warns who leaves with something unsaved, and nobody else', async () => {
  const page = await openQuestion();
  const warnings: string[] = [];
  page.on('dialog', async (dialog) => {
    warnings.push(dialog.type());
    await dialog.accept();
  });
  await page.goto('/drafts');
  await page.goto(path);
  await context.route('**/drafts', (route) => route.abort());
  await field(page).pressSequentially('Not kept anywhere.');
  await page.goto('/topics');
  expect(warnings).toEqual(['beforeunload']);
  await page.goto(path);
  await context.unroute('**/drafts');
  await field(page).pressSequentially('Kept.');
  await saved(page).waitFor();
  await page.goto('/topics');
  expect(warnings).toHaveLength(1);
});
