import type { ServerResponse } from 'node:http';
import type { Bytes } from './frames.ts';

/** What a reader holds who has not taken it yet, in bytes: more than this, and it is let go. */
const mostUnread = 256 * 1024;

/** Somebody who is sent a channel's frames. It costs its connection and little else. */
export class Reader<Holder> {
  /** Everything up to this number was sent. */
  at = 0;
  readonly holder: Holder | null;
  readonly address: string;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, { holder, address }: { holder: Holder | null; address: string }) {
    this.#response = response;
    this.holder = holder;
    this.address = address;
  }

  begin(headers: Record<string, string>): void {
    this.#response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Or a proxy would wait until it has a page full.
      'x-accel-buffering': 'no',
    });
    this.#response.flushHeaders();
  }

  get isGone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded || !this.#response.socket;
  }

  /**
   * Sends, or cuts off whoever does not read: they come back and are sent what they have missed. Straight to the
   * socket, already framed: ServerResponse would frame the same bytes anew for each of thousands.
   */
  send({ framed, plain }: Bytes): void {
    const { socket, chunkedEncoding } = this.#response;
    if (!socket || this.isGone) return;
    if (socket.writableLength > mostUnread) return void this.#response.destroy();
    socket.write(chunkedEncoding ? framed : plain);
  }

  end(last: Bytes): void {
    this.send(last);
    if (!this.isGone) this.#response.end();
  }
}
