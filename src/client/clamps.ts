const toggles = 'input.clamp-toggle';

/** What the tab's own history entry keeps of a page; it ends with the tab. */
type Kept = { opened: string[]; near: string | null; top: number };

/**
 * Browsers bring back what was opened, except on pages that they may not store, which are those of members; and
 * they may bring back the place before it, or before "Show more" stands below what is cut off, and so miss it.
 */
export function rememberClamps(): void {
  const kept = readKept(history.state);
  for (const id of kept.opened) {
    const toggle = document.getElementById(id);
    if (toggle instanceof HTMLInputElement) toggle.checked = true;
  }
  if (kept.opened.length > 0) bringBack(kept);
  document.addEventListener('change', ({ target }) => {
    if (target instanceof Element && target.matches(toggles)) note();
  });
  document.addEventListener('scrollend', () => {
    if (document.querySelector(`${toggles}:checked`)) note();
  });
  document.addEventListener('keydown', toggleByEnter);
}

function readKept(state: unknown): Kept {
  const { opened, near, top } = { opened: [], near: null, top: 0, ...(state as Partial<Kept> | null) };
  const isNamed = typeof near === 'string' && typeof top === 'number';
  const named = Array.isArray(opened) ? opened.filter((id) => typeof id === 'string') : [];
  return { opened: named, near: isNamed ? near : null, top };
}

function note(): void {
  const opened = [...document.querySelectorAll(`${toggles}:checked`)].map(({ id }) => id);
  history.replaceState({ opened, ...findPlace() }, '');
}

/** The clamp nearest to the upper edge of the window, and how far below the edge it begins. */
function findPlace(): Pick<Kept, 'near' | 'top'> {
  // Who cannot be told that scrolling has ended knows no place: the browser's own way has to do.
  if (!('onscrollend' in document)) return { near: null, top: 0 };
  const places = [...document.querySelectorAll(toggles)].map(({ id }) => ({ near: id, top: topOf(id) }));
  const [nearest] = places.toSorted((a, b) => Math.abs(a.top) - Math.abs(b.top));
  return nearest ?? { near: null, top: 0 };
}

function topOf(id: string): number {
  return document.getElementById(id)?.parentElement?.getBoundingClientRect().top ?? Number.NaN;
}

function bringBack({ near, top }: Kept): void {
  const step = () => {
    const away = near === null ? Number.NaN : topOf(near) - top;
    if (Math.abs(away) >= 1) scrollBy({ top: away, behavior: 'instant' });
  };
  // Two frames later all labels stand, and the browser has done what it does by itself.
  step();
  requestAnimationFrame(() => requestAnimationFrame(step));
}

/** It looks like a link, so Enter works as well as Space. */
function toggleByEnter({ key, target }: KeyboardEvent): void {
  if (key === 'Enter' && target instanceof HTMLInputElement && target.matches(toggles)) target.click();
}
