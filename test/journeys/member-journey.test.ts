import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkIn } from '../mailbox.ts';
import { addTopic } from '../threads.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await addTopic(site.platform, { slug: 'on-call', name: 'On-Call and Ownership' });
});
afterAll(() => site.close());

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'a new member, with $javaScriptEnabled for JavaScript',
  ({ javaScriptEnabled }) => {
    const title = `My tech lead left, and I own payments now (${javaScriptEnabled})`;
    const troubles: string[] = [];
    let asker: Page;
    let address: string;

    const openWindow = async (name?: 'answerer' | 'colleague'): Promise<Page> => {
      const context: BrowserContext = await site.open(name, { javaScriptEnabled });
      const found = collectTroubles(context, site.origin);
      context.on('close', () => troubles.push(...found));
      return await context.newPage();
    };

    beforeAll(async () => {
      asker = await openWindow();
    });
    it('signs up by a link in a mail', async () => {
      const email = `new-${javaScriptEnabled}@cairn.test`;
      await asker.goto('/');
      await asker.getByRole('link', { name: 'Sign in', exact: true }).click();
      await asker.getByRole('link', { name: 'Sign up to Cairn' }).click();
      await asker.getByLabel('E-mail address').fill(email);
      await button(asker, 'Sign up').click();
      await heading(asker, 'Look into your mail').waitFor();
      await asker.goto(await linkMailedTo(email));
      await button(asker, 'Make my account').click();
      await asker.waitForURL('/welcome');
      expect(await asker.getByRole('heading', { level: 1 }).textContent()).toBe('You are in');
    });

    it('states a role and a level', async () => {
      await asker.getByRole('link', { name: 'State your role and level' }).click();
      await asker.getByLabel('Role (optional)').fill('Backend Engineer');
      await asker.getByLabel('Level (optional)').selectOption('Senior');
      await button(asker, 'Save').click();
      await asker.getByText('Saved.').waitFor();
      expect(await asker.getByLabel('Role (optional)').inputValue()).toBe('Backend Engineer');
    });

    it('asks, after a look at how it will read', async () => {
      await asker.getByRole('link', { name: 'Ask a question' }).click();
      await asker.getByLabel('Title').fill(title);
      await asker.getByLabel('The whole story').fill('He knew every customer.');
      if (javaScriptEnabled) await embolden(asker.getByLabel('The whole story'));
      else await asker.getByLabel('The whole story').fill('**He knew every customer.**');
      await seePreview(asker, javaScriptEnabled);
      if (javaScriptEnabled) await pickTopic(asker, 'ownersh', 'On-Call and Ownership');
      else await asker.getByLabel('Topics').fill('On-Call and Ownership');
      await asker.getByLabel('Backend Engineer at Cairn Community', { exact: true }).check();
      if (javaScriptEnabled) await asker.getByText('Draft saved').waitFor();
      await button(asker, 'Post masked').click();
      await heading(asker, title).waitFor();
      address = asker.url();
      const question = asker.getByRole('article', { name: title });
      await question.locator('.byline-who', { hasText: 'Backend Engineer at Cairn Community' }).waitFor();
      expect(await question.locator('strong').textContent()).toBe('He knew every customer.');
      await asker.goto('/drafts');
      expect(await asker.getByRole('heading', { level: 2 }).textContent()).toBe('No drafts');
    });

    it('is answered by two, who see nothing that only the asker may do', async () => {
      for (const [name, words] of [
        ['answerer', 'Write down what was promised.'],
        ['colleague', 'Ask who depends on it.'],
      ] as const) {
        const page = await openWindow(name);
        await page.goto(address);
        await page.getByLabel('What helped you, or would have').fill(words);
        await button(page, 'Post masked').click();
        await answerOf(page, words).waitFor();
        expect(await page.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
        await page.context().close();
      }
    });

    it('comments, is replied to, votes and takes the vote back', async () => {
      await asker.goto(address);
      const answer = answerOf(asker, 'Write down what was promised.');
      await answer.locator('summary', { hasText: 'Comment' }).click();
      await answer.getByLabel('Your comment').fill('To whom first?');
      await button(answer, 'Post masked').click();
      await asker.getByText('To whom first?').waitFor();

      const answerer = await openWindow('answerer');
      await answerer.goto(address);
      await answerer.getByRole('link', { name: /^Reply/ }).click();
      await answerer.getByLabel('Your reply').fill('To those who pay.');
      await button(answerer, 'Post masked').click();
      await answerer.locator('.comments .comments').getByText('To those who pay.').waitFor();
      await answerer.context().close();

      await asker.reload();
      const helpful = answer.getByRole('button', { name: /^Helpful the answer by .* · \d$/ });
      await helpful.click();
      // Its value is the server's word that the vote is there: pressing again takes it back.
      await helpful.and(asker.locator('[aria-pressed="true"][value="0"]', { hasText: '· 1' })).click();
      const withdrawn = helpful.and(asker.locator('[aria-pressed="false"][value="1"]'));
      expect(await withdrawn.locator('[data-count]').textContent()).toBe('0');
    });

    it('accepts both answers', async () => {
      for (const words of ['Write down what was promised.', 'Ask who depends on it.']) {
        await answerOf(asker, words)
          .getByRole('button', { name: /^Accept / })
          .click();
        await answerOf(asker, words)
          .getByRole('button', { name: /^Accepted / })
          .waitFor();
      }
      expect(await asker.locator('.answer .tag', { hasText: 'accepted' }).count()).toBe(2);
    });

    it('edits the question, and the change can be seen', async () => {
      await chooseFromMenu(asker, 'Edit');
      await asker.getByLabel('The whole story').fill('**He knew every partner.**');
      await button(asker, 'Save the change').click();
      await asker
        .getByRole('article', { name: title })
        .getByRole('link', { name: /^edited/ })
        .click();
      await heading(asker, 'Earlier versions').waitFor();
      expect(await asker.locator('del').textContent()).toContain('customer');
      expect(await asker.locator('ins').textContent()).toContain('partner');
    });

    it('closes with a reason, and opens it again', async () => {
      await asker.goto(address);
      await asker.locator('summary', { hasText: 'Close this question' }).click();
      await asker.getByLabel('Why it takes no more answers').fill('I handed it over.');
      await button(asker, 'Close the question').click();
      await asker.getByText('Closed by the asker. I handed it over.').waitFor();
      expect(await asker.getByLabel('What helped you, or would have').count()).toBe(0);
      await button(asker, 'Open it again').click();
      await asker.getByLabel('What helped you, or would have').waitFor();
    });

    it('deletes it, after which it is there for nobody else, and brings it back', async () => {
      await chooseFromMenu(asker, 'Delete');
      await asker.getByText('You have deleted this.').waitFor();
      const stranger = await openWindow();
      expect((await stranger.goto(address))?.status()).toBe(404);
      await chooseFromMenu(asker, 'Bring back');
      await asker.getByText('You have deleted this.').waitFor({ state: 'detached' });
      expect((await stranger.goto(address))?.status()).toBe(200);
      await stranger.context().close();
    });

    it('signs out', async () => {
      await asker.locator('.account-menu summary').click();
      await button(asker, 'Sign out').click();
      await asker.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
      expect((await asker.goto('/settings'))?.status()).toBe(401);
    });

    it('met no broken script, nothing that the policy refuses, and no other site on the way', async () => {
      await asker.context().close();
      expect(troubles).toEqual([]);
    });
  },
);

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

