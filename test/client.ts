import type { Hono } from 'hono';
import type { Edge } from '../src/edge/context.ts';

export type Fields = Record<string, string | readonly string[]>;

/** A browser without a screen: keeps cookies, sends forms as one does, follows no redirect by itself. */
export class TestClient {
  readonly #app: Hono<Edge>;
  readonly #origin: string;
  readonly #address: string;
  readonly cookies = new Map<string, string>();

  /** `address`: what a proxy in front of the application says where this browser is. */
  constructor(app: Hono<Edge>, origin: string, address: string) {
    this.#app = app;
    this.#origin = origin;
    this.#address = address;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return await this.#send(path, { method: 'GET', headers });
  }

  /** The body of a page that must be there. */
  async page(path: string): Promise<string> {
    const response = await this.get(path);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return await response.text();
  }

  /** Sends a form. A field with several values is sent that many times. */
  async post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
    );
    const own = { origin: this.#origin, 'content-type': 'application/x-www-form-urlencoded' };
    return await this.#send(path, { method: 'POST', headers: { ...own, ...headers }, body: body.toString() });
  }

  /** Sends a form with one file, as multipart/form-data. */
  async upload(
    path: string,
    field: string,
    file: File,
    fields: Record<string, string> = {},
  ): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append(field, file);
    // Taken apart here, or the application would be handed the form itself.
    const sent = new Request('http://any.test', { method: 'POST', body });
    const headers = { origin: this.#origin, 'content-type': sent.headers.get('content-type') ?? '' };
    return await this.#send(path, { method: 'POST', headers, body: Buffer.from(await sent.arrayBuffer()) });
  }

  async #send(path: string, init: { method: string; headers: Record<string, string>; body?: BodyInit }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const url = path.startsWith('/') ? this.#origin + path : path;
    const own = { host: new URL(url).host, 'x-forwarded-for': this.#address, ...(cookie ? { cookie } : {}) };
    const headers = { ...own, ...init.headers };
    const response = await this.#app.request(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /;\s*max-age=0\b/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Where a redirect leads. Throws for anything else. */
export function redirectOf(response: Response): string {
  const location = response.headers.get('location');
  if (response.status !== 303 || location === null) throw new Error(`no redirect, but ${response.status}`);
  return location;
}
