import { getRequestListener } from '@hono/node-server';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageCache } from './pages.ts';

export interface HttpServer {
  readonly port: number;
  /** Takes no new requests, lets those under way finish for up to `graceMs`, then closes the rest. */
  stop(graceMs?: number): Promise<void>;
}

type Fetch = Parameters<typeof getRequestListener>[0];

/** Listens; pages in memory are answered before the application is asked. */
export async function listen(
  { fetch, pages }: { fetch: Fetch; pages: PageCache },
  { port, host }: { port: number; host: string },
): Promise<HttpServer> {
  const application = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    if (!pages.serve(request, response)) void application(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: (graceMs = 5000) => stop(server, graceMs),
  };
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
