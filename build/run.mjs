import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

/**
 * Brings the installation and the build up to date, which takes milliseconds when they are, and becomes the
 * server, in this same process.
 * @param {string[]} args what follows `cairn` on the command line
 */
export async function run(args) {
  try {
    ensureInstalled({ dev: false });
    if (args.includes('--watch')) {
      const { watch } = await import('./watch.mjs');
      return await watch(args.filter((arg) => arg !== '--watch'));
    }
    await ensureBuilt();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  await import('../dist/server/main.js');
}
