import { parseFragment } from './trusted-html.ts';

const pause = 600;
const shortest = 12;

/** Shows what was asked already while one writes; asks the server when the typing rests. */
export class SimilarQuestions extends HTMLElement {
  #timer = 0;
  #asked = '';

  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute('for') ?? '');
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#ask(field.value.trim()), pause);
    });
  }

  async #ask(typed: string): Promise<void> {
    if (typed.length < shortest || typed === this.#asked) return;
    this.#asked = typed;
    const answer = await fetch(this.getAttribute('action') ?? '', {
      method: 'POST',
      headers: { 'x-fragment': '1' },
      body: new URLSearchParams({ body: typed }),
    }).catch(() => null);
    const list = this.querySelector('[role=status]');
    // What was typed meanwhile has asked for itself.
    if (!answer?.ok || !list || typed !== this.#asked) return;
    list.replaceChildren(parseFragment(await answer.text()));
  }
}
