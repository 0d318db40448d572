import { parseFragment } from './trusted-html.ts';

const every = 3000;

/** `<video-progress data-from="…">` around what says how far a video is: asks again until it is ready. */
export class VideoProgress extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => void this.#ask(), every);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    const headers = { 'x-fragment': '1' };
    const answer = await fetch(this.dataset['from'] ?? '', { headers }).catch(() => null);
    if (!answer?.ok) return;
    const news = parseFragment(await answer.text());
    // What comes next is another page: pictures to choose from, or a reason.
    if (!news.querySelector('video-progress')) return location.reload();
    this.replaceChildren(...(news.querySelector('video-progress')?.childNodes ?? []));
  }
}
