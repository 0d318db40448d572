import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { askInAma } from '../../src/features/amas/asking.ts';
import { accessHosting } from '../../src/features/amas/hosting.ts';
import { actOnQuestion } from '../../src/features/amas/queue.ts';
import { answerInAma } from '../../src/features/amas/answering.ts';
import { endAllSessions } from '../../src/features/sessions/sessions.ts';
import { advanceAma } from '../../src/features/amas/states.ts';
import { castVote } from '../../src/features/votes/votes.ts';
import { addMember, type CastName } from '../cast.ts';
import { addLiveAma } from '../live-ama.ts';
import { addTopic } from '../threads.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;
let ama: { id: string; path: string };
let asked = 0;

beforeEach(async () => {
  site ??= await openSite();
  if (!ama) await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await addLiveAma(site.platform, site.members.answerer.account, 'tech-lead');
});
afterAll(() => site.close());

/** Somebody new asks under their name. */
async function ask(body: string): Promise<string> {
  const name = `asker-${(asked += 1)}`;
  const profile = { name: `Asker ${asked}`, slug: name, title: 'Engineer' };
  const { account } = await addMember(site.platform, name, { profile });
  return await askInAma(site.platform, account, { amaId: ama.id, body, byline: 'named' });
}

async function open(
  as: CastName | null,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; troubles: string[] }> {
  const context = await site.open(as, options);
  const troubles = collectTroubles(context, site.origin);
  const page = await context.newPage();
  await page.goto(ama.path);
  return { page, troubles };
}

const waiting = async (page: Page) => await page.locator('#ama-queue .ama-card .text').allInnerTexts();

async function vote(postId: string, ...names: CastName[]): Promise<void> {
  for (const name of names) await castVote(site.platform, site.members[name].account, { postId, value: 1 });
}

it('questions, votes and answers come in as they happen, and the order follows', async () => {
  const first = await ask('How do you know that one is coming?');
  const { page, troubles } = await open(null);
  const member = await open('colleague');
  const second = await ask('And how do you tell your own team of one?');
  for (const each of [page, member.page])
    await expect
      .poll(() => waiting(each))
      .toEqual(['How do you know that one is coming?', 'And how do you tell your own team of one?']);
  expect(await page.locator('[data-live="queued"]').first().innerText()).toBe('2');
  await vote(second, 'outsider', 'moderator');
  await expect.poll(async () => (await waiting(page))[0]).toContain('your own team');
  const card = page.locator(`[data-question="${second}"]`);
  expect(await card.locator('.for-guests').innerText()).toContain('2');
  expect(await card.locator('.for-members').isVisible()).toBe(false);
  // The form that came for everybody works for who may vote.
  const button = member.page.locator(`[data-question="${second}"]`).getByRole('button', { name: /^Helpful/ });
  await button.click();
  await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');

  const { platform, members } = site;
  const hosting = await accessHosting(platform, ama.id, {
    account: members.answerer.account,
    guest: undefined,
  });
  await actOnQuestion(platform, hosting, { questionId: first, act: 'answering' });
  await page.locator('#ama-now').getByText('How do you know').waitFor();
  await answerInAma(platform, hosting, { questionId: first, body: 'The calendar fills up.', seen: 0 });
  for (const each of [page, member.page]) {
    await each.locator('#ama-answered').getByText('The calendar fills up.').waitFor();
    expect(await each.locator('#ama-now').isVisible()).toBe(false);
  }
  // One's own vote is still there, though the card has come anew.
  await actOnQuestion(platform, hosting, { questionId: second, act: 'pin' });
  await member.page.locator('.ama-card-pinned').waitFor();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  await actOnQuestion(platform, hosting, { questionId: second, act: 'dismiss', reason: 'Another time.' });
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(await page.locator('#queue-empty').isVisible()).toBe(true);
  expect([...troubles, ...member.troubles]).toEqual([]);
});

it('nothing moves where one has the focus: a button says that the order has changed', async () => {
  const ids = [await ask('The first of two, asked ahead?'), await ask('The second of two, asked ahead?')];
  const { page, troubles } = await open('colleague', { reducedMotion: 'reduce' });
  const held = page.locator(`[data-question="${ids[0]}"]`).getByRole('button', { name: /^Helpful/ });
  await held.focus();
  await vote(ids[1] ?? '', 'outsider');
  const changed = page.getByRole('button', { name: 'Order changed' });
  await changed.waitFor();
  expect((await waiting(page))[0]).toContain('The first');
  expect(await held.evaluate((element) => element === document.activeElement)).toBe(true);
  await changed.press('Enter');
  expect((await waiting(page))[0]).toContain('The second');
  expect(await changed.count()).toBe(0);
  expect(troubles).toEqual([]);
});

it('a line that is lost is said, quietly, and what was missed comes when it is back', async () => {
  const { platform, members } = site;
  const { page } = await open('admin');
  await page.route('**/amas/events/**', (route) => route.abort());
  // Ends the stream.
  await endAllSessions(platform, platform.db, members.admin.account.id);
  const lost = page.getByRole('status').getByText('The connection is lost');
  await lost.waitFor();
  await ask('Who asks while nobody hears it?');
  await page.unroute('**/amas/events/**');
  await page.locator('#ama-queue').getByText('Who asks while nobody hears it?').waitFor({ timeout: 30_000 });
  expect(await lost.count()).toBe(0);
});

it('what one is writing stays when the AMA moves on', async () => {
  const { page, troubles } = await open('colleague');
  const field = page.locator('#ask textarea').first();
  await field.fill('Half a question, and then');
  const { platform } = site;
  await platform.db.pool.query('update threads set ends_at = now() where id = $1', [ama.id]);
  await advanceAma(platform, ama.id);
  await page.locator('#ama[data-state="closed"]').waitFor();
  expect(await page.locator('#ama-state').innerText()).toContain('over');
  expect(await field.inputValue()).toBe('Half a question, and then');
  expect(troubles).toEqual([]);
});

it('without scripts the page loads itself again, twice a minute', async () => {
  const { page } = await open(null, { javaScriptEnabled: false });
  expect(await page.locator('meta[http-equiv="refresh"]').getAttribute('content')).toBe('30');
  const id = await ask('Who asks while nobody scripts?');
  await page.reload();
  expect(await page.locator(`[data-question="${id}"]`).count()).toBe(1);
});
