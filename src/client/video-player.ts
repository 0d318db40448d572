import { announce } from './announce.ts';
import type { attach as Attach } from './video-hls.ts';

type Engine = { attach: typeof Attach };

const nativeList = 'application/vnd.apple.mpegurl';

/** The page's `<video>`, which fetches what fits the line once somebody plays. */
export class Player {
  readonly video: HTMLVideoElement;
  /** Milliseconds; known before anything is fetched. */
  readonly durationMs: number;
  readonly #listeners: (() => void)[] = [];
  #isPrepared = false;
  /** Seconds: where somebody went last, which what is being prepared meanwhile does not know. */
  #sought: number | null = null;

  constructor(video: HTMLVideoElement) {
    this.video = video;
    this.durationMs = Number(video.dataset['duration'] ?? 0);
    video.addEventListener('play', () => void this.#prepare());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  get atMs(): number {
    return this.video.currentTime * 1000;
  }

  /** Before anything is fetched the browser keeps it as the place to begin at. */
  seek(atMs: number): void {
    const most = this.durationMs > 0 ? this.durationMs - 200 : Infinity;
    this.#sought = Math.min(Math.max(0, atMs), most) / 1000;
    this.video.currentTime = this.#sought;
    for (const listener of this.#listeners) listener();
  }

  /** Whenever the place changes, also before there is anything to play, when the browser tells nobody. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
    for (const event of ['timeupdate', 'seeking']) this.video.addEventListener(event, listener);
  }

  async play(): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      // Not allowed without a gesture, or paused at once: the button is still there.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  toggle(): void {
    if (this.video.paused) void this.play();
    else this.video.pause();
  }

  /** Links to a moment of this page's video seek instead of loading it anew. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link =
      event.target instanceof Element ? event.target.closest<HTMLElement | SVGElement>('[data-seek]') : null;
    if (!link) return;
    event.preventDefault();
    this.seek(Number(link.dataset['seek']));
    void this.play();
    if (!link.closest('#watch')) this.video.scrollIntoView({ block: 'nearest' });
    announce(`Playing from ${link.textContent?.trim() ?? ''}`);
  }

  /** On the first play: the list of renditions in place of the one file, where that can be had. */
  async #prepare(): Promise<void> {
    const { playlist, engine } = this.video.dataset;
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    if (!playlist || !engine || !this.video.querySelector('source[type^="video/"]')) return;
    if (!('MediaSource' in window || 'ManagedMediaSource' in window)) {
      if (this.video.canPlayType(nativeList)) await this.#swap(() => (this.video.src = playlist));
      return;
    }
    this.video.pause();
    try {
      const { attach } = (await import(engine)) as Engine;
      const from = this.video.currentTime;
      this.#sought = null;
      const started = { onBegun: () => this.#goWhereSought(), onFailure: () => this.#fallBack() };
      if (!attach(this.video, playlist, { from, ...started })) return;
    } catch (error) {
      // The one file plays as well.
      if (!(error instanceof TypeError)) throw error;
    }
    await this.play();
  }

  #goWhereSought(): void {
    if (this.#sought !== null) this.video.currentTime = this.#sought;
  }

  #fallBack(): void {
    const file = this.video.querySelector('source')?.src.replace(/#.*/, '');
    if (file) void this.#swap(() => (this.video.src = file));
  }

  async #swap(change: () => void): Promise<void> {
    const { currentTime } = this.video;
    change();
    this.video.currentTime = currentTime;
    await this.play();
  }
}
