import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../start-error.ts';
import type { PageCache } from './pages.ts';

export interface HttpServer {
  readonly port: number;
  /** From now on requests are answered: by pages in memory, else by the application. */
  serve(handlers: { fetch: Fetch; pages: PageCache }): void;
  /** Takes no new requests, lets those under way finish for up to `graceMs`, then closes the rest. */
  stop(graceMs?: number): Promise<void>;
}

type Fetch = Parameters<typeof getRequestListener>[0];
type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes the port; until `serve` is called, requests are asked to come again. Throws StartError where it is not free. */
export async function bind({ port, host, slow }: Binding): Promise<HttpServer> {
  let answer: Listener = notYet;
  let isStopping = false;
  const timeouts = { keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 0 };
  const server = createServer(timeouts, (request, response) => {
    limitWait(request, slow?.(request.url ?? '') ?? false);
    // Else a busy client would go on over its open connection.
    if (isStopping) response.setHeader('connection', 'close');
    answer(request, response);
  });
  await listen(server, { port, host });
  return {
    port: (server.address() as AddressInfo).port,
    serve: ({ fetch, pages }) => {
      const application = getRequestListener(fetch, { overrideGlobalObjects: false });
      answer = (request, response) => {
        if (!pages.serve(request, response)) void application(request, response);
      };
    },
    stop: async (graceMs = 5000) => {
      isStopping = true;
      await stop(server, graceMs);
    },
  };
}

interface Binding {
  port: number;
  host: string;
  /** Of addresses whose bodies may take long: only a sender that falls silent is sent away. */
  slow?: (address: string) => boolean;
}

/** Milliseconds for a whole body, or between two parts of one that may take long. */
const longestBody = 30_000;
const longestSilence = 60_000;

function limitWait(request: IncomingMessage, isSlow: boolean): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  let heard = -1;
  const look = () => {
    const { bytesRead } = request.socket;
    if (!isSlow || bytesRead === heard) request.destroy();
    heard = bytesRead;
  };
  const timer = setInterval(look, isSlow ? longestSilence : longestBody);
  timer.unref();
  for (const end of ['end', 'close']) request.once(end, () => clearInterval(timer));
}

function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1', 'cache-control': 'no-store' }).end();
}

async function listen(server: Server, { port, host }: Binding): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, { port, host })));
    server.listen(port, host, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, { port, host }: Binding): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(`PORT ${port} is taken by another program; set PORT to a free one, or 0 for any`);
  if (error.code === 'EACCES')
    return new StartError(`PORT ${port} may not be used by this user; choose one above 1023`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartError(`HOST ${host} is no address of this machine`);
  return error;
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Those whose request was under way become idle when it is answered.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
