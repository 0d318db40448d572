import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '../../src/features/amas/ahead-for-tests.ts';
import { addTopic } from '../threads.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let path: string;

const minute = 60 * 1000;

beforeAll(async () => {
  site = await openSite();
  const { platform, members } = site;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  // On a whole minute, as forms have it: between 40 and 41 minutes are left.
  const startsAt = new Date((Math.floor(Date.now() / minute) + 41) * minute);
  ({ path } = await announce(platform, members.answerer, { startsAt }));
});
afterAll(() => site.close());

/** Whether the page says how many minutes there really are, a moment more or less. */
async function expectRight(words: string): Promise<void> {
  const [, minutes = '0'] = /in (\d+) minutes/.exec(words) ?? [];
  const left = (Math.floor(Date.now() / minute) + 41) * minute - Date.now();
  expect(Number(minutes)).toBeGreaterThan(38);
  expect(Number(minutes) * minute).toBeLessThan(left + 2 * minute);
}

describe('When an AMA is', () => {
  it.each([
    ['another one', 'Asia/Kolkata', /\d\d:\d\d.*where you are/],
    ['the same', 'Europe/Berlin', /^$/],
  ])('is said on the reader’s own clock too, where that is %s: %s', async (_, timezoneId, words) => {
    const context = await site.open(null, { timezoneId });
    const page = await context.newPage();
    await page.goto(path);
    const own = page.locator('.ama-times-own');
    await expect.poll(async () => await own.textContent()).toMatch(words);
    expect(await own.isVisible()).toBe(timezoneId !== 'Europe/Berlin');
    await context.close();
  });

  it('and how long it is to go, is there without a script', async () => {
    const context = await site.open(null, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(path);
    await expectRight((await page.locator('.ama-times').textContent()) ?? '');
    expect(await page.locator('.ama-times').textContent()).toMatch(
      /CES?T \(UTC\+[12]\) · \d\d:\d\d–\d\d:\d\d UTC/,
    );
    expect(await page.locator('.ama-times-own').isVisible()).toBe(false);
    await context.close();
  });

  it('is counted by the server’s clock, where the reader’s is wrong by an hour', async () => {
    const context = await site.open();
    const page = await context.newPage();
    await page.clock.install({ time: Date.now() + 60 * minute });
    const asked = page.waitForResponse((response) => response.url().endsWith('/healthz'));
    await page.goto(path);
    await asked;
    const countdown = page.locator('time[data-clock]');
    await page.clock.runFor(2000);
    await expectRight((await countdown.textContent()) ?? '');
    await page.clock.runFor(5 * minute);
    await expect.poll(async () => await countdown.textContent()).toMatch(/in 3[4-6] minutes/);
    await page.clock.runFor(40 * minute);
    await expect.poll(async () => await countdown.textContent()).toBe('now');
    await context.close();
  });
});

it('Who announces one finds the zone of their machine filled in', async () => {
  const context = await site.open('answerer', { timezoneId: 'Asia/Kolkata' });
  const page = await context.newPage();
  await page.goto('/amas/new');
  expect(await page.getByLabel('Time zone').inputValue()).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  await context.close();
});
