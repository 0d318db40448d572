import { fetchNow, replaceNow } from './video-now.ts';

const every = 3000;

/** `<video-progress>` around what says how far a video is: asks again until it is something else. */
export class VideoProgress extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => void this.#ask(), every);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    const now = await fetchNow();
    if (!now || !this.isConnected) return;
    const news = now.querySelector('video-progress');
    if (news) this.replaceChildren(...news.childNodes);
    // What comes next is something to do: pictures to choose from, or a reason.
    else replaceNow(now, now.querySelector('h2')?.textContent ?? '');
  }
}
