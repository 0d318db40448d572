type Control = HTMLInputElement | HTMLTextAreaElement;

/** `data-limit="200"`: says how many characters are left, from the last fifth on. */
export function countCharacters(): void {
  for (const control of document.querySelectorAll<Control>('[data-limit]')) update(control);
  document.addEventListener('input', ({ target }) => {
    if (isControl(target) && target.dataset.limit) update(target);
  });
}

function update(control: Control): void {
  const limit = Number(control.dataset.limit);
  // As the server counts: code points, without what is around the text.
  const used = Array.from(control.value.trim()).length;
  const counter = counterOf(control);
  counter.hidden = used < limit * 0.8;
  counter.classList.toggle('field-count-over', used > limit);
  const words = wordsFor(limit - used);
  if (counter.textContent !== words) counter.textContent = words;
}

function wordsFor(left: number): string {
  const count = Math.abs(left).toLocaleString('en');
  return left < 0 ? `${count} too many` : `${count} left`;
}

function counterOf(control: Control): HTMLElement {
  const id = `${control.id}-count`;
  const known = document.getElementById(id);
  if (known) return known;
  const counter = document.createElement('p');
  counter.id = id;
  counter.className = 'field-count';
  control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
  control.after(counter);
  return counter;
}

function isControl(target: EventTarget | null): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
