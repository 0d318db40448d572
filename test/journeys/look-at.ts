import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What only shows in a width or a scheme of its own; the other rules look at the markup. */
const rulesOfLooks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

/**
 * Everything that axe has against a page, narrow and light, then what it has against its looks, wide and
 * dark; `closely` the other way round too. And what sticks out at 320 px, or moves.
 */
export async function findFaults(page: Page, { closely = false } = {}): Promise<string[]> {
  const faults: string[] = [];
  const look = async (size: keyof typeof sizes, colorScheme: 'light' | 'dark', how: 'whole' | 'looks') => {
    await page.setViewportSize(sizes[size]);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const fault of await axeFaults(page, how)) faults.push(`${size}, ${colorScheme}: ${fault}`);
  };
  await look('phone', 'light', 'whole');
  await look('desk', 'dark', 'looks');
  if (closely) await look('phone', 'dark', 'looks');
  if (closely) await look('desk', 'light', 'whole');
  await page.setViewportSize({ width: 320, height: 640 });
  return [...faults, ...(await findOverflow(page)), ...(await findMotion(page))];
}

async function axeFaults(page: Page, how: 'whole' | 'looks'): Promise<string[]> {
  // The API's operations are alike: of each kind the first is looked at.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('.operation ~ .operation');
  // What is well is not described.
  const resultTypes: ['violations'] = ['violations'];
  axe.options({ resultTypes, ...(how === 'looks' ? {} : { rules: { 'target-size': { enabled: true } } }) });
  if (how === 'looks') axe.withRules(rulesOfLooks);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} at ${html.slice(0, 200)}`));
}

/** What makes the page wider than its window. */
export async function findOverflow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < -0.5 || right > innerWidth + 0.5;
    });
    return wide.slice(0, 5).map((one) => `wider than ${innerWidth} px: ${one.outerHTML.slice(0, 120)}`);
  });
}

/** With reduced motion asked for, nothing takes longer than a hundredth of a second. */
async function findMotion(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const slow = (durations: string) => durations.split(', ').some((one) => Number.parseFloat(one) > 0.01);
    return [...document.querySelectorAll('body *')]
      .filter((one) => {
        const { transitionDuration, animationDuration } = getComputedStyle(one);
        return slow(transitionDuration) || slow(animationDuration);
      })
      .slice(0, 3)
      .map((one) => `moves: ${one.outerHTML.slice(0, 120)}`);
  });
}
