import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** What is true of the whole repository; each counts as one test. */
export const checks = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'import order', command: [process.execPath, join(root, 'test', 'import-order.mjs')] },
  { name: 'lint', command: [bin('oxlint'), '--format=unix'] },
  { name: 'unused code', command: [bin('knip'), '--no-progress'] },
  { name: 'format', command: [bin('prettier'), '--check', '--cache', '--log-level=warn', '.'] },
];

/**
 * Runs one, and shows what it says only if it fails.
 * @returns {Promise<import('./run.mjs').Counts>}
 */
export async function runCheck({ name, command: [program, ...args] }) {
  const begin = performance.now();
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const problem = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : said.trim() || `ended with ${code}`));
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(problem === null ? `ok    ${name} (${seconds} s)` : `FAIL  ${name}\n${problem}\n`);
  return { passed: problem === null ? 1 : 0, failed: problem === null ? [] : [name], skipped: 0 };
}
