/**
 * Turns over a pressed button and its count before the server has answered, and lets go of another one that
 * was pressed in the same form; what it gives back undoes that.
 * `<button aria-pressed="false">Helpful · <span data-count="12">12</span></button>`
 */
export function showAtOnce(button: HTMLElement | null): () => void {
  if (!button) return () => undefined;
  const others = button.closest('form')?.querySelectorAll<HTMLElement>('[aria-pressed="true"]') ?? [];
  const turned = [...new Set([button, ...others])];
  for (const one of turned) turn(one);
  return () => turned.forEach(turn);
}

function turn(button: HTMLElement): void {
  const pressed = button.ariaPressed !== 'true';
  button.ariaPressed = String(pressed);
  const counter = button.querySelector('[data-count]');
  if (counter) counter.textContent = String(Number(counter.textContent) + (pressed ? 1 : -1));
}
