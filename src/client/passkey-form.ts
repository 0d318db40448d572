import { creationOptions, credentialJson, requestOptions } from './passkey-json.ts';

/** A challenge lives for five minutes; a field that waits for a passkey asks for a new one before. */
const renewal = 4 * 60_000;

/**
 * `<passkey-form ceremony="use" challenge="/sign-in/passkey/challenge">` around a hidden form: shows it where the
 * browser has passkeys, asks the browser, and sends the form with its answer. Where a field of the page takes
 * passkeys too (`autocomplete="username webauthn"`), the browser offers them there.
 */
export class PasskeyForm extends HTMLElement {
  #waiting: AbortController | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (!('PublicKeyCredential' in window)) return;
    this.querySelector('.passkey-form')?.removeAttribute('hidden');
    this.querySelector('.passkey-otherwise')?.remove();
    this.#form.addEventListener('submit', this.#submitted);
    if (this.#uses) void this.#offerInField();
  }

  disconnectedCallback(): void {
    this.#withdraw();
  }

  get #form(): HTMLFormElement {
    const form = this.querySelector('form');
    if (!form) throw new Error('a passkey-form goes around a form');
    return form;
  }

  get #uses(): boolean {
    return this.getAttribute('ceremony') === 'use';
  }

  #submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#form.ariaBusy !== 'true') void this.#ask();
  };

  async #ask(): Promise<void> {
    this.#withdraw();
    this.#form.ariaBusy = 'true';
    this.#tell('');
    try {
      const json = await this.#fetchOptions();
      const credential = this.#uses
        ? await navigator.credentials.get({ publicKey: requestOptions(json) })
        : await navigator.credentials.create({ publicKey: creationOptions(json) });
      this.#send(credential);
    } catch (error) {
      this.#tell(wordsFor(error));
      if (this.#uses) void this.#offerInField();
    } finally {
      this.#form.ariaBusy = null;
    }
  }

  /** Waits, without a word, for one to be chosen in a field; begins anew before the challenge ends. */
  async #offerInField(): Promise<void> {
    const canOffer = await PublicKeyCredential.isConditionalMediationAvailable?.();
    if (!canOffer || !document.querySelector('[autocomplete~="webauthn"]')) return;
    const { signal } = (this.#waiting = new AbortController());
    this.#renewal = setTimeout(() => this.#offerAgain(), renewal);
    try {
      const publicKey = requestOptions(await this.#fetchOptions());
      this.#send(await navigator.credentials.get({ mediation: 'conditional', signal, publicKey }));
    } catch {
      // Nobody has asked for it: the button and the other ways are there.
      if (!signal.aborted) this.#withdraw();
    }
  }

  #offerAgain(): void {
    this.#withdraw();
    void this.#offerInField();
  }

  #withdraw(): void {
    clearTimeout(this.#renewal);
    this.#waiting?.abort();
  }

  async #fetchOptions(): Promise<never> {
    const response = await fetch(this.getAttribute('challenge') ?? '', { method: 'POST' });
    if (!response.ok || response.redirected) throw new RefusedError(response);
    return (await response.json()) as never;
  }

  #send(credential: Credential | null): void {
    if (!(credential instanceof PublicKeyCredential)) return;
    const field = this.#form.elements.namedItem('response');
    if (field instanceof HTMLInputElement) field.value = credentialJson(credential);
    this.#form.submit();
  }

  #tell(words: string): void {
    const line = this.querySelector<HTMLElement>('[role="alert"]');
    if (!line) return;
    line.textContent = words;
    line.hidden = words === '';
  }
}

class RefusedError extends Error {
  readonly status: number;

  constructor({ status }: Response) {
    super(`answered ${status}`);
    this.status = status;
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof RefusedError && error.status === 429) {
    return 'That was a lot in a short time. Please wait a few minutes.';
  }
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return 'No passkey was chosen. Try again, or sign in another way.';
    case 'InvalidStateError':
      return 'This device has a passkey for your account already.';
    case 'SecurityError':
      return 'Passkeys work at this site’s own address only.';
    default:
      return 'That did not work. Reload the page, and try again.';
  }
}
