import { sendDraft, type DraftOutcome } from './send-draft.ts';

const quiet = 1500;
const firstRetry = 4000;
const longestRetry = 60_000;

/**
 * `<draft-saver action="/drafts" kind="answer" on="…">` around a form: keeps what is typed on the server after
 * a moment of quiet. What another tab has written is never overwritten: this text goes on as its own draft.
 */
export class DraftSaver extends HTMLElement {
  #timer = 0;
  #retry = firstRetry;
  #edits = 0;
  #saved = 0;
  #saving = false;
  #leaving = false;

  connectedCallback(): void {
    this.addEventListener('input', this.#edited);
    this.addEventListener('submit', this.#submitted);
    window.addEventListener('online', this.#saveNow);
    window.addEventListener('beforeunload', this.#warn);
    document.addEventListener('visibilitychange', this.#saveNow);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('online', this.#saveNow);
    window.removeEventListener('beforeunload', this.#warn);
    document.removeEventListener('visibilitychange', this.#saveNow);
  }

  #edited = (): void => {
    this.#edits += 1;
    this.#leaving = false;
    this.#saveIn(quiet);
  };

  #submitted = (): void => {
    this.#leaving = true;
    clearTimeout(this.#timer);
  };

  #saveNow = (): void => {
    if (this.#unsaved()) this.#saveIn(0);
  };

  #warn = (event: Event): void => {
    if (this.#unsaved()) event.preventDefault();
  };

  #unsaved(): boolean {
    return this.#edits > this.#saved && !this.#leaving;
  }

  #saveIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), milliseconds);
  }

  async #save(): Promise<void> {
    const form = this.querySelector('form');
    if (!form || this.#saving || !this.#unsaved()) return;
    this.#saving = true;
    const edits = this.#edits;
    const outcome = await sendDraft(this, form);
    this.#saving = false;
    if (outcome.kind === 'saved') this.#saved = edits;
    this.#settle(outcome, form);
  }

  #settle(outcome: DraftOutcome, form: HTMLFormElement): void {
    switch (outcome.kind) {
      case 'saved':
        this.#retry = firstRetry;
        keepAs(form, outcome.id, String(outcome.version));
        if (!this.#status()?.querySelector('a')) this.#say('Draft saved');
        if (this.#unsaved()) this.#saveIn(quiet);
        return;
      case 'changed-elsewhere':
        keepAs(form, '', '');
        this.#sayConflict(outcome.address);
        return this.#saveIn(0);
      case 'unreachable':
        this.#say('Not saved yet: we can’t reach the server. We keep trying; leave this page open.');
        this.#saveIn(this.#retry);
        this.#retry = Math.min(this.#retry * 2, longestRetry);
        return;
      case 'refused':
        return this.#say(outcome.words);
    }
  }

  #sayConflict(address: string): void {
    const link = document.createElement('a');
    link.href = address;
    link.target = '_blank';
    link.textContent = 'See the other one';
    const words = 'This draft was changed in another tab. Both are kept; this one goes on as a new draft. ';
    this.#status()?.replaceChildren(words, link);
  }

  #say(words: string): void {
    const status = this.#status();
    if (status && status.textContent !== words) status.textContent = words;
  }

  #status(): HTMLElement | null {
    return this.querySelector('.draft-status');
  }
}

/** Posting the form names its draft, so that the server can let it go. */
function keepAs(form: HTMLFormElement, id: string, version: string): void {
  const hidden = { draft: id, draftVersion: version };
  for (const [name, value] of Object.entries(hidden)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
}
