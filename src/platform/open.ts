import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { Database } from './db.ts';
import { openFiles } from './files/open-files.ts';
import { Holds } from './holds.ts';
import { PageCache } from './http/pages.ts';
import { securityHeaders } from './http/security.ts';
import { Jobs } from './jobs.ts';
import type { Role } from './key-store.ts';
import { KeyStore } from './key-store.ts';
import { Limits } from './limits.ts';
import { Live } from './live/live.ts';
import type { Logger } from './logger.ts';
import { createLogger } from './logger.ts';
import { createMailer } from './mail.ts';
import { Metrics } from './metrics.ts';
import { migrate } from './migrate.ts';
import type { OpenKeys } from './open-keys.ts';
import { openKeys } from './open-keys.ts';
import type { Platform } from './platform.ts';
import { requireDatabase } from './require-database.ts';
import { startEmbeddedPostgres } from './postgres/embedded.ts';
import { TagCache } from './tag-cache.ts';
import { PrivateSlots } from './private-slots.ts';
import type { Random } from './random.ts';
import { systemRandom } from './random.ts';

export interface OpenPlatform extends Platform {
  readonly connection: ClientConfig;
  /** Keys that the database was written with and that are not here. */
  readonly missingKeys: OpenKeys['missing'];
  /** Pools first, then the embedded server. HTTP and jobs must have stopped before. */
  close(): Promise<void>;
}

export interface Injected {
  clock?: Clock;
  random?: Random;
  log?: Logger;
  /** A database that is there and migrated: neither is done here. */
  connection?: ClientConfig;
  /** What the process is for, which decides the keys that it loads. */
  role?: Role;
}

const pageBytes = 48 * 1024 * 1024;
const sharedBytes = 32 * 1024 * 1024;

/** Everything that domain functions stand on: keys, the database (started where it is embedded) and its schema. */
export async function openPlatform(
  config: Config,
  root: string,
  injected: Injected = {},
): Promise<OpenPlatform> {
  const { clock = systemClock, random = systemRandom, log = createLogger(config.LOG_LEVEL) } = injected;
  const server = await reachDatabase(config, log, injected.connection);
  const { connection } = server;
  if (!injected.connection) {
    await requireDatabase(connection);
    const ran = await migrate(connection, migrationsDir(root));
    if (ran.length > 0) log.info({ migrations: ran }, 'the schema is up to date');
  }
  const db = new Database(connection, (error) => log.warn({ error }, 'a database connection broke'));
  const close = async () => {
    await db.close();
    await server.stop();
  };
  const { keys, opener, missing } = await openKeys(db, new KeyStore(config), injected.role ?? 'all').catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const now = () => clock.now().getTime();
  const pages = new PageCache({ maxBytes: pageBytes, now, headers: securityHeaders(config.secure) });
  const shared = new TagCache({ maxBytes: sharedBytes, now });
  const live = new Live({ clock, random, log });
  const metrics = new Metrics(pages, live);
  const jobs = new Jobs(connection, { log, onEnd: (name, result) => metrics.countJob(name, result) });
  const changes = new Changes();
  const holds = new Holds(connection);
  return {
    ...{
      config,
      db,
      keys,
      opener,
      clock,
      random,
      log,
      metrics,
      jobs,
      changes,
      holds,
      pages,
      shared,
      live,
      connection,
    },
    missingKeys: missing,
    slots: new PrivateSlots(keys),
    files: openFiles(config),
    mail: createMailer(config, { db, clock, random }),
    limits: new Limits(db.pool, clock, random, { videoFile: config.VIDEO_MAX_A_DAY }),
    close: async () => {
      live.close();
      await changes.close();
      await holds.close();
      await close();
    },
  };
}

async function reachDatabase(
  config: Config,
  log: Logger,
  given: ClientConfig | undefined,
): Promise<{ connection: ClientConfig; stop(): Promise<void> }> {
  const external = given ?? (config.DATABASE_URL ? { connectionString: config.DATABASE_URL } : null);
  if (external) return { connection: external, stop: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    binDir: config.POSTGRES_BIN_DIR,
    log: (level, message) => log[level](message),
  });
  server.onExit((exit) => log.error({ exit }, 'the embedded PostgreSQL ended, and is started again'));
  return { connection: server.connection, stop: () => server.stop() };
}

function migrationsDir(root: string): string {
  const dir = join(root, 'migrations');
  if (!existsSync(dir)) throw new Error(`there is no folder ${dir}`);
  return dir;
}
