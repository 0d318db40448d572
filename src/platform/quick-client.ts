import { Socket } from 'node:net';
import pg from 'pg';

/** Milliseconds; on a healthy network a connection takes a few. */
export const longestConnect = 1500;

/** A connection that gives up soon where it cannot be made, and that can be cut without asking the other end. */
export class QuickClient extends pg.Client {
  readonly #socket: Socket;

  constructor(config: pg.ClientConfig) {
    const socket = new Socket();
    super({ connectionTimeoutMillis: longestConnect, ...config, stream: () => socket });
    this.#socket = socket;
    // Whoever waits is told; where nobody does, an event without a listener would end the process.
    this.on('error', () => undefined);
  }

  /** What is under way on it fails at once. */
  cut(): void {
    this.#socket.destroy(new Error('Connection terminated: the database does not answer'));
  }
}
