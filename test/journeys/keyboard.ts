import type { Page } from 'playwright-core';

export interface Focused {
  /** Role-like tag and what it is called: "a Skip to the content". */
  name: string;
  /** An outline of two pixels or more is drawn around it, or around what stands for it. */
  isMarked: boolean;
  /** Within the window, and nothing lies over its middle. */
  isInView: boolean;
}

/** What has the focus; null where nothing has. */
export async function focused(page: Page): Promise<Focused | null> {
  return await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const standIns = [element.closest('.topic-box'), ...labels].filter((one) => one !== null);
    const hasOutline = (one: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const isThere = (one: Element) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, Math.min(y + height / 2, innerHeight - 1));
      return top !== null && (one.contains(top) || top.contains(one));
    };
    const words =
      element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent ?? element.id;
    return {
      name: `${element.localName} ${words.replaceAll(/\s+/g, ' ').trim()}`,
      isMarked: [element, ...standIns].some(
        (one) => hasOutline(one) && getComputedStyle(one).opacity !== '0',
      ),
      isInView: [element, ...standIns].some(isThere),
    };
  });
}

/** Presses Tab until what has the focus is called so. Throws at a stop that nobody can see, and after 120 stops. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const stops: string[] = [];
  while (stops.length < 120) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop) continue;
    requireSeen(stop);
    if (name.test(stop.name)) return;
    stops.push(stop.name);
  }
  throw new Error(`${name} was not among ${stops.join(' | ')}`);
}

/** Goes from the top of the page to its end, and gives what could have been reached and was not. */
export async function tabThrough(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) target.dataset['reached'] = '';
    }),
  );
  let first = '';
  for (let stops = 0; stops < 300; stops++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop || stop.name === first) return await notReached(page);
    first ||= stop.name;
    requireSeen(stop);
  }
  throw new Error('the end of the page is not reached');
}

/** Of a group of radios one is reached; the arrows go on from there. */
async function notReached(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex]',
    );
    return [...all]
      .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => !one.matches('[type="radio"]:not(:checked), [data-reached]'))
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
}

function requireSeen(stop: Focused): void {
  if (!stop.isMarked) throw new Error(`nothing shows that the focus is on ${stop.name}`);
  if (!stop.isInView) throw new Error(`the focus is out of sight on ${stop.name}`);
}
