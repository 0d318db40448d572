/** Milliseconds: to be followed by the eye, and not waited for. */
const duration = 180;

/** Moves elements by `change`, shown as a motion from where each has stood; at once for whoever wants no motion. */
export function moveSmoothly(elements: readonly HTMLElement[], change: () => void): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return change();
  const before = new Map(elements.map((element) => [element, element.getBoundingClientRect().top]));
  change();
  for (const [element, top] of before) {
    const now = element.getBoundingClientRect();
    const moved = top - now.top;
    const isSeen = now.bottom > 0 && now.top < innerHeight;
    if (moved === 0 || !isSeen || !element.isConnected) continue;
    element.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], {
      duration,
      easing: 'ease-out',
    });
  }
}

/** Does it; whatever had the focus has it still, where it is still there. */
export function keepFocus(change: () => void): void {
  const focused = document.activeElement;
  change();
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected)
    focused.focus({ preventScroll: true });
}
