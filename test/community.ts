import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApp } from '../src/app.ts';
import type { Edge } from '../src/edge/context.ts';
import type { Account } from '../src/features/accounts/accounts.ts';
import type { Assets } from '../src/platform/http/assets.ts';
import { readConfig } from '../src/platform/config.ts';
import type { Injected, OpenPlatform } from '../src/platform/open.ts';
import { openPlatform } from '../src/platform/open.ts';
import { addMember, cast, type CastName } from './cast.ts';
import { TestClient } from './client.ts';
import { createTestDatabase } from './database.ts';
import { SettableClock } from './settable-clock.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Member {
  account: Account;
  /** Signed in, with its own cookies. */
  client: TestClient;
}

export type TestCommunity = { [Name in CastName]: Member } & {
  platform: OpenPlatform;
  clock: SettableClock;
  app: Hono<Edge>;
  /** The address of the database, for looking at rows. */
  databaseUrl: string;
  /** Somebody signed out, without cookies yet. */
  newClient(): TestClient;
  close(): Promise<void>;
};

export interface CommunityOptions {
  /** Settings as in the environment, over those of the test. */
  environment?: Record<string, string>;
  injected?: Pick<Injected, 'random' | 'log'>;
  /** Jobs are done too; else they are only queued. */
  jobs?: 'running';
}

/** A community of its own: a database, keys, the application without a socket, and the cast signed in. */
export async function createTestCommunity(options: CommunityOptions = {}): Promise<TestCommunity> {
  const [database, folder] = await Promise.all([createTestDatabase(), makeTemporaryFolder()]);
  const clock = new SettableClock(new Date('2026-05-04T10:07:00Z'));
  const settings = { BASE_URL: 'http://cairn.test', DATA_DIR: folder, LOG_LEVEL: 'silent', TRUST_PROXY: '1' };
  const config = readConfig({ ...settings, ...options.environment }, folder);
  const { connection } = database;
  const platform = await openPlatform(config, root, { ...options.injected, clock, connection });
  const app = createApp(platform, plainAssets);
  if (options.jobs === 'running') await platform.jobs.start();
  let clients = 0;
  const newClient = () => new TestClient(app, config.origin, `192.0.2.${(clients++ % 250) + 1}`);
  const members = await signInCast(platform, newClient);
  const close = async () => {
    await platform.jobs.stop();
    await platform.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...members, platform, clock, app, databaseUrl: database.url, newClient, close };
}

async function signInCast(
  platform: OpenPlatform,
  newClient: () => TestClient,
): Promise<{ [Name in CastName]: Member }> {
  const cookie = platform.config.secure ? '__Host-session' : 'session';
  const members: Partial<Record<CastName, Member>> = {};
  for (const name of Object.keys(cast) as CastName[]) {
    const { account, sessionToken } = await addMember(platform, name, cast[name]);
    const client = newClient();
    client.cookies.set(cookie, sessionToken);
    members[name] = { account, client };
  }
  return members as Record<CastName, Member>;
}

// What is served under /assets is tested where it is built; here only its names matter.
const plainAssets: Assets = {
  assetUrl: (name) => `/assets/${name}`,
  serve: (c) => c.body(null, 404),
};
