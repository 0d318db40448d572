const toggles = 'input.clamp-toggle';

/**
 * Browsers bring back what was opened, except on pages that they may not store, which are those of members.
 * So it is noted in the tab's own history entry as well, which ends with the tab.
 */
export function rememberClamps(): void {
  for (const id of openedOf(history.state)) {
    const toggle = document.getElementById(id);
    if (toggle instanceof HTMLInputElement) toggle.checked = true;
  }
  document.addEventListener('change', ({ target }) => {
    if (target instanceof Element && target.matches(toggles)) note();
  });
  document.addEventListener('keydown', toggleByEnter);
}

function openedOf(state: unknown): string[] {
  const opened = typeof state === 'object' && state && 'opened' in state ? state.opened : null;
  return Array.isArray(opened) ? opened.filter((id) => typeof id === 'string') : [];
}

function note(): void {
  const opened = [...document.querySelectorAll(`${toggles}:checked`)].map(({ id }) => id);
  history.replaceState({ opened }, '');
}

/** It looks like a link, so Enter works as well as Space. */
function toggleByEnter({ key, target }: KeyboardEvent): void {
  if (key === 'Enter' && target instanceof HTMLInputElement && target.matches(toggles)) target.click();
}
