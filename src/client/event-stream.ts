export interface StreamListeners {
  onMessage(data: string): void;
  /** Too much was missed: the page is to be loaded anew. */
  onReload(): void;
  onLine(isUp: boolean): void;
}

/** Milliseconds. The server says something every 20 seconds; a line that is silent for longer has died. */
const longestSilence = 50_000;
const watching = 10_000;
/** A browser has few connections: a page that nobody looks at gives its own back. */
const hiddenFor = 60_000;
const firstPause = 15_000;
const longestPause = 240_000;

/** An event stream that goes on where it broke, also where the server refused it for a while. */
export class EventStream {
  readonly #address: string;
  readonly #listeners: StreamListeners;
  #after: string;
  #source: EventSource | null = null;
  #heardAt = 0;
  #pause = firstPause;
  #timer = 0;

  constructor(address: string, after: string, listeners: StreamListeners) {
    this.#address = address;
    this.#after = after;
    this.#listeners = listeners;
  }

  follow(): void {
    this.#open();
    window.setInterval(() => this.#watch(), watching);
    document.addEventListener('visibilitychange', () => this.#lookedAt());
    window.addEventListener('online', () => this.#open());
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource(`${this.#address}?after=${encodeURIComponent(this.#after)}`);
    this.#source = source;
    this.#heardAt = performance.now();
    const hear = (event: Event) => {
      this.#heardAt = performance.now();
      if (event instanceof MessageEvent && event.lastEventId) this.#after = event.lastEventId;
    };
    source.addEventListener('open', (event) => {
      hear(event);
      this.#pause = firstPause;
      this.#listeners.onLine(true);
    });
    source.addEventListener('time', hear);
    source.addEventListener('message', (event) => {
      hear(event);
      this.#listeners.onMessage(String(event.data));
    });
    source.addEventListener('reload', (event) => {
      hear(event);
      this.#listeners.onReload();
    });
    source.addEventListener('error', () => this.#broke(source));
  }

  /** The browser tries again by itself, but where it was answered with a refusal. */
  #broke(source: EventSource): void {
    if (source !== this.#source) return;
    this.#listeners.onLine(false);
    if (source.readyState === EventSource.CLOSED) this.#openIn(this.#pause * (0.5 + Math.random()));
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }

  #openIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#open(), milliseconds);
  }

  #watch(): void {
    const isOpen = this.#source?.readyState === EventSource.OPEN;
    if (!isOpen || performance.now() - this.#heardAt < longestSilence) return;
    this.#listeners.onLine(false);
    this.#open();
  }

  #lookedAt(): void {
    clearTimeout(this.#timer);
    if (!document.hidden) {
      if (this.#source?.readyState !== EventSource.OPEN) this.#open();
      return;
    }
    this.#timer = window.setTimeout(() => {
      this.#source?.close();
      this.#source = null;
    }, hiddenFor);
  }
}
