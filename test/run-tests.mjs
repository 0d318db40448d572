import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporter = join(root, 'test', 'reporter.mjs');

/**
 * Runs all tests; those that need a browser are counted as skipped where there is none.
 * @param {{ browser: string | null }} options
 * @returns {Promise<import('./run.mjs').Counts[]>}
 */
export async function runTests({ browser }) {
  if (browser) return [await runVitest([], { CAIRN_CHROMIUM: browser })];
  // A pattern that fits no name: every journey is found, and none is run.
  const journeys = ['--project=journeys', '--testNamePattern=^(?!)', '--passWithNoTests'];
  return [
    await runVitest(['--project=unit', '--project=privacy', '--project=trouble']),
    await runVitest(journeys),
  ];
}

async function runVitest(args, env = {}) {
  const child = spawn(process.execPath, [vitest, 'run', `--reporter=${reporter}`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill());
  let counts = null;
  child.on('message', (message) => (counts = message.counts ?? counts));
  const code = await new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  if (!counts) return { passed: 0, failed: [`the tests did not run to their end (${code})`], skipped: 0 };
  const isOddEnd = code !== 0 && counts.failed.length === 0;
  return isOddEnd ? { ...counts, failed: [`the test runner ended with ${code}`] } : counts;
}
