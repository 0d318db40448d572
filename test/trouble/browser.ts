export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  ms: number;
}

/** Somebody who speaks HTTP with a running application, signed in where there is a token. */
export class Browser {
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  constructor(origin: string, sessionToken?: string) {
    this.#origin = origin;
    this.#headers = { origin, ...(sessionToken ? { cookie: `session=${sessionToken}` } : {}) };
  }

  async get(path: string): Promise<Answer> {
    return await this.#send(path, {});
  }

  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    return await this.#send(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const begun = performance.now();
    const response = await fetch(this.#origin + path, {
      ...init,
      headers: this.#headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, body, ms: performance.now() - begun };
  }
}
