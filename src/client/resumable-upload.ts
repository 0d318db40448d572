/** Bytes of a piece: so many that each takes about a second, however quick the line is. */
const smallest = 256 * 1024;
const largest = 8 * 1024 * 1024;
const quick = 700;
const slow = 2000;

/** It will not be taken: the message says why. */
export class Refused extends Error {}

/** The server answers, and cannot take anything at the moment. */
export class NotNow extends Error {}

/**
 * A file that is sent in pieces (tus 1.0.0). Where it stands is asked of the server after each trouble; which upload it was
 * is remembered by this browser, so that the same file goes on after the page was closed.
 */
export class ResumableUpload {
  readonly #uploads: string;
  readonly #file: File;
  readonly #key: string;
  #address: string | null;
  /** Null when nobody knows. */
  #offset: number | null = null;
  #piece = smallest;

  constructor(uploads: string, file: File) {
    this.#uploads = uploads;
    this.#file = file;
    this.#key = `upload ${uploads} ${file.size} ${file.lastModified}`;
    this.#address = localStorage.getItem(this.#key);
  }

  /** Begins it, finds out where it stands, or sends the next piece; gives how many bytes are there. */
  async advance(signal: AbortSignal): Promise<number> {
    const offset = this.#offset;
    this.#offset = null;
    this.#offset = offset === null ? await this.#find(signal) : await this.#send(offset, signal);
    if (this.#offset >= this.#file.size) localStorage.removeItem(this.#key);
    return this.#offset;
  }

  async #find(signal: AbortSignal): Promise<number> {
    if (this.#address) {
      const answer = await ask('HEAD', this.#address, { signal });
      if (answer.ok) return Number(answer.headers.get('upload-offset'));
      if (answer.status !== 404 && answer.status !== 410) await throwFor(answer);
      // It was given up meanwhile.
    }
    const answer = await ask('POST', this.#uploads, {
      signal,
      headers: { 'upload-length': String(this.#file.size) },
    });
    // All of it arrived, and only the answer did not.
    if (answer.status === 409) return this.#file.size;
    await throwFor(answer);
    this.#address = answer.headers.get('location') ?? '';
    localStorage.setItem(this.#key, this.#address);
    return 0;
  }

  async #send(offset: number, signal: AbortSignal): Promise<number> {
    const begun = performance.now();
    const answer = await ask('PATCH', this.#address ?? '', {
      signal,
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: this.#file.slice(offset, offset + this.#piece),
    });
    await throwFor(answer);
    const took = performance.now() - begun;
    if (took < quick) this.#piece = Math.min(largest, this.#piece * 2);
    if (took > slow) this.#piece = Math.max(smallest, this.#piece / 2);
    return Number(answer.headers.get('upload-offset'));
  }
}

async function ask(method: string, address: string, init: RequestInit): Promise<Response> {
  return await fetch(address, {
    ...init,
    method,
    headers: { ...(init.headers as Record<string, string>), 'tus-resumable': '1.0.0' },
  });
}

async function throwFor(answer: Response): Promise<void> {
  const { ok, status, headers } = answer;
  if (ok) return;
  if (status === 401) throw new Refused('You are signed out. Sign in, and choose the same file to go on.');
  if ([403, 413, 422, 429].includes(status)) {
    const isWords = headers.get('content-type')?.startsWith('text/plain') ?? true;
    throw new Refused(
      isWords ? await answer.text() : 'It is not taken any more. Load this page anew to see why.',
    );
  }
  throw new NotNow(String(status));
}
