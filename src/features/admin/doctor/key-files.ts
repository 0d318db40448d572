import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../platform/config.ts';
import type { StoredKeys } from '../../../platform/key-store.ts';
import { KeyStore } from '../../../platform/key-store.ts';
import { StartError } from '../../../platform/start-error.ts';
import type { Finding } from './finding.ts';
import { note, ok, wrong } from './finding.ts';

const what = 'Keys';

type Place = Pick<Config, 'dataDir' | 'KEYS'>;

/** The keys as they are, or null where they cannot be read. Makes none. */
export function findStoredKeys(config: Place): StoredKeys | null {
  try {
    return new KeyStore(config).read('all');
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}

/** The keys outside the database: there, whole, and readable by nobody else. Makes none. */
export function checkKeyFiles(config: Place): Finding {
  const { place, isFolder } = new KeyStore(config);
  const exposed = isFolder ? listExposed(place) : [];
  if (exposed.length > 0) {
    return wrong(
      what,
      `others on this machine can read ${exposed.join(', ')}`,
      `chmod -R u=rwX,go= ${place}`,
    );
  }
  try {
    const { masters, privates } = new KeyStore(config).read('all');
    if (masters.size === 0) return note(what, `none in ${place} yet; the first start makes one`);
    const versions = `${masters.size} ${masters.size === 1 ? 'version' : 'versions'} in ${place}`;
    const readable = isFolder ? ', readable by this user alone' : '';
    if (privates.size > 0) return ok(what, versions + readable);
    return ok(what, `${versions}${readable}; for web processes only: none opens authors`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return wrong(what, error.message, 'Bring the keys back from a backup.');
  }
}

function listExposed(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /\.(key|pub)$/.test(name));
  return [folder, ...names.map((name) => join(folder, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );
}
