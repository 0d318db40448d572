/** Said by a screen reader when it has finished what it is saying. Shown to nobody. */
export function announce(words: string): void {
  const announcer = document.getElementById('announcer');
  if (!announcer) return;
  announcer.textContent = '';
  // The same words twice are a change only if they were gone in between.
  requestAnimationFrame(() => (announcer.textContent = words));
}
