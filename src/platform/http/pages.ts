import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TagCache } from '../tag-cache.ts';
import { compress } from './compress.ts';
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
  /** From then on it would say something else. */
  until?: Date | null | undefined;
}

/** Whole pages for readers who are not signed in, as brotli, by address; dropped by the tags of what they show. */
export class PageCache {
  readonly #cache: TagCache;
  readonly #securityHeaders: Record<string, string>;
  hits = 0;

  constructor(options: { maxBytes: number; now: () => number; headers: Record<string, string> }) {
    this.#cache = new TagCache(options);
    this.#securityHeaders = options.headers;
  }

  /** Answers from memory if it can; `false` leaves the request to the application. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || hasSession(headers.cookie) || headers.authorization)
      return false;
    const page = this.#cache.fresh(url ?? '') as KeptPage | undefined;
    if (!page) return false;
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
    const { address } = request;
    const known = this.#cache.fresh(address) as KeptPage | undefined;
    if (known) this.hits += 1;
    try {
      return respondWith(request, known ?? (await this.#cache.get(address, () => this.#make(render))));
    } catch (error) {
      const older = this.#cache.stale(address) as KeptPage | undefined;
      if (!older || !isOutage(error)) throw error;
      return respondWith(request, older);
    }
  }

  /** Drops every page that shows one of these; `*` drops all there are. */
  drop(tags: readonly string[]): void {
    this.#cache.drop(tags);
  }

  /** News of changes may be missed from now on: what is kept serves only while nothing better can be had. */
  distrust(): void {
    this.#cache.distrust();
  }

  /** News comes in again: what is rendered from now on can be relied on. */
  trust(): void {
    this.#cache.trust();
  }

  get size(): { pages: number; bytes: number } {
    const { entries, bytes } = this.#cache.size;
    return { pages: entries, bytes };
  }

  async #make(render: () => Promise<Rendered>) {
    const { body, tags, contentType, headers: own, isDetour = false, until } = await render();
    const headers = {
      ...this.#securityHeaders,
      'content-type': contentType,
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept-encoding, cookie',
      ...own,
    };
    const page: KeptPage = {
      etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
      compressed: compress(body, 5),
      headers: Object.entries(headers).flat(),
    };
    return { value: page, tags, bytes: page.compressed.length, keep: !isDetour, until };
  }
}

function hasSession(cookie: string | undefined): boolean {
  return cookie !== undefined && /(?:^|;\s*)(?:__Host-)?session=/.test(cookie);
}
