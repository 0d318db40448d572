import { announce } from './announce.ts';

export type Topic = { slug: string; name: string };

const pause = 120;

/** The list under the field: `GET {address}?q=` gives topics; one is active by arrow keys, chosen by Enter. */
export class TopicOptions {
  readonly list = document.createElement('ul');
  #topics: Topic[] = [];
  #active = -1;
  #timer = 0;
  #asked = 0;

  readonly #field: HTMLInputElement;
  readonly #address: string;
  readonly #choose: (topic: Topic) => void;

  constructor(field: HTMLInputElement, address: string, choose: (topic: Topic) => void) {
    this.#field = field;
    this.#address = address;
    this.#choose = choose;
    this.list.className = 'topic-options';
    this.list.id = `${field.id}-options`;
    this.list.role = 'listbox';
    this.list.ariaLabel = 'Topics';
    this.list.hidden = true;
    field.role = 'combobox';
    field.ariaAutoComplete = 'list';
    field.setAttribute('aria-controls', this.list.id);
    field.ariaExpanded = 'false';
    // Before the field loses focus, which would close the list.
    this.list.addEventListener('pointerdown', (event) => this.#press(event));
  }

  async suggest(text: string, without: string[]): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (!text) return this.close();
    await new Promise((resolve) => (this.#timer = window.setTimeout(resolve, pause)));
    const topics = await this.#find(text);
    if (asked === this.#asked) this.#show(topics.filter(({ name }) => !without.includes(name)));
  }

  /** Whether the key was meant for the list. */
  handle(key: string): boolean {
    if (this.list.hidden) return false;
    switch (key) {
      case 'ArrowDown':
        return this.#activate(this.#active + 1);
      case 'ArrowUp':
        return this.#activate(this.#active - 1);
      case 'Escape':
        this.close();
        return true;
      case 'Enter':
        return this.#chooseAt(this.#active);
      default:
        return false;
    }
  }

  /** The topic of this very name, or the first of those that are shown. */
  bestFor(name: string): Topic | undefined {
    const same = this.#topics.find((topic) => topic.name.toLowerCase() === name.toLowerCase());
    return same ?? this.#topics[0];
  }

  close(): void {
    this.#asked += 1;
    this.#show([]);
  }

  async #find(text: string): Promise<Topic[]> {
    try {
      const response = await fetch(`${this.#address}?q=${encodeURIComponent(text)}`);
      return response.ok ? await response.json() : [];
    } catch (cause) {
      // Without suggestions the field still takes a name.
      if (!(cause instanceof TypeError)) throw cause;
      return [];
    }
  }

  #show(topics: Topic[]): void {
    const changed = topics.length !== this.#topics.length;
    this.#topics = topics;
    this.list.replaceChildren(...topics.map((topic, place) => this.#option(topic, place)));
    this.list.hidden = topics.length === 0;
    this.#field.ariaExpanded = String(topics.length > 0);
    this.#activate(-1);
    if (changed && topics.length > 0)
      announce(`${topics.length} topic${topics.length === 1 ? '' : 's'} found.`);
  }

  #option({ name }: Topic, place: number): HTMLElement {
    const option = document.createElement('li');
    option.role = 'option';
    option.id = `${this.list.id}-${place}`;
    option.textContent = name;
    return option;
  }

  #activate(place: number): true {
    const count = this.#topics.length;
    this.#active = place < -1 ? count - 1 : place >= count ? 0 : place;
    for (const [at, option] of [...this.list.children].entries()) {
      option.ariaSelected = String(at === this.#active);
      if (at === this.#active) option.scrollIntoView({ block: 'nearest' });
    }
    if (this.#active < 0) this.#field.removeAttribute('aria-activedescendant');
    else this.#field.setAttribute('aria-activedescendant', `${this.list.id}-${this.#active}`);
    return true;
  }

  #press(event: PointerEvent): void {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest('li') : null;
    if (option) this.#chooseAt([...this.list.children].indexOf(option));
  }

  #chooseAt(place: number): boolean {
    const topic = this.#topics[place];
    if (topic) this.#choose(topic);
    return topic !== undefined;
  }
}
