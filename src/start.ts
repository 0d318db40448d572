import { join } from 'node:path';
import { createApp } from './app.ts';
import { issueToken } from './features/sessions/tokens.ts';
import { countAdminsWithAddress, firstAdmin } from './features/admin/admins.ts';
import { renderAgainJob } from './features/posts/rendering-again.ts';
import { loadSample } from './features/transfer/sample.ts';
import type { Config } from './platform/config.ts';
import { loadAssets } from './platform/http/assets.ts';
import type { HttpServer } from './platform/http/server.ts';
import { listen } from './platform/http/server.ts';
import type { OpenPlatform } from './platform/open.ts';
import { openPlatform } from './platform/open.ts';
import { urls } from './urls.ts';

/** `cairn start`: serves until SIGINT or SIGTERM, then stops everything in order. */
export async function start(config: Config, root: string): Promise<void> {
  const platform = await openPlatform(config, root);
  const assets = await loadAssets(join(root, 'dist', 'assets'));
  const app = createApp(platform, assets);
  const server = await listen(
    { fetch: app.fetch, pages: platform.pages },
    { port: config.PORT, host: config.HOST },
  );
  stopOnSignal(platform, server);
  await platform.changes.listen(platform.connection);
  if (config.SAMPLE === 'on') await loadSample(platform, join(root, 'sample'));
  await greet(platform, server.port);
  await platform.jobs.start();
  await platform.db.transaction((tx) => platform.jobs.send(tx, renderAgainJob, {}, { key: 'once' }));
}

/** For people at a terminal, so not in the log: the address, and while there is no admin yet a way to become one. */
async function greet(platform: OpenPlatform, port: number): Promise<void> {
  const { config, db } = platform;
  const origin = config.BASE_URL ? config.origin : `http://localhost:${port}`;
  const lines = [`${config.COMMUNITY_NAME} is at ${origin}`];
  if ((await countAdminsWithAddress(db)) === 0) {
    const accountId = await firstAdmin(db);
    const token = await issueToken(platform, db, 'sign-in', { accountId, minutes: 24 * 60 });
    lines.push(`Sign in as admin, once, within a day: ${origin}${urls.signInToken({ token })}`);
  }
  process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);
}

function stopOnSignal(platform: OpenPlatform, server: HttpServer): void {
  let stopping = false;
  const stop = async () => {
    await server.stop();
    await platform.jobs.stop();
    await platform.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void stop();
    });
  }
}
