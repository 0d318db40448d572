import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const lockFile = join(root, 'package-lock.json');
const installedFile = join(root, 'node_modules', '.package-lock.json');
const stampFile = join(root, 'node_modules', '.cairn-installed');

/**
 * Runs `npm ci` where node_modules is not what package-lock.json asks for. Throws when that fails.
 * @param {{ dev: boolean }} wanted whether the tools for development are needed too
 */
export function ensureInstalled({ dev }) {
  const lock = readFileSync(lockFile, 'utf8');
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${dev ? 'all' : 'production'}`;
  if (stamps().includes(stamp)) return;
  const installed = existsSync(installedFile)
    ? JSON.parse(readFileSync(installedFile, 'utf8'))
    : { packages: {} };
  if (!isInstalled(JSON.parse(lock), installed, { dev }))
    install({ dev: dev || existsSync(join(root, 'node_modules', 'vitest')) });
  writeFileSync(stampFile, `${stamp}\n`, {
    flag: stamps().some((known) => known.slice(0, 64) === stamp.slice(0, 64)) ? 'a' : 'w',
  });
}

function stamps() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim().split('\n') : [];
}

/**
 * True where npm's note of what is there (node_modules/.package-lock.json) has what the lock file wants. Packages
 * for other systems are optional, so they may be absent.
 */
export function isInstalled(lock, installed, { dev }) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const isNeeded = path !== '' && (dev || !wanted.dev) && !wanted.optional && !wanted.devOptional;
    const found = installed.packages[path];
    return found ? found.version === wanted.version : !isNeeded;
  });
}

function install({ dev }) {
  console.error('Installing packages with npm; this takes about half a minute …');
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error', dev ? '--include=dev' : '--omit=dev'];
  const npm = process.env.npm_execpath;
  const [program, ...args] = npm?.endsWith('.js') ? [process.execPath, npm, ...flags] : ['npm', ...flags];
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) throw new Error(`The packages could not be installed: ${error.message}. Is npm there?`);
  if (status !== 0) {
    throw new Error(
      `The packages could not be installed: \`npm ci\` in ${root} ended with ${status}. Its own words are above.`,
    );
  }
}
