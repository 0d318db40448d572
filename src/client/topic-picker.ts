import { announce } from './announce.ts';
import { TopicOptions, type Topic } from './topic-options.ts';

/** Turns a field of names separated by commas into chips with suggestions (ARIA combobox with a list). */
export class TopicPicker extends HTMLElement {
  #chosen: string[] = [];
  #kept!: HTMLInputElement;
  #typed!: HTMLInputElement;
  #options!: TopicOptions;

  connectedCallback(): void {
    const field = this.querySelector('input');
    if (!field || this.#kept) return;
    this.#kept = field;
    this.#chosen = namesIn(field.value);
    this.#typed = typedFor(field);
    this.#options = new TopicOptions(this.#typed, this.getAttribute('suggest') ?? '', (topic) =>
      this.#add(topic),
    );
    const box = document.createElement('div');
    box.className = 'topic-box';
    field.before(box);
    field.type = 'hidden';
    box.append(this.#typed, this.#options.list, field);
    this.#typed.addEventListener('input', () => this.#type());
    this.#typed.addEventListener('keydown', (event) => this.#key(event));
    this.#typed.addEventListener('blur', () => this.#options.close());
    this.#draw();
  }

  #type(): void {
    const [complete, rest] = splitAtLastComma(this.#typed.value);
    if (complete.length > 0) {
      this.#typed.value = rest;
      for (const name of complete) this.#add({ name, slug: name });
    }
    this.#write();
    if (this.#full()) announce(`That is the most: ${this.#max()} topics. Remove one to choose another.`);
    else void this.#options.suggest(this.#typed.value.trim(), this.#chosen);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#options.handle(event.key)) event.preventDefault();
    else if (event.key === 'Enter') this.#commit(event);
    else if (event.key === 'Backspace' && this.#typed.value === '') this.#remove(this.#chosen.at(-1));
  }

  // Enter would send the form with a half-typed topic in it.
  #commit(event: Event): void {
    event.preventDefault();
    const name = this.#typed.value.trim();
    const topic = this.#options.bestFor(name);
    if (topic) this.#add(topic);
    else if (name) announce(`There is no topic named ${name}. Try another word.`);
  }

  #add({ name, slug }: Topic): void {
    const chosen = name.includes(',') ? slug : name;
    const known = this.#chosen.some((other) => other.toLowerCase() === chosen.toLowerCase());
    if (!known && !this.#full()) this.#chosen.push(chosen);
    this.#typed.value = '';
    this.#options.close();
    this.#changed();
    announce(`${name} chosen.`);
  }

  #remove(name: string | undefined): void {
    if (name === undefined) return;
    this.#chosen = this.#chosen.filter((other) => other !== name);
    this.#changed();
    this.#typed.focus();
    announce(`${name} removed.`);
  }

  #changed(): void {
    this.#draw();
    this.#write();
    this.#kept.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #write(): void {
    this.#kept.value = [...this.#chosen, this.#typed.value.trim()].filter(Boolean).join(', ');
  }

  #draw(): void {
    for (const chip of this.querySelectorAll('.topic-chip')) chip.remove();
    this.#typed.before(...this.#chosen.map((name) => chipFor(name, () => this.#remove(name))));
    this.#typed.placeholder = this.#chosen.length === 0 ? 'Type to find a topic' : '';
  }

  #full(): boolean {
    return this.#chosen.length >= this.#max();
  }

  #max(): number {
    return Number(this.getAttribute('max') ?? 5);
  }
}

function namesIn(value: string): string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function splitAtLastComma(value: string): [string[], string] {
  const comma = value.lastIndexOf(',');
  return comma < 0 ? [[], value] : [namesIn(value.slice(0, comma)), value.slice(comma + 1).trimStart()];
}

/** Takes over what ties the field to its label, help and error. */
function typedFor(field: HTMLInputElement): HTMLInputElement {
  const typed = document.createElement('input');
  for (const name of ['id', 'aria-describedby', 'aria-invalid']) {
    const value = field.getAttribute(name);
    if (value) typed.setAttribute(name, value);
    field.removeAttribute(name);
  }
  typed.type = 'text';
  typed.autocomplete = 'off';
  typed.spellcheck = false;
  return typed;
}

function chipFor(name: string, remove: () => void): HTMLElement {
  const chip = document.createElement('span');
  chip.className = 'topic-chip';
  const button = document.createElement('button');
  button.type = 'button';
  button.ariaLabel = `Remove ${name}`;
  button.textContent = '×';
  button.addEventListener('click', remove);
  chip.append(name, button);
  return chip;
}
