import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The program of a Chromium or Chrome: CAIRN_CHROMIUM, else one on the PATH or in its usual place.
 * @returns {string | null}
 */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = process.env.CAIRN_CHROMIUM ? [process.env.CAIRN_CHROMIUM] : [...onPath, ...places];
  return candidates.find(runs) ?? null;
}

/**
 * Finds a browser, or installs Debian's where this is root's machine. Null, with a line that says what to do,
 * where there is none.
 * @returns {string | null}
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found || process.env.CAIRN_CHROMIUM) return found ?? complain();
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return complain();
  console.log('Installing Chromium with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'], options);
  return findBrowser() ?? complain();
}

function complain() {
  console.log(
    'No Chromium or Chrome was found: install one, or set CAIRN_CHROMIUM to its path. Browser tests are skipped.',
  );
  return null;
}

// A name on the PATH may be a stub that asks to install something else.
function runs(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
