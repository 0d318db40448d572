import { showAtOnce } from './optimistic.ts';
import { postForm, type Outcome } from './post-form.ts';
import { parseFragment } from './trusted-html.ts';

/**
 * `<form data-enhance="#answer-1">`: sent without leaving the page; the answer replaces that element and
 * carries the same id. Without a script it is the same form.
 */
export function enhanceForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const place = form.dataset.enhance && document.querySelector(form.dataset.enhance);
    if (!place) return;
    event.preventDefault();
    if (form.ariaBusy !== 'true') void send(form, event.submitter, place);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, place: Element): Promise<void> {
  const takeBack = 'optimistic' in form.dataset ? showAtOnce(submitter) : null;
  form.ariaBusy = 'true';
  form.querySelector('.form-trouble')?.remove();
  try {
    const outcome = await postForm(form, submitter);
    if (outcome.kind === 'refused') takeBack?.();
    show(outcome, form, place);
  } finally {
    form.ariaBusy = null;
  }
}

function show(outcome: Outcome, form: HTMLFormElement, place: Element): void {
  switch (outcome.kind) {
    case 'moved':
      return goTo(outcome.address);
    case 'refused':
      return tellTrouble(form, outcome.words);
    case 'fragment':
      return swap(place, outcome.html);
  }
}

function goTo(address: string): void {
  const here = location.href.split('#')[0];
  location.assign(address);
  // To a place on this very page nothing would be loaded anew.
  if (new URL(address, location.href).href.split('#')[0] === here) location.reload();
}

function swap(place: Element, html: string): void {
  const focused = document.activeElement;
  const held = place.contains(focused) ? focused : null;
  const parent = place.parentElement;
  const fragment = parseFragment(html);
  const arrived = [...fragment.children];
  place.replaceWith(fragment);
  const summary = arrived
    .map((element) => element.querySelector<HTMLElement>('.error-summary'))
    .find(Boolean);
  if (summary) summary.focus();
  else if (held) findAgain(held, arrived, parent)?.focus({ preventScroll: true });
}

/** The element that stands where the focused one stood: by id, else by what a button sends. */
function findAgain(held: Element, arrived: Element[], parent: Element | null): HTMLElement | null {
  const byId = held.id ? document.getElementById(held.id) : null;
  if (byId) return byId;
  const name = held.getAttribute('name');
  const within = arrived[0] ?? parent;
  if (name) return within?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`) ?? null;
  return within instanceof HTMLElement ? within : null;
}

function tellTrouble(form: HTMLFormElement, words: string): void {
  const trouble = document.createElement('p');
  trouble.className = 'form-trouble field-error';
  trouble.role = 'alert';
  trouble.textContent = words;
  form.append(trouble);
}
