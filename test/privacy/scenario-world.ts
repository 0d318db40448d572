import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import pino from 'pino';
import type { Edge } from '../../src/edge/context.ts';
import { addApiToken } from '../../src/features/accounts/api-tokens.ts';
import { findAccount, setPassword } from '../../src/features/accounts/accounts.ts';
import { hashPassword } from '../../src/features/accounts/passwords.ts';
import { verifyAtNorthwind } from '../../src/features/bylines/verified-for-tests.ts';
import { describeError } from '../../src/platform/logger.ts';
import { addMember, cast } from '../cast.ts';
import { TestClient } from '../client.ts';
import type { TestCommunity } from '../community.ts';
import { createTestCommunity } from '../community.ts';
import type { Mailbox } from '../mailbox.ts';
import { openMailbox } from '../mailbox.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { addTopic } from '../threads.ts';
import { SeededRandom } from './scenario-random.ts';
import type { Actor, By, Twin, Voice } from './scenario.ts';
import { twins } from './scenario.ts';

export const metricsToken = 'for-the-tests-of-privacy';
export const password = 'correct horse battery staple';

export interface Player {
  id: string;
  email: string;
  client: TestClient;
  apiToken: string;
}

/** Everything that one run of scenarios happens in. */
export interface World {
  community: TestCommunity;
  random: SeededRandom;
  app: Hono<Edge>;
  players: Map<Actor, Player>;
  /** Who stands behind the voices at the moment. */
  voices: Record<Voice, Twin>;
  /** Null where mail is kept for admins. */
  mailbox: Mailbox | null;
  log: string[];
  folder: string;
  /** How often the database did not answer in time. */
  outages: number;
  close(): Promise<void>;
}

/** A leak, put around the application or into the database from outside. */
export interface Leak {
  name: string;
  /** What is asked instead of the application. */
  wrap?(world: World): Hono<Edge>;
  /** Done once the world is there. */
  prepare?(world: World): Promise<void>;
}

let passwordHash: Promise<string> | undefined;

export interface WorldOptions {
  seed: string;
  mail: 'sent' | 'kept';
  leak?: Leak | undefined;
}

/** Two worlds with the same keys; what accounts, and all that is made of them with a key, are called differs. */
export async function createWorlds(options: WorldOptions): Promise<[World, World]> {
  const one = await createWorld(options, null);
  return [one, await createWorld(options, one)];
}

export async function createWorld(options: WorldOptions, like: World | null): Promise<World> {
  const random = new SeededRandom(options.seed);
  const log: string[] = [];
  const mailbox = options.mail === 'sent' ? await openMailbox() : null;
  const folder = await makeTemporaryFolder();
  if (like) await cp(join(like.folder, 'keys'), join(folder, 'keys'), { recursive: true });
  const community = await createTestCommunity({
    environment: {
      DATA_DIR: folder,
      METRICS_TOKEN: metricsToken,
      ...(mailbox ? { SMTP_URL: mailbox.url } : {}),
    },
    injected: { random, log: logInto(log) },
  });
  const world: World = {
    ...{ community, random, log, mailbox, folder, app: community.app, outages: 0 },
    players: new Map(),
    voices: { V: 'one', W: 'one' },
    close: async () => {
      await community.close();
      await mailbox?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  world.app = countingOutages(world, options.leak?.wrap?.(world) ?? community.app);
  await populate(world);
  await options.leak?.prepare?.(world);
  return world;
}

function countingOutages(world: World, app: Hono<Edge>): Hono<Edge> {
  const outer = new Hono<Edge>();
  outer.all('*', async (c) => {
    const response = await app.fetch(c.req.raw);
    if (response.status === 503) world.outages += 1;
    return response;
  });
  return outer;
}

async function populate(world: World): Promise<void> {
  const { platform, ...community } = world.community;
  passwordHash ??= hashPassword(password);
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await addTopic(platform, { slug: 'on-call', name: 'On-Call' });
  for (const name of ['asker', 'answerer', 'colleague', 'outsider', 'moderator', 'admin'] as const) {
    const { account, client } = community[name];
    await addPlayer(world, name, { id: account.id, cookies: client.cookies });
  }
  for (const name of twins) {
    const { account, sessionToken } = await addMember(platform, name, cast.asker);
    await addPlayer(world, name, { id: account.id, cookies: new Map([['session', sessionToken]]) });
    await verifyTwin(world, name);
  }
}

/** As all four are: verified at Northwind, where each class that they are of is open. */
export async function verifyTwin(world: World, name: Twin): Promise<void> {
  const { id, client } = playerOf(world, name);
  const account = await findAccount(world.community.platform, id);
  if (account) await verifyAtNorthwind(world.community, { account, client });
}

async function addPlayer(
  world: World,
  name: Actor,
  { id, cookies }: { id: string; cookies: ReadonlyMap<string, string> },
): Promise<void> {
  const { platform } = world.community;
  await setPassword(platform.db, id, await (passwordHash ?? hashPassword(password)));
  const client = new TestClient(world.app, platform.config.origin, '192.0.2.1');
  for (const [cookie, value] of cookies) client.cookies.set(cookie, value);
  const apiToken = await addApiToken(platform, id, 'a program of mine');
  world.players.set(name, { id, email: `${name}@cairn.test`, client, apiToken });
}

function actorOf(world: World, by: By): Actor {
  return by === 'V' || by === 'W' ? world.voices[by] : by;
}

export function playerOf(world: World, by: By): Player {
  const player = world.players.get(actorOf(world, by));
  if (!player) throw new Error(`nobody is ${by}`);
  return player;
}

/** As the application's own log, down to what is only written for looking closely. */
function logInto(lines: string[]) {
  const options = {
    level: 'trace',
    base: null,
    timestamp: false,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
  };
  return pino(options, { write: (line: string) => void lines.push(line) });
}
