import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

interface Page {
  tags: readonly string[];
  etag: string;
  compressed: Buffer;
  headers: string[];
  freshUntil: number;
}

/** A page as rendered for somebody signed out; `tags` name everything that is shown on it. */
export interface Rendered {
  body: Buffer;
  tags: readonly string[];
  contentType: string;
  /** Beside those of every page, or in their place. */
  headers?: Record<string, string>;
}

const lifetime = 10 * 60 * 1000;

/**
 * Whole pages for readers who are not signed in, as brotli, by address. A page is dropped by the
 * tags of what it shows; one that was being rendered while a tag of it was dropped is not kept.
 */
export class PageCache {
  readonly #pages = new Map<string, Page>();
  readonly #byTag = new Map<string, Set<string>>();
  readonly #rendering = new Map<string, Promise<Page>>();
  #active = 0;
  #dropped: { sequence: number; tags: ReadonlySet<string> }[] = [];
  #sequence = 0;
  #bytes = 0;
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
    send(request, response, page);
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
      return respond(request, kept);
    }
    try {
      return respond(request, await this.#rendered(request.address, render));
    } catch (error) {
      const older = this.#pages.get(request.address);
      if (!older || !isOutage(error)) throw error;
      return respond(request, older);
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

  /** After a time without news from the database nothing is certain: everything is rendered again when it can be. */
  expire(): void {
    for (const page of this.#pages.values()) page.freshUntil = 0;
    this.#sequence += 1;
    if (this.#active > 0) this.#dropped.push({ sequence: this.#sequence, tags: new Set(['*']) });
    this.#rendering.clear();
  }

  get size(): { pages: number; bytes: number } {
    return { pages: this.#pages.size, bytes: this.#bytes };
  }

  #showing(tag: string): Iterable<string> {
    return tag === '*' ? this.#pages.keys() : (this.#byTag.get(tag) ?? []);
  }

  #rendered(address: string, render: () => Promise<Rendered>): Promise<Page> {
    const running = this.#rendering.get(address);
    if (running) return running;
    const started = this.#render(address, render).finally(() => {
      if (this.#rendering.get(address) === started) this.#rendering.delete(address);
    });
    this.#rendering.set(address, started);
    return started;
  }

  async #render(address: string, render: () => Promise<Rendered>): Promise<Page> {
    const begun = this.#sequence;
    this.#active += 1;
    try {
      const page = this.#pack(await render());
      if (!this.#droppedSince(begun, page.tags)) this.#keep(address, page);
      return page;
    } finally {
      this.#active -= 1;
      if (this.#active === 0) this.#dropped = [];
    }
  }

  #pack({ body, tags, contentType, headers: own = {} }: Rendered): Page {
    const compressed = brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const headers = {
      ...this.#securityHeaders,
      'content-type': contentType,
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept-encoding, cookie',
      ...own,
    };
    return {
      tags,
      etag,
      compressed,
      headers: Object.entries(headers).flat(),
      freshUntil: this.#now() + lifetime,
    };
  }

  #droppedSince(begun: number, tags: readonly string[]): boolean {
    return this.#dropped.some(
      (drop) => drop.sequence > begun && (drop.tags.has('*') || tags.some((tag) => drop.tags.has(tag))),
    );
  }

  #keep(address: string, page: Page): void {
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

export function hasSession(cookie: string | undefined): boolean {
  return cookie !== undefined && /(?:^|;\s*)(?:__Host-)?session=/.test(cookie);
}

function acceptsBrotli(acceptEncoding: string | null | undefined): boolean {
  return /\bbr\b/.test(acceptEncoding ?? '');
}

function represent(page: Page, brotli: boolean): { etag: string; headers: string[]; body: () => Buffer } {
  const etag = `"${page.etag}${brotli ? '-br' : ''}"`;
  const headers = [...page.headers, 'etag', etag, ...(brotli ? ['content-encoding', 'br'] : [])];
  return { etag, headers, body: () => (brotli ? page.compressed : brotliDecompressSync(page.compressed)) };
}

function send(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const { etag, headers, body } = represent(
    page,
    acceptsBrotli(request.headers['accept-encoding']?.toString()),
  );
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const bytes = body();
  response.writeHead(200, [...headers, 'content-length', String(bytes.length)]);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function respond(request: { headers: Headers; method: string }, page: Page): Response {
  const { etag, headers, body } = represent(page, acceptsBrotli(request.headers.get('accept-encoding')));
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : []));
  const named = new Headers(pairs as [string, string][]);
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: named });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body()), {
    status: 200,
    headers: named,
  });
}
