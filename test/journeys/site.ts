import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { createApp } from '../../src/app.ts';
import type { Account } from '../../src/features/accounts/accounts.ts';
import { atPort, readConfig } from '../../src/platform/config.ts';
import { loadAssets } from '../../src/platform/http/assets.ts';
import { bind } from '../../src/platform/http/server.ts';
import { openPlatform, type OpenPlatform } from '../../src/platform/open.ts';
import { addMember, cast, type CastName } from '../cast.ts';
import { createTestDatabase } from '../database.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { launchBrowser } from './blank-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Site {
  /** `http://localhost:40123` */
  origin: string;
  platform: OpenPlatform;
  browser: Browser;
  /** Of what was built: `app.css` gives its address. */
  assetUrl: (name: string) => string;
  members: Record<CastName, { account: Account }>;
  /** A window of its own, signed in where a name is given. Closes with the site. */
  open(name?: CastName | null, options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** The whole application on a port of its own, with what was built, and one browser for all who come. */
export async function openSite(environment: Record<string, string> = {}): Promise<Site> {
  const [database, folder, assets, browser, server] = await Promise.all([
    createTestDatabase(),
    makeTemporaryFolder(),
    loadAssets(`${root}dist/assets`),
    launchBrowser(),
    bind({ port: 0, host: '127.0.0.1' }),
  ]);
  const settings = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment }, folder);
  const config = atPort(settings, server.port);
  const { origin } = config;
  const platform = await openPlatform(config, root, { connection: database.connection });
  server.serve({ fetch: createApp(platform, assets).fetch, pages: platform.pages });
  const members = await addCast(platform);
  const open = async (name: CastName | null = null, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ baseURL: origin, ...options });
    context.setDefaultTimeout(15_000);
    if (name) {
      const value = members[name].sessionToken;
      await context.addCookies([{ name: 'session', value, url: origin }]);
    }
    return context;
  };
  const close = async () => {
    await browser.close();
    await server.stop(0);
    await platform.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin, platform, browser, assetUrl: assets.assetUrl, members, open, close };
}

async function addCast(
  platform: OpenPlatform,
): Promise<Record<CastName, { account: Account; sessionToken: string }>> {
  const members = Object.keys(cast).map(async (name) => {
    const part = cast[name as CastName];
    return [name, await addMember(platform, name, part)] as const;
  });
  return Object.fromEntries(await Promise.all(members)) as Awaited<ReturnType<typeof addCast>>;
}
