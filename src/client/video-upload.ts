import { announce } from './announce.ts';
import { showNow } from './video-now.ts';
import { NotNow, Refused, ResumableUpload } from './resumable-upload.ts';

const longestWait = 30_000;

/**
 * `<video-upload data-uploads="…" data-arrived="37">` in a form with a file field: sends the file in pieces, goes on where it
 * broke off, also after the page was closed, and can pause. Without it the form sends the file whole.
 */
export class VideoUpload extends HTMLElement {
  #isPaused = false;
  #goOn: (() => void) | null = null;
  #sending: AbortController | null = null;
  #how = '';
  readonly #name = document.createElement('p');
  readonly #bar = document.createElement('progress');
  readonly #words = document.createElement('p');
  readonly #pause = document.createElement('button');

  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    const arrived = Number(this.dataset['arrived'] ?? 0);
    if (arrived > 0) {
      this.#words.textContent = `${arrived} % of a file have arrived. Choose the same file to go on from there.`;
      this.replaceChildren(this.#words);
    }
    form.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0];
      if (!file) return;
      event.preventDefault();
      for (const part of form.querySelectorAll<HTMLElement>('.field, .form-actions')) part.hidden = true;
      this.#show(file);
      void this.#send(file);
    });
  }

  #show({ name }: File): void {
    this.#name.className = 'upload-name';
    this.#name.textContent = name;
    this.#bar.max = 1;
    this.#bar.value = 0;
    this.#bar.setAttribute('aria-label', 'Uploaded');
    this.#pause.type = 'button';
    this.#pause.className = 'button button-quiet';
    this.#pause.textContent = 'Pause';
    this.#pause.addEventListener('click', () => this.#toggle());
    this.replaceChildren(this.#name, this.#bar, this.#words, this.#pause);
    this.#pause.focus();
  }

  #toggle(): void {
    this.#isPaused = !this.#isPaused;
    this.#pause.textContent = this.#isPaused ? 'Go on' : 'Pause';
    if (this.#isPaused) {
      this.#tellNews(`Paused at ${this.#how}. You can also close this page, and choose the same file later.`);
      this.#sending?.abort();
    } else {
      this.#words.textContent = this.#how;
      this.#goOn?.();
    }
  }

  async #send(file: File): Promise<void> {
    const upload = new ResumableUpload(this.dataset['uploads'] ?? '', file);
    this.#tell(0, file.size);
    for (let failures = 0; ;) {
      if (this.#isPaused) await new Promise<void>((resolve) => (this.#goOn = resolve));
      this.#sending = new AbortController();
      try {
        const offset = await upload.advance(this.#sending.signal);
        if (offset >= file.size) return await showNow('Uploaded.');
        failures = 0;
        this.#tell(offset, file.size);
      } catch (error) {
        if (error instanceof Refused) return this.#refuse(error.message);
        if (this.#isPaused) continue;
        failures += 1;
        this.#tellNews(error instanceof NotNow ? notNow : away);
        await untilOnline(Math.min(1000 * 2 ** failures, longestWait));
      }
    }
  }

  #tell(offset: number, bytes: number): void {
    this.#bar.value = offset / bytes;
    this.#how = `${Math.floor((100 * offset) / bytes)} % of ${Math.ceil(bytes / 1e6)} MB`;
    if (!this.#isPaused) this.#words.textContent = this.#how;
  }

  #tellNews(words: string): void {
    this.#words.textContent = words;
    announce(words);
  }

  /** With the form as it was, for another file or another try. */
  #refuse(reason: string): void {
    for (const part of this.closest('form')?.querySelectorAll<HTMLElement>('.field, .form-actions') ?? [])
      part.hidden = false;
    this.#words.setAttribute('role', 'alert');
    this.#words.textContent = reason;
    this.replaceChildren(this.#words);
  }
}

const away = 'The connection is away. It goes on by itself when it is back.';
const notNow = 'The server cannot take it at the moment. It goes on by itself when it can.';

/** As long as that, or until the network is back. */
async function untilOnline(longest: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, longest);
    window.addEventListener('online', () => resolve(), { once: true });
  });
}
