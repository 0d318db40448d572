import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Config } from '../../../platform/config.ts';
import { urls } from '../../../urls.ts';
import type { Finding } from './finding.ts';
import { note, ok, reasonOf, wrong } from './finding.ts';

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return enough
    ? ok('Node', version)
    : wrong('Node', `${version} is too old`, 'Install Node 20.19 or newer.');
}

const leastBytes = 1024 ** 3;

/** Whether there is room, and this user may write; the folder is made at the first start. */
export function checkDataFolder({ dataDir }: Pick<Config, 'dataDir'>): Finding {
  const what = 'Data folder';
  let folder = dataDir;
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return wrong(
      what,
      `this user may not write in ${folder}`,
      `Give it to this user, or set DATA_DIR to another one.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const gigabytes = `${(free / leastBytes).toFixed(1)} GB free`;
  if (free < leastBytes)
    return wrong(what, `${dataDir} has ${gigabytes}`, 'Make room: a full disk stops the database.');
  return ok(what, `${dataDir}, ${gigabytes}${folder === dataDir ? '' : ', made at the first start'}`);
}

/** `databaseNow`: the database's own idea of the time, where it could be asked. */
export function checkClock(now: Date, databaseNow: Date | null, builtAt: Date): Finding {
  const mend = 'Set the clock of this machine, and keep it set (NTP).';
  if (now < builtAt)
    return wrong('Clock', `${now.toISOString()} lies before this version of Cairn was made`, mend);
  const apart = databaseNow ? Math.abs(now.getTime() - databaseNow.getTime()) / 1000 : 0;
  if (apart > 30) return wrong('Clock', `the database’s clock is ${Math.round(apart)} seconds away`, mend);
  return ok('Clock', now.toISOString());
}

export function checkAssets(root: string): Finding {
  const what = 'Built files';
  const folder = join(root, 'dist', 'assets');
  const mend = 'Run npm start, which builds what is missing.';
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
      string,
      string
    >;
    const missing = Object.values(manifest).filter((file) => !existsSync(join(folder, file)));
    if (missing.length > 0) return wrong(what, `${missing.join(', ')} missing in ${folder}`, mend);
    return ok(what, `${Object.keys(manifest).length} files`);
  } catch (error) {
    return wrong(what, reasonOf(error), mend);
  }
}

/** Free, or taken by Cairn itself. */
export async function checkPort({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<Finding> {
  const what = 'Port';
  if (PORT === 0) return ok(what, 'chosen at each start (PORT is 0)');
  const code = await tryPort(HOST, PORT);
  if (code === null) return ok(what, `${PORT} is free`);
  if (code === 'EADDRINUSE' && (await isCairn(HOST, PORT)))
    return ok(what, `${PORT} is where Cairn runs now`);
  if (code === 'EADDRINUSE')
    return wrong(what, `another program listens on ${PORT}`, 'End it, or set PORT to another one.');
  return wrong(
    what,
    `${HOST}:${PORT} cannot be listened on (${code})`,
    'Set HOST and PORT to what this user may use.',
  );
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function isCairn(host: string, port: number): Promise<boolean> {
  const address = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  try {
    const response = await fetch(`http://${address}:${port}${urls.health()}`, {
      signal: AbortSignal.timeout(2000),
    });
    return (await response.text()) === 'alive\n';
  } catch {
    return false;
  }
}

export function checkAddress({ BASE_URL, PORT, origin }: Config): Finding {
  if (BASE_URL) return ok('Address', origin);
  const where = PORT === 0 ? 'this machine, at the port that each start chooses' : origin;
  return note('Address', `links lead to ${where}`, 'Set BASE_URL to the address that people use.');
}
