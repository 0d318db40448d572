const chunkBytes = 4 * 1024 * 1024;
const longestWait = 30_000;

/**
 * `<video-upload data-uploads="…">` in a form with a file field: sends the file in pieces (tus 1.0.0), goes on where it
 * broke off, also after the page was closed, and can pause. Without it the form sends the file whole.
 */
export class VideoUpload extends HTMLElement {
  #isPaused = false;
  #goOn: (() => void) | null = null;
  readonly #bar = document.createElement('progress');
  readonly #words = document.createElement('p');
  readonly #pause = document.createElement('button');

  connectedCallback(): void {
    const form = this.closest('form');
    form?.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0];
      if (!file) return;
      event.preventDefault();
      for (const button of form.querySelectorAll<HTMLButtonElement>('button[type=submit]'))
        button.hidden = true;
      this.#show();
      void this.#send(file);
    });
  }

  #show(): void {
    this.#bar.max = 1;
    this.#bar.value = 0;
    this.#bar.setAttribute('aria-label', 'Uploaded');
    this.#words.setAttribute('role', 'status');
    this.#pause.type = 'button';
    this.#pause.className = 'button button-quiet';
    this.#pause.textContent = 'Pause';
    this.#pause.addEventListener('click', () => this.#toggle());
    this.replaceChildren(this.#bar, this.#words, this.#pause);
  }

  #toggle(): void {
    this.#isPaused = !this.#isPaused;
    this.#pause.textContent = this.#isPaused ? 'Go on' : 'Pause';
    if (!this.#isPaused) this.#goOn?.();
  }

  async #send(file: File): Promise<void> {
    const key = `upload ${this.dataset['uploads']} ${file.size} ${file.lastModified}`;
    for (let failures = 0; ;) {
      try {
        const address = localStorage.getItem(key) ?? (await this.#begin(file, key));
        for (let offset = await this.#offset(address, key); offset < file.size; failures = 0) {
          if (this.#isPaused) await new Promise<void>((resolve) => (this.#goOn = resolve));
          this.#tell(offset, file.size);
          offset = await this.#sendPiece(address, file, offset);
        }
        localStorage.removeItem(key);
        location.reload();
        return;
      } catch (error) {
        if (error instanceof Refused) return this.#refuse(error.message);
        failures += 1;
        this.#words.textContent = 'The connection is away. It goes on by itself when it is back.';
        await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** failures, longestWait)));
      }
    }
  }

  async #begin(file: File, key: string): Promise<string> {
    const answer = await this.#ask('POST', this.dataset['uploads'] ?? '', {
      'upload-length': String(file.size),
    });
    const address = answer.headers.get('location') ?? '';
    localStorage.setItem(key, address);
    return address;
  }

  async #offset(address: string, key: string): Promise<number> {
    const answer = await fetch(address, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
    // It was given up meanwhile: from the beginning.
    if (answer.status === 404 || answer.status === 410) localStorage.removeItem(key);
    if (!answer.ok) throw new Error(String(answer.status));
    return Number(answer.headers.get('upload-offset'));
  }

  async #sendPiece(address: string, file: File, offset: number): Promise<number> {
    const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    const answer = await this.#ask('PATCH', address, headers, file.slice(offset, offset + chunkBytes));
    return Number(answer.headers.get('upload-offset'));
  }

  async #ask(
    method: string,
    address: string,
    headers: Record<string, string>,
    body: Blob | null = null,
  ): Promise<Response> {
    const answer = await fetch(address, { method, body, headers: { ...headers, 'tus-resumable': '1.0.0' } });
    if ([403, 413, 422, 429].includes(answer.status)) throw new Refused(await answer.text());
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  #tell(offset: number, bytes: number): void {
    this.#bar.value = offset / bytes;
    this.#words.textContent = `${Math.floor((100 * offset) / bytes)} % of ${Math.ceil(bytes / 1e6)} MB are there.`;
  }

  #refuse(reason: string): void {
    this.#words.setAttribute('role', 'alert');
    this.#words.textContent = reason;
    this.#pause.remove();
  }
}

class Refused extends Error {}
