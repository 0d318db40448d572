import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';
import type { KeptPage } from './kept-page.ts';
import { respondWith, sendPage } from './kept-page.ts';

/** A page as rendered for somebody signed out; `tags` name everything that is shown on it. */
export interface Rendered {
  body: Buffer;
  tags: readonly string[];
  contentType: string;
  /** Beside those of every page, or in their place. */
  headers?: Record<string, string>;
  /** True where the address is another way of writing that of a page: answered, not kept. */
  isDetour?: boolean;
}

const lifetime = 10 * 60 * 1000;

/**
 * Whole pages for readers who are not signed in, as brotli, by address. A page is dropped by the
 * tags of what it shows; one that was being rendered while a tag of it was dropped is not kept.
 */
export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  readonly #byTag = new Map<string, Set<string>>();
  readonly #rendering = new Map<string, Promise<KeptPage>>();
  #active = 0;
  #dropped: { sequence: number; tags: ReadonlySet<string> }[] = [];
  #sequence = 0;
  #bytes = 0;
  #isTrusted = true;
  readonly #maxBytes: number;
  readonly #now: () => number;
  readonly #securityHeaders: Record<string, string>;
  hits = 0;

  constructor(options: { maxBytes: number; now: () => number; headers: Record<string, string> }) {
    this.#maxBytes = options.maxBytes;
    this.#now = options.now;
    this.#securityHeaders = options.headers;
  }

  /** Answers from memory if it can; `false` leaves the request to the application. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || hasSession(headers.cookie) || headers.authorization)
      return false;
    const page = this.#pages.get(url ?? '');
    if (!page || page.freshUntil < this.#now()) return false;
    this.hits += 1;
    sendPage(request, response, page);
    return true;
  }

  /**
   * Renders once for all who ask for `address` at the same time, keeps the result, and answers.
   * When rendering fails with `isOutage`, an older copy is better than none.
   */
  async answer(
    request: { address: string; headers: Headers; method: string },
    render: () => Promise<Rendered>,
    isOutage: (error: unknown) => boolean,
  ): Promise<Response> {
    const kept = this.#pages.get(request.address);
    if (kept && kept.freshUntil >= this.#now()) {
      this.hits += 1;
      return respondWith(request, kept);
    }
    try {
      return respondWith(request, await this.#rendered(request.address, render));
    } catch (error) {
      const older = this.#pages.get(request.address);
      if (!older || !isOutage(error)) throw error;
      return respondWith(request, older);
    }
  }

  /** Drops every page that shows one of these; `*` drops all there are. */
  drop(tags: readonly string[]): void {
    this.#sequence += 1;
    if (this.#active > 0) this.#dropped.push({ sequence: this.#sequence, tags: new Set(tags) });
    for (const tag of tags) for (const address of this.#showing(tag)) this.#remove(address);
    // A rendering that began before the drop may hold what was; the next reader starts afresh.
    if (tags.length > 0) this.#rendering.clear();
  }

  /** News of changes may be missed from now on: what is kept serves only while nothing better can be had. */
  distrust(): void {
    this.#isTrusted = false;
    this.#expire();
  }

  /** News comes in again: what is rendered from now on can be relied on. */
  trust(): void {
    this.#isTrusted = true;
    this.#expire();
  }

  get size(): { pages: number; bytes: number } {
    return { pages: this.#pages.size, bytes: this.#bytes };
  }

  #expire(): void {
    for (const page of this.#pages.values()) page.freshUntil = 0;
    this.#sequence += 1;
    if (this.#active > 0) this.#dropped.push({ sequence: this.#sequence, tags: new Set(['*']) });
    this.#rendering.clear();
  }

  #showing(tag: string): Iterable<string> {
    return tag === '*' ? this.#pages.keys() : (this.#byTag.get(tag) ?? []);
  }

  #rendered(address: string, render: () => Promise<Rendered>): Promise<KeptPage> {
    const running = this.#rendering.get(address);
    if (running) return running;
    const started = this.#render(address, render).finally(() => {
      if (this.#rendering.get(address) === started) this.#rendering.delete(address);
    });
    this.#rendering.set(address, started);
    return started;
  }

  async #render(address: string, render: () => Promise<Rendered>): Promise<KeptPage> {
    const begun = this.#sequence;
    this.#active += 1;
    try {
      const rendered = await render();
      const page = this.#pack(rendered);
      if (!rendered.isDetour && !this.#droppedSince(begun, page.tags)) this.#keep(address, page);
      return page;
    } finally {
      this.#active -= 1;
      if (this.#active === 0) this.#dropped = [];
    }
  }

  #pack({ body, tags, contentType, headers: own = {} }: Rendered): KeptPage {
    const compressed = brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const headers = {
      ...this.#securityHeaders,
      'content-type': contentType,
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept-encoding, cookie',
      ...own,
    };
    const freshUntil = this.#isTrusted ? this.#now() + lifetime : 0;
    return { tags, etag, compressed, headers: Object.entries(headers).flat(), freshUntil };
  }

  #droppedSince(begun: number, tags: readonly string[]): boolean {
    return this.#dropped.some(
      (drop) => drop.sequence > begun && (drop.tags.has('*') || tags.some((tag) => drop.tags.has(tag))),
    );
  }

  #keep(address: string, page: KeptPage): void {
    this.#remove(address);
    this.#pages.set(address, page);
    this.#bytes += page.compressed.length;
    for (const tag of page.tags) {
      const addresses = this.#byTag.get(tag) ?? new Set();
      this.#byTag.set(tag, addresses.add(address));
    }
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(address: string): void {
    const page = this.#pages.get(address);
    if (!page) return;
    this.#pages.delete(address);
    this.#bytes -= page.compressed.length;
    for (const tag of page.tags) {
      const addresses = this.#byTag.get(tag);
      addresses?.delete(address);
      if (addresses?.size === 0) this.#byTag.delete(tag);
    }
  }
}

function hasSession(cookie: string | undefined): boolean {
  return cookie !== undefined && /(?:^|;\s*)(?:__Host-)?session=/.test(cookie);
}
