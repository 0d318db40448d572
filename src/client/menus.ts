/** A menu is a `<details>`; Escape and a press elsewhere close it. Escape closes any other that has the focus, too. */
export function closeMenus(): void {
  document.addEventListener('pointerdown', ({ target }) => {
    for (const menu of openMenus()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    // While composing, and where a list of suggestions is open, Escape is for those.
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    for (const menu of openMenus()) close(menu);
    const around = document.activeElement?.closest<HTMLDetailsElement>('details[open]');
    if (around) close(around);
  });
}

function close(details: HTMLDetailsElement): void {
  const held = details.contains(document.activeElement);
  details.open = false;
  if (held) details.querySelector('summary')?.focus();
}

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll('details.menu[open]');
}
