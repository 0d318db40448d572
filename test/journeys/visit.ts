import type { Page } from 'playwright-core';
import type { CastName } from '../cast.ts';
import type { LivedIn } from './lived-in.ts';
import { findFaults } from './look-at.ts';
import type { PageType } from './page-types.ts';
import type { Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

type Window = { page: Page; troubles: string[] };

/** Goes to pages as whoever may see them, one window for each, and tells what is wrong with what is shown. */
export function createVisits(site: Site, there: LivedIn): (type: PageType) => Promise<string[]> {
  const windows = new Map<CastName | null, Promise<Window>>();
  const openWindow = async (name: CastName | null): Promise<Window> => {
    const context = await site.open(name, { reducedMotion: 'reduce' });
    return { page: await context.newPage(), troubles: collectTroubles(context, site.origin) };
  };
  return async ({ path, as = null, status = 200, press, closely = false }) => {
    const window = windows.get(as) ?? openWindow(as);
    windows.set(as, window);
    const { page, troubles } = await window;
    troubles.length = 0;
    let answer = await page.goto(typeof path === 'string' ? path : path(there));
    if (press) {
      const main = page.getByRole('main');
      const next = page.waitForEvent('response', (response) => response.request().isNavigationRequest());
      [answer] = await Promise.all([next, main.getByRole('button', { name: press, exact: true }).click()]);
      await page.waitForLoadState();
    }
    const isAsked = answer?.status() === status ? [] : [`answered ${answer?.status()}`];
    return [...isAsked, ...(await findFaults(page, { closely })), ...troubles];
  };
}
