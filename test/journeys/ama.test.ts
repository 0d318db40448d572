import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow } from '../../src/features/amas/windows.ts';
import { addTopic } from '../threads.ts';
import type { Site } from './site.ts';
import { openSite } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;
let host: Page;
let asker: Page;
let colleague: Page;
/** Without scripts. */
let reader: Page;
let address: string;
let amaId: string;
const troubles: string[][] = [];

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const open = async (name: 'answerer' | 'asker' | 'colleague' | null, javaScriptEnabled = true) => {
    const context = await site.open(name, { javaScriptEnabled, reducedMotion: 'reduce' });
    troubles.push(collectTroubles(context, site.origin));
    return await context.newPage();
  };
  [host, asker, colleague, reader] = [
    await open('answerer'),
    await open('asker'),
    await open('colleague'),
    await open(null, false),
  ];
});
afterAll(() => site.close());

/** What waits appears now, as it would at the end of its half minute. */
async function windowComes(): Promise<void> {
  await site.platform.db.pool.query('update waiting_posts set due_at = now() where window_of is not null');
  await openWindow(site.platform, amaId);
}

async function ask(page: Page, text: string): Promise<void> {
  await page.goto(`${address}#ask`);
  await page.getByLabel('Your question').fill(text);
  await page.getByRole('button', { name: 'Post masked' }).click();
  await page.getByText('Your question appears within half a minute').waitFor();
}

const first = 'How do you know that one is coming?';
const second = 'Whom do you tell before it is public?';

it('the host announces it, and a reader without scripts finds it from the front page', async () => {
  const day = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await host.goto('/amas/new');
  await host.getByLabel('Title').fill('I led three reorgs at a bank. Ask me anything.');
  await host.getByLabel('What you can speak about').fill('- How reorgs are decided\n- The week before one');
  await host.getByRole('combobox', { name: 'Topics' }).fill('Tech Lead,');
  await host.getByLabel('Day', { exact: true }).fill(day);
  await host.getByLabel('From').fill('17:00');
  await host.getByLabel('To', { exact: true }).fill('18:00');
  await host.getByLabel('Time zone').fill('Europe/Berlin');
  await host.getByLabel('Let readers watch answers being written').check();
  await host.getByRole('button', { name: 'Announce it as Ada Example' }).click();
  await host.getByText('You host this AMA.').waitFor();
  address = new URL(host.url()).pathname;
  amaId = address.split('/')[2] ?? '';
  await reader.goto('/');
  expect(await reader.getByText('The next AMA').isVisible()).toBe(true);
  await reader.getByRole('link', { name: 'I led three reorgs at a bank. Ask me anything.' }).first().click();
  await reader.getByText(/Starts in [34] days/).waitFor();
  expect(await reader.getByText('17:00–18:00').isVisible()).toBe(true);
  const calendar = await reader.request.get(`/amas/calendar/${amaId}`);
  expect(await calendar.text()).toContain('SEQUENCE:0');
});

it('a masked question appears to those who read along, without a trace of who asked', async () => {
  await ask(asker, first);
  await colleague.goto(address);
  expect(await colleague.getByText(first).count()).toBe(0);
  await windowComes();
  await colleague.getByText(first).waitFor();
  await reader.goto(address);
  expect(await reader.getByText(first).isVisible()).toBe(true);
  expect(await reader.content()).not.toContain('Northwind');
});

it('while one types, what was asked already is shown', async () => {
  await colleague.goto(`${address}#ask`);
  await colleague.getByLabel('Your question').pressSequentially('How can one know that a reorg is coming?');
  const similar = colleague.locator('#similar-questions');
  await similar.getByText('Asked already? A vote moves it up.').waitFor();
  expect(await similar.innerText()).toContain(first);
  await ask(colleague, second);
  await windowComes();
});

it('the host goes live, turns to a question by keyboard, and readers watch the answer being written', async () => {
  await asker.goto(address);
  await host.goto(`/amas/stage/${amaId}`);
  await host.getByRole('button', { name: 'Go live now' }).click();
  await asker.getByText('live now', { exact: true }).first().waitFor();
  await host.keyboard.press('j');
  const row = host.locator('.stage-row:focus');
  await row.waitFor();
  while (!(await row.innerText()).includes(first)) await host.keyboard.press('j');
  await host.keyboard.press('Enter');
  await host.getByText('You are answering').waitFor();
  await asker.locator('#ama-now').getByText(first).waitFor();
  await host.getByLabel('Your answer').pressSequentially('Calendars fill with meetings');
  await asker.locator('.growing-answer').getByText('Calendars fill with meetings').waitFor();
  await host.getByLabel('Your answer').pressSequentially(' that have **no** title.');
  await host.getByRole('button', { name: 'Post the answer' }).click();
  await asker
    .locator('#ama-answered')
    .getByText('Calendars fill with meetings that have no title.')
    .waitFor();
  expect(await asker.locator('.growing-answer').count()).toBe(0);
});

it('votes and who reads along move without reloading; without scripts the page refreshes itself', async () => {
  await reader.goto(address);
  expect(
    await reader
      .locator('noscript meta[http-equiv=refresh]')
      .or(reader.locator('meta[http-equiv=refresh]'))
      .count(),
  ).toBe(1);
  expect(await reader.getByText('Calendars fill with meetings').isVisible()).toBe(true);
  await asker
    .locator('.ama-card')
    .filter({ hasText: second })
    .getByRole('button', { name: /^Helpful/ })
    .click();
  await colleague.goto(address);
  await colleague.locator('.ama-card').filter({ hasText: second }).getByText('Helpful · 1').waitFor();
});

it('ends with a promise for what is left, and closes with the last answer', async () => {
  await host.goto(`/amas/stage/${amaId}`);
  await host.getByRole('button', { name: 'End it now' }).click();
  await host.goto(`/amas/manage/${amaId}`);
  const day = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await host.getByLabel('What is left will be answered by').fill(day);
  await host.getByRole('button', { name: 'Promise it' }).click();
  await reader.goto(address);
  expect(await reader.getByText('One question is left.').isVisible()).toBe(true);
  expect(await reader.getByText('The hosts have promised answers by').isVisible()).toBe(true);
  await host.goto(`/amas/stage/${amaId}`);
  await host.getByRole('button', { name: /^Answer this/ }).click();
  await host.getByLabel('Your answer').fill('Your own team, the evening before.');
  await host.getByRole('button', { name: 'Post the answer' }).click();
  await reader.goto(address);
  expect(await reader.getByText('This AMA is over; it stays to be read.').first().isVisible()).toBe(true);
  await reader
    .getByRole('link', { name: /^Its own page/ })
    .first()
    .click();
  await reader.getByRole('heading', { name: 'The answer' }).waitFor();
  expect(troubles.flat()).toEqual([]);
});