const answerOf = (page: Page, words: string) => page.locator('.answer').filter({ hasText: words });

async function linkMailedTo(email: string): Promise<string> {
  const { rows } = await site.platform.db.pool.query<{ text: string }>(
    'select text from kept_mails where recipient = $1',
    [email],
  );
  expect(rows).toHaveLength(1);
  return linkIn(rows[0]?.text).href;
}

async function embolden(text: Locator): Promise<void> {
  await text.selectText();
  await text.page().getByRole('button', { name: 'Bold' }).click();
  expect(await text.inputValue()).toBe('**He knew every customer.**');
}

async function seePreview(page: Page, javaScriptEnabled: boolean): Promise<void> {
  await button(page, 'Preview').click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.locator('strong', { hasText: 'He knew every customer.' }).waitFor();
  if (javaScriptEnabled) await button(page, 'Preview').click();
  expect(await page.getByLabel('The whole story').inputValue()).toBe('**He knew every customer.**');
}

async function pickTopic(page: Page, typed: string, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Topics' });
  await field.pressSequentially(typed);
  await page.getByRole('option', { name }).waitFor();
  await field.press('ArrowDown');
  await field.press('Enter');
  await button(page, `Remove ${name}`).waitFor();
}

/** From the menu of the question itself. */
async function chooseFromMenu(page: Page, word: string): Promise<void> {
  const menu = page.locator('article').first().locator('> .post-end > .actions .menu');
  await menu.locator('summary').click();
  await menu.getByText(word, { exact: true }).click();
}
