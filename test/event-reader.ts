import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:http';

export interface Message {
  event: string;
  id: string;
  data: string;
}

export interface EventReaderOptions {
  headers?: Record<string, string>;
  /** As a browser that comes back: the id that it had last. */
  lastEventId?: string;
}

/** Somebody who reads an event stream over a connection of their own, as a browser would. */
export class EventReader {
  readonly messages: Message[] = [];
  readonly ended: Promise<void>;
  /** Milliseconds that the server asked to wait before coming back. */
  retry = 0;
  #text = '';
  readonly #response: IncomingMessage;
  readonly #request: ClientRequest;

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent;
    this.#response = response;
    response.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    response.on('error', () => undefined);
    this.ended = new Promise((resolve) => response.once('close', resolve));
  }

  /** Resolves when the answer has begun, whatever its status. */
  static async open(
    address: string,
    { headers = {}, lastEventId }: EventReaderOptions = {},
  ): Promise<EventReader> {
    const resumed = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return await new Promise((resolve, reject) => {
      const sent = request(address, { agent: false, headers: { ...headers, ...resumed } });
      sent.once('response', (response) => resolve(new EventReader(sent, response)));
      sent.on('error', reject);
      sent.end();
    });
  }

  get status(): number {
    return this.#response.statusCode ?? 0;
  }

  get headers(): IncomingMessage['headers'] {
    return this.#response.headers;
  }

  /** The data of ordinary messages. */
  get said(): string[] {
    return this.messages.filter(({ event }) => event === 'message').map(({ data }) => data);
  }

  get lastId(): string | undefined {
    return this.messages.findLast(({ id }) => id !== '')?.id;
  }

  /** Takes nothing in any more. */
  pause(): void {
    this.#response.pause();
  }

  close(): void {
    this.#request.destroy();
  }

  #read(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .map((line) => /^(\w*): ?(.*)$/.exec(line)?.slice(1, 3))
          .map((pair) => [pair?.[0] ?? '', pair?.[1] ?? '']),
      );
      if (fields.has('retry')) this.retry = Number(fields.get('retry'));
      const data = fields.get('data');
      if (data !== undefined)
        this.messages.push({ event: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data });
    }
  }
}
