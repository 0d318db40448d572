import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coarsenOwnByline } from '../../src/features/bylines/coarsening.ts';
import { addTopic, ask } from '../threads.ts';
import { findFaults } from './look-at.ts';
import type { Site } from './site.ts';
import { openSite } from './site.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => site.close());

const button = (page: Page) => page.locator('.form-actions button').last();
const named = (page: Page) => page.getByRole('radio', { name: 'Ada Example (Staff Engineer at Fabrikam)' });
const tick = (page: Page) => page.getByRole('checkbox', { name: 'Yes, show my name' });

async function fill(page: Page, body: string): Promise<void> {
  await page.getByLabel('Title').fill('A question that could cost me my job');
  await page.getByLabel('The whole story').fill(body);
  const topics = page
    .getByRole('textbox', { name: 'Topics' })
    .or(page.getByRole('combobox', { name: 'Topics' }));
  await topics.fill('Tech Lead');
}

describe.each([
  ['without scripts', false],
  ['with scripts', true],
])('asking, %s', (_how, javaScriptEnabled) => {
  let context: BrowserContext;

  beforeAll(async () => {
    context = await site.open('answerer', { javaScriptEnabled });
  });
  afterAll(() => context.close());

  it('begins masked, and a name takes two deliberate steps; the button says what it does', async () => {
    const page = await context.newPage();
    await page.goto('/questions/new');
    expect(await named(page).isChecked()).toBe(false);
    expect(await button(page).innerText()).toBe('Post masked');
    expect(await tick(page).isVisible()).toBe(false);
    await fill(page, 'A text that I began masked.');
    await named(page).check();
    expect(await button(page).innerText()).toBe('Post under your name');
    expect(await tick(page).isVisible()).toBe(true);
    await button(page).click();
    await page.getByText('Tick this to post under your name').first().waitFor();
    expect(await page.getByLabel('The whole story').inputValue()).toBe('A text that I began masked.');
    await page.getByRole('radio', { name: 'Backend Engineer at Cairn Community', exact: true }).check();
    expect(await button(page).innerText()).toBe('Post masked');
    expect(await tick(page).isVisible()).toBe(false);
    await button(page).click();
    await page.waitForURL(/a-question-that-could/);
    const line = page.locator('.thread-head .byline-who');
    expect((await line.innerText()).replaceAll(/\s+/g, ' ').trim()).toBe(
      'Backend Engineer at Cairn Community',
    );
  });

  it('is posted under the name where that was ticked', async () => {
    const page = await context.newPage();
    await page.goto('/questions/new');
    await fill(page, 'Something that I stand for.');
    await named(page).check();
    await tick(page).check();
    await button(page).click();
    await page.waitForURL(/a-question-that-could/);
    expect(await page.locator('.thread-head .byline-who').innerText()).toContain('Ada Example');
  });

  it('a comment under a name asks once more, with nothing lost', async () => {
    const { path } = await ask(site.platform, site.members.asker);
    const page = await context.newPage();
    await page.goto(path);
    const box = page.locator('details.comment-box').first();
    await box.locator('summary').click();
    await box.getByLabel('Your comment').fill('What I think of it.');
    expect(await box.getByRole('button').innerText()).toBe('Post masked');
    await box.getByLabel('Signed as').selectOption('named');
    expect(await box.getByRole('button').innerText()).toBe('Post under your name');
    await box.getByRole('button').click();
    await tick(page).waitFor();
    expect(await page.getByLabel('Your comment').inputValue()).toBe('What I think of it.');
    await tick(page).check();
    await button(page).click();
    await page.locator('.comment, .comments').getByText('What I think of it.').waitFor();
  });

  it('what is not open is read, and passed over by the keys', async () => {
    const page = await context.newPage();
    await page.goto('/questions/new');
    await page.getByText('3 lines that say more are not open').click();
    const closed = page.getByRole('radio', { name: 'Works at Fabrikam' });
    expect(await closed.isDisabled()).toBe(true);
    await page.locator('[value=level-role]').check();
    await page.locator('[value=level-role]').focus();
    const seen = [];
    for (let key = 0; key < 4; key += 1) {
      await page.keyboard.press('ArrowDown');
      seen.push(await page.locator('input[name=byline]:checked').getAttribute('value'));
    }
    expect(seen).toEqual(['role', 'member', 'named', 'level-role']);
  });

  it('an author shows less, from the menu of the post', async () => {
    const { path } = await ask(site.platform, site.members.answerer, { byline: 'level-role' });
    const page = await context.newPage();
    await page.goto(path);
    await page.locator('.post-end details.menu summary').first().click();
    await page.getByRole('link', { name: 'Show less in the byline' }).click();
    await page.getByRole('radio', { name: 'Member of Cairn Community' }).check();
    await page.getByRole('button', { name: 'Show less' }).click();
    await page.waitForURL(`**${path}`);
    expect(await page.locator('.thread-head .byline-who').innerText()).toContain('Member of');
  });
});

describe('as axe sees it', () => {
  it.each([
    ['/questions/new', 'Ask a question'],
    ['/settings/career/hiding', 'Hide my company everywhere'],
  ])('%s', async (path, title) => {
    const context = await site.open('answerer');
    const page = await context.newPage();
    await page.goto(path);
    expect(await page.locator('h1').innerText()).toBe(title);
    expect(await findFaults(page)).toEqual([]);
    await context.close();
  });

  it('the page of what a byline may still say, also where it says nothing', async () => {
    const { platform, members } = site;
    const { id } = await ask(platform, members.answerer, { byline: 'level-role' });
    const context = await site.open('answerer');
    const page = await context.newPage();
    await page.goto(`/posts/${id}/byline`);
    expect(await findFaults(page)).toEqual([]);
    await coarsenOwnByline(platform, members.answerer.account, { postId: id, form: 'member' });
    await page.reload();
    expect(await findFaults(page)).toEqual([]);
    await context.close();
  });
});
