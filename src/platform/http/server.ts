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
export async function bind({ port, host }: { port: number; host: string }): Promise<HttpServer> {
  let answer: Listener = notYet;
  let isStopping = false;
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
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

function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1', 'cache-control': 'no-store' }).end();
}

async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, { port, host })));
    server.listen(port, host, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, { port, host }: { port: number; host: string }): Error {
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
