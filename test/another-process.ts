import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApp } from '../src/app.ts';
import type { Edge } from '../src/edge/context.ts';
import type { Role } from '../src/platform/key-store.ts';
import type { OpenPlatform } from '../src/platform/open.ts';
import { openPlatform } from '../src/platform/open.ts';
import { TestClient } from './client.ts';
import type { Member, TestCommunity } from './community.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface AnotherProcess {
  platform: OpenPlatform;
  app: Hono<Edge>;
  /** The same browser, which now speaks to this process. */
  clientOf: (member: Pick<Member, 'client'>) => TestClient;
  close(): Promise<void>;
}

/** The same community as a process that starts now would see it: its database, and whatever keys are there. */
export async function openAnotherProcess(
  { platform: { config, connection }, clock }: TestCommunity,
  role: Role = 'all',
): Promise<AnotherProcess> {
  const platform = await openPlatform(config, root, { clock, connection, role });
  const app = createApp(platform, { assetUrl: (name) => `/assets/${name}`, serve: (c) => c.body(null, 404) });
  let clients = 0;
  return {
    platform,
    app,
    clientOf: ({ client }) => {
      const here = new TestClient(app, config.origin, `198.51.100.${(clients++ % 250) + 1}`);
      for (const [name, value] of client.cookies) here.cookies.set(name, value);
      return here;
    },
    close: async () => {
      await platform.jobs.stop();
      await platform.close();
    },
  };
}
