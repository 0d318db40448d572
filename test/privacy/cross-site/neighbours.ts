import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/platform/config.ts';
import { loadAssets } from '../../../src/platform/http/assets.ts';
import { bind } from '../../../src/platform/http/server.ts';
import { openPlatform, type OpenPlatform } from '../../../src/platform/open.ts';
import { addMember, cast, type CastName } from '../../cast.ts';
import { createTestDatabase } from '../../database.ts';
import { launchBrowser } from '../../journeys/blank-page.ts';
import { makeTemporaryFolder } from '../../temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Member = Awaited<ReturnType<typeof addMember>>;
type Fetch = (request: Request, ...rest: unknown[]) => Response | Promise<Response>;

export interface Neighbours {
  /** `http://app.localhost:40123`: names below localhost are sites of their own, and trusted as https is. */
  origin: string;
  databaseUrl: string;
  platform: OpenPlatform;
  members: Record<CastName, Member>;
  /** A site of its own, and one of the same site as the application. Both serve an empty page. */
  hostile: { 'another site': string; 'a neighbour of the same site': string };
  /** What stands before the application; the tests of the tests put something leaky here. */
  before: { fetch: (request: Request, next: Fetch) => Response | Promise<Response> };
  open(name: CastName): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function openNeighbours(): Promise<Neighbours> {
  const [database, folder, assets, browser, server] = await Promise.all([
    createTestDatabase(),
    makeTemporaryFolder(),
    loadAssets(`${root}dist/assets`),
    launchBrowser(),
    bind({ port: 0, host: '127.0.0.1' }),
  ]);
  const origin = `http://app.localhost:${server.port}`;
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', BASE_URL: origin }, folder);
  const platform = await openPlatform(config, root, { connection: database.connection });
  platform.limits.use = () => Promise.resolve();
  const app = createApp(platform, assets);
  const before: Neighbours['before'] = { fetch: async (request, next) => await next(request) };
  const fetch: Fetch = async (request, ...rest) =>
    await before.fetch(request, (passed) => app.fetch(passed, ...(rest as [])));
  server.serve({ fetch, pages: platform.pages });
  const members = await addCast(platform);
  const elsewhere = await serveEmptyPages();
  const { port } = elsewhere.address() as AddressInfo;
  const close = async () => {
    await browser.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
    await server.stop(0);
    await platform.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    ...{ origin, databaseUrl: database.url, platform, members, before, close },
    hostile: {
      'another site': `http://evil.localhost:${port}/`,
      'a neighbour of the same site': `http://other.app.localhost:${port}/`,
    },
    open: async (name) => await openWindow(browser, { origin, member: members[name] }),
  };
}

async function openWindow(
  browser: Browser,
  { origin, member }: { origin: string; member: Member },
): Promise<BrowserContext> {
  const context = await browser.newContext();
  const { hostname } = new URL(origin);
  const cookie = { name: 'session', value: member.sessionToken, domain: hostname, path: '/', httpOnly: true };
  await context.addCookies([{ ...cookie, sameSite: 'Lax' }]);
  return context;
}

async function serveEmptyPages(): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><title>Hello</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function addCast(platform: OpenPlatform): Promise<Record<CastName, Member>> {
  const members: [string, Member][] = [];
  for (const [name, part] of Object.entries(cast))
    members.push([name, await addMember(platform, name, part)]);
  return Object.fromEntries(members) as Record<CastName, Member>;
}
