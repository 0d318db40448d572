import { ensureBuilt } from '../build/ensure-built.mjs';
import { ensureInstalled } from '../build/ensure-installed.mjs';
import { checks, runCheck } from './checks.mjs';
import { ensureBrowser } from './find-browser.mjs';
import { ensureFfmpeg } from './find-ffmpeg.mjs';
import { runTests } from './run-tests.mjs';

// `npm test`: whatever a fresh clone lacks, then every check and every test. The last line is the count.

/** @typedef {{ passed: number, failed: string[], skipped: number }} Counts */

async function runBuild() {
  try {
    await ensureBuilt();
    return { passed: 1, failed: [], skipped: 0 };
  } catch (error) {
    console.log(`FAIL  build\n${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: ['build'], skipped: 0 };
  }
}

async function runChecks() {
  const results = [];
  for (const check of checks) results.push(await runCheck(check));
  return results;
}

function report(results) {
  const failed = results.flatMap((counts) => counts.failed);
  const sum = (kind) => results.reduce((total, counts) => total + counts[kind], 0);
  if (failed.length > 0) console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${sum('passed')} passed, ${failed.length} failed, ${sum('skipped')} skipped`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

ensureInstalled({ dev: true });
const browser = ensureBrowser();
ensureFfmpeg();
const built = await runBuild();
const [checked, tested] = await Promise.all([runChecks(), runTests({ browser })]);
report([built, ...checked, ...tested]);
