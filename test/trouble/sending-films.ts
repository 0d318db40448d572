import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseVideoAuthor } from '../../src/features/videos/video-authors.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { addMember, cast } from '../cast.ts';
import { addTopic } from '../threads.ts';
import { Browser } from './browser.ts';

/** Ada, who may upload; gives the token of her session. */
export async function addVideoAuthor(platform: OpenPlatform): Promise<string> {
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const { sessionToken } = await addMember(platform, 'answerer', cast.answerer);
  await chooseVideoAuthor(platform.db, 'ada-example');
  return sessionToken;
}

/** An author who sends films by tus, to any of several processes. */
export class Sender {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** Returns the id of a video that waits for its file. */
  async describe(origin: string): Promise<string> {
    const fields = { title: 'Reading a design document', body: '', topics: 'tech-lead', speakers: '' };
    const settings = { language: 'en', audience: 'everybody', publish: 'ready' };
    const { status, headers } = await new Browser(origin, this.#token).post('/videos/own', {
      ...fields,
      ...settings,
    });
    if (status !== 303) throw new Error(`the form was answered with ${status}`);
    return headers.get('location')?.split('/').at(-1) ?? '';
  }

  /** Returns the address of an upload of so many bytes. */
  async begin(origin: string, id: string, bytes: number): Promise<string> {
    const begun = await this.#ask(origin, 'POST', `/videos/own/${id}/uploads`, {
      'upload-length': String(bytes),
    });
    return begun.headers.get('location') ?? '';
  }

  /** How many bytes have arrived, or the status of the refusal. */
  async offset(origin: string, address: string): Promise<number> {
    const { ok, status, headers } = await this.#ask(origin, 'HEAD', address);
    return ok ? Number(headers.get('upload-offset')) : -status;
  }

  /** Sends these bytes as they come, the head of the request at once. Gives the status; 0 where the connection broke. */
  async send(
    origin: string,
    address: string,
    offset: number,
    pieces: AsyncIterable<Buffer>,
  ): Promise<number> {
    const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    const sent = request(origin + address, {
      method: 'PATCH',
      headers: { ...this.#headers(origin), ...headers },
    });
    sent.flushHeaders();
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    answered.catch(() => undefined);
    try {
      await pipeline(Readable.from(pieces), sent);
    } catch {
      // It was answered before it was over, or the connection broke.
    }
    return await answered.then(
      ([answer]) => answer.resume().statusCode ?? 0,
      () => 0,
    );
  }

  /** The whole film, in one request. */
  async sendFilm(origin: string, film: Buffer): Promise<string> {
    const id = await this.describe(origin);
    const address = await this.begin(origin, id, film.length);
    const status = await this.send(origin, address, 0, slowly(film, film.length));
    if (status !== 204) throw new Error(`the film was answered with ${status}`);
    return id;
  }

  #headers(origin: string): Record<string, string> {
    return { cookie: `session=${this.#token}`, origin, 'tus-resumable': '1.0.0' };
  }

  async #ask(
    origin: string,
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await fetch(origin + path, {
      ...{ method, headers: { ...this.#headers(origin), ...headers }, redirect: 'manual' },
      signal: AbortSignal.timeout(60_000),
    });
  }
}

/** Bytes in pieces of that size, with a pause before each. */
export async function* slowly(bytes: Buffer, size: number, pauseMs = 0): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    if (pauseMs > 0) await delay(pauseMs);
    yield bytes.subarray(at, at + size);
  }
}
