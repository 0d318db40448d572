import { join } from 'node:path';
import { createApp, createWorker } from './app.ts';
import { missingKeysLine } from './features/keys/missing-keys.ts';
import { sealAgainJob } from './features/keys/sealing-again.ts';
import { issueToken } from './features/sessions/tokens.ts';
import { countAdminsWithAddress, firstAdmin } from './features/admin/admins.ts';
import { renderAgainJob } from './features/posts/rendering-again.ts';
import { loadLadders } from './features/companies/loading-ladders.ts';
import { countPeopleJob } from './features/profiles/directory.ts';
import { takesLong } from './features/videos/takes-long.ts';
import { loadSample } from './features/transfer/sample.ts';
import type { Config } from './platform/config.ts';
import { atPort } from './platform/config.ts';
import { isOutage } from './platform/db.ts';
import { loadAssets } from './platform/http/assets.ts';
import type { Role } from './platform/key-store.ts';
import type { HttpServer } from './platform/http/server.ts';
import { bind } from './platform/http/server.ts';
import type { OpenPlatform } from './platform/open.ts';
import { openPlatform } from './platform/open.ts';
import { urls } from './urls.ts';

/** Milliseconds after which a stop is given up: a database that does not answer takes no farewell. */
const longestStop = 30_000;

/** `cairn start`: serves until SIGINT or SIGTERM, then stops everything in order. */
export async function start(settings: Config, root: string, role: Role): Promise<void> {
  const assets = await loadAssets(join(root, 'dist', 'assets'));
  // First, so that a port that is taken is told before the database is touched.
  const server = await bind({ port: settings.PORT, host: settings.HOST, slow: takesLong });
  const signal = { came: false };
  try {
    const platform = await openPlatform(atPort(settings, server.port), root, { role });
    stopOnSignal(signal, { platform, server });
    watchDatabase(platform);
    await platform.changes.listen(platform.connection);
    const app = role === 'worker' ? createWorker(platform) : createApp(platform, assets);
    server.serve({ fetch: app.fetch, pages: platform.pages });
    await begin(platform, root, role);
  } catch (error) {
    // Whoever stops in the middle of it is not told what was left undone.
    if (signal.came) return;
    await server.stop(0);
    throw error;
  }
}

async function begin(platform: OpenPlatform, root: string, role: Role): Promise<void> {
  const { config } = platform;
  if (role !== 'worker') await loadLadders(platform, join(root, 'ladders'));
  if (role !== 'worker' && config.SAMPLE === 'on') await loadSample(platform, join(root, 'sample'));
  await greet(platform, role);
  // A web process only sends jobs: what they open, it must not.
  if (role !== 'web') await beginJobs(platform);
}

const pauseBeforeRetry = 2000;

/** Pages are served by now: a database that goes away just then is waited for, like at any other time. */
async function beginJobs(platform: OpenPlatform): Promise<void> {
  const { db, jobs, log } = platform;
  try {
    await jobs.start();
    await db.transaction(async (tx) => {
      for (const name of [renderAgainJob, sealAgainJob, countPeopleJob])
        await jobs.send(tx, name, {}, { key: 'once' });
    });
  } catch (error) {
    if (!isOutage(error)) throw error;
    log.warn({ error }, 'the jobs begin when the database is back');
    setTimeout(() => {
      beginJobs(platform).catch((reason: unknown) =>
        log.error({ error: reason }, 'the jobs could not begin'),
      );
    }, pauseBeforeRetry);
  }
}

function watchDatabase({ db, changes, log }: OpenPlatform): void {
  db.watch({
    onAway: () => {
      log.error('the database does not answer');
      changes.hangUp();
    },
    onBack: () => log.info('the database answers again'),
  });
}

/** For people at a terminal, so not in the log: the address, and while there is no admin yet a way to become one. */
async function greet(platform: OpenPlatform, role: Role): Promise<void> {
  const { config, db } = platform;
  const lines = [
    role === 'worker'
      ? `A worker of ${config.COMMUNITY_NAME} is at ${config.origin} and serves no pages`
      : `${config.COMMUNITY_NAME} is at ${config.origin}`,
  ];
  if (role !== 'worker' && (await countAdminsWithAddress(db)) === 0) {
    const accountId = await firstAdmin(db);
    const token = await issueToken(platform, db, 'sign-in', { accountId, minutes: 24 * 60 });
    lines.push(`Sign in as admin, once, within a day: ${config.origin}${urls.signInToken({ token })}`);
  }
  const missing = missingKeysLine(platform);
  if (missing) lines.push(missing);
  process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);
}

function stopOnSignal(
  signal: { came: boolean },
  { platform, server }: { platform: OpenPlatform; server: HttpServer },
): void {
  const stop = async () => {
    // Else the server would wait for streams that never end.
    platform.live.drain();
    await Promise.all([server.stop(), platform.jobs.putBack()]);
    await platform.jobs.stop();
    await platform.close();
    process.exit(0);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (signal.came) process.exit(1);
      signal.came = true;
      setTimeout(() => process.exit(1), longestStop).unref();
      void stop();
    });
  }
}
