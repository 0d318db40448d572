import type { Control } from './giveaway-list.client.ts';
import { GiveawayList } from './giveaway-list.client.ts';
import { ownWordsFinder } from './own-words.client.ts';
import type { Writer } from './rule.client.ts';

const pause = 400;
const watched = 'textarea[name="body"], input[name="title"], input[name="tldr"]';

const lists = new WeakMap<Control, GiveawayList>();
const timers = new WeakMap<Control, number>();
let own: Pick<Writer, 'company' | 'findOwnWords'> = { company: null, findOwnWords: null };
let asked = false;

/** Looks at what is written in forms that sign a post masked. The text stays in the browser. */
export function watchComposers(address: string): void {
  document.addEventListener('input', ({ target }) => {
    if (!isWatched(target)) return;
    if (!asked) void askForOwn(address);
    clearTimeout(timers.get(target));
    timers.set(
      target,
      window.setTimeout(() => look(target), pause),
    );
  });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof Element && target.getAttribute('name') === 'byline')
      lookInto(target.closest('form'));
  });
  // A draft, or a form that came back.
  const filled = [...document.querySelectorAll<Control>(watched)].some(
    (control) => isWatched(control) && control.value,
  );
  if (filled) void askForOwn(address);
}

async function askForOwn(address: string): Promise<void> {
  asked = true;
  try {
    const response = await fetch(address);
    if (response.ok) {
      const { company, texts } = (await response.json()) as { company: string | null; texts: string[] };
      own = { company, findOwnWords: texts.length > 0 ? ownWordsFinder(texts) : null };
    }
  } catch (cause) {
    // The other rules need no network.
    if (!(cause instanceof TypeError)) throw cause;
  }
  lookInto(document);
}

function lookInto(part: ParentNode | null): void {
  for (const control of part?.querySelectorAll<Control>(watched) ?? []) if (isWatched(control)) look(control);
}

function look(control: Control): void {
  const form = control.form;
  if (!form) return;
  const list = lists.get(control) ?? (control.value ? new GiveawayList(control) : null);
  if (!list) return;
  lists.set(control, list);
  list.look(isNamed(form) ? null : { ...own, companyShown: isCompanyShown(form) });
}

function isWatched(target: EventTarget | null): target is Control {
  return target instanceof HTMLElement && target.matches(watched) && isPost((target as Control).form);
}

function isPost(form: HTMLFormElement | null): boolean {
  return form !== null && ('masked' in form.dataset || form.elements.namedItem('byline') !== null);
}

function bylineOf(form: HTMLFormElement): string {
  const byline = form.elements.namedItem('byline');
  return byline && 'value' in byline ? byline.value : '';
}

function isNamed(form: HTMLFormElement): boolean {
  return bylineOf(form) === 'named';
}

/** By what is chosen, or by the line that stands fixed: only a community byline carries the mask. */
function isCompanyShown(form: HTMLFormElement): boolean {
  const fixed = form.querySelector('.byline');
  return bylineOf(form).startsWith('company') || (fixed !== null && fixed.querySelector('.masked') === null);
}
