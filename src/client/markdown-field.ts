import { parseFragment } from './trusted-html.ts';

/** Turns the field over to its preview and back, in place of the Preview button's round trip. */
export class MarkdownField extends HTMLElement {
  connectedCallback(): void {
    const button = this.#button();
    if (!button) return;
    button.type = 'button';
    button.ariaPressed = 'false';
    this.querySelector('.markdown-preview')?.setAttribute('hidden', '');
    button.addEventListener('click', () => void this.#turn());
    this.addEventListener('keydown', formatByKey);
  }

  async #turn(): Promise<void> {
    const shown = this.#button()?.ariaPressed === 'true';
    if (!shown) await this.#load();
    this.#show(!shown);
  }

  async #load(): Promise<void> {
    const text = this.querySelector('textarea')?.value ?? '';
    const place = this.querySelector('.markdown-preview .text');
    place?.replaceChildren(text.trim() ? await this.#render(text) : 'Nothing to show yet.');
  }

  async #render(text: string): Promise<Node | string> {
    try {
      const body = new URLSearchParams({ body: text });
      const headers = { 'X-Fragment': '1' };
      const response = await fetch(this.getAttribute('action') ?? '', { method: 'POST', body, headers });
      return response.ok ? parseFragment(await response.text()) : previewFails;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      return previewFails;
    }
  }

  #show(preview: boolean): void {
    const button = this.#button();
    const text = this.querySelector('textarea');
    const place = this.querySelector<HTMLElement>('.markdown-preview');
    if (!button || !text || !place) return;
    button.ariaPressed = String(preview);
    place.hidden = !preview;
    text.hidden = preview;
    this.querySelector<HTMLElement>('markdown-toolbar')?.classList.toggle('markdown-toolbar-off', preview);
    if (!preview) text.focus();
  }

  #button(): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>('.markdown-preview-button');
  }
}

const previewFails = 'The preview can’t be shown at the moment. Your text is not lost.';

const keys: Record<string, string> = { b: 'md-bold', i: 'md-italic', k: 'md-link' };

function formatByKey(event: KeyboardEvent): void {
  const tool = keys[event.key];
  if (!tool || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
  if (!(event.target instanceof HTMLTextAreaElement) || !(event.currentTarget instanceof Element)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(tool)?.click();
}
