import { announce } from '../../client/announce.ts';
import type { Giveaway } from './find-giveaways.client.ts';
import { findGiveaways } from './find-giveaways.client.ts';
import { placeReplacement } from './replacing.client.ts';
import type { Writer } from './rule.client.ts';

export type Control = HTMLInputElement | HTMLTextAreaElement;

const most = 5;
const pauseBeforeSaying = 1500;

/** What a reader keeps as it is, on this page, in whichever field it stands. */
const kept = new Set<string>();

function keyOf({ rule, words }: Giveaway): string {
  return `${rule} ${words.toLowerCase()}`;
}

/** The quiet list below one field. It says what it found, and stops nobody. */
export class GiveawayList {
  readonly #control: Control;
  readonly #box = document.createElement('details');
  readonly #title = document.createElement('summary');
  readonly #list = document.createElement('ul');
  #shown = '';
  #count = 0;
  #timer = 0;

  constructor(control: Control) {
    this.#control = control;
    this.#box.className = 'giveaways';
    this.#box.open = true;
    this.#box.hidden = true;
    this.#box.append(this.#title, this.#list);
    const field = control.closest('.field') ?? control.parentElement;
    field?.append(this.#box);
  }

  /** Looks at the text anew; `writer` null: it will be signed with a name, so there is nothing to hide. */
  look(writer: Writer | null): void {
    const text = this.#control.value;
    const found = writer ? findGiveaways(text, writer).filter((one) => !kept.has(keyOf(one))) : [];
    const different = [...new Map(found.map((one) => [keyOf(one), one])).values()];
    const shown = different
      .map((one) => `${keyOf(one)} ${placeReplacement(text, one)?.replacement}`)
      .join('\n');
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#draw(different, writer);
    this.#say(different.length);
  }

  #draw(found: readonly Giveaway[], writer: Writer | null): void {
    this.#box.hidden = found.length === 0;
    this.#title.textContent = titleFor(found.length);
    this.#list.replaceChildren(...found.slice(0, most).map((one) => this.#entry(one, writer)));
    if (found.length > most)
      this.#list.append(element('li', '', `${found.length - most} more to come when these are settled.`));
  }

  #entry(giveaway: Giveaway, writer: Writer | null): HTMLElement {
    const { words, reason, proposal } = giveaway;
    const entry = document.createElement('li');
    const about = document.createElement('p');
    about.append(element('q', '', words), ` ${reason} ${proposal}`);
    const acts = element('div', 'giveaway-acts', '');
    const place = placeReplacement(this.#control.value, giveaway);
    const act = (label: string, what: string, work: () => void) => {
      const button = element('button', 'link-button', label);
      button.setAttribute('type', 'button');
      button.setAttribute('aria-label', what);
      button.addEventListener('click', () => {
        const at = [...this.#box.querySelectorAll('button')].findIndex((one) => one === button);
        work();
        this.look(writer);
        this.#focus(at);
      });
      acts.append(button);
    };
    if (place) {
      const instead = place.replacement ? `Write “${place.replacement}”` : 'Take it out';
      act(instead, `${instead} instead of “${words}”`, () => this.#replace(giveaway));
    }
    act('Keep it', `Keep “${words}”`, () => kept.add(keyOf(giveaway)));
    entry.append(about, acts);
    return entry;
  }

  /** As if typed, so that it can be undone, and drafts and counters hear of it. */
  #replace(giveaway: Giveaway): void {
    const control = this.#control;
    const { words, start } = giveaway;
    const place = placeReplacement(control.value, giveaway);
    if (!place || !control.value.slice(start).includes(words)) return;
    control.focus({ preventScroll: true });
    control.setSelectionRange(place.start, place.end);
    const typed = place.replacement
      ? document.execCommand('insertText', false, place.replacement)
      : document.execCommand('delete');
    if (typed) return;
    control.setRangeText(place.replacement, place.start, place.end, 'end');
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #focus(at: number): void {
    const buttons = this.#box.querySelectorAll('button');
    (buttons[Math.min(at, buttons.length - 1)] ?? this.#control).focus({ preventScroll: true });
  }

  #say(count: number): void {
    clearTimeout(this.#timer);
    if (count > this.#count)
      this.#timer = window.setTimeout(
        () => announce(`${titleFor(count)}. Listed below the field.`),
        pauseBeforeSaying,
      );
    this.#count = count;
  }
}

function titleFor(count: number): string {
  return `Before you post: ${count === 1 ? 'one thing' : `${count} things`} here may tell who you are`;
}

function element(name: string, className: string, words: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = words;
  return made;
}
