import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Keys } from '../../../platform/keys.ts';
import { readKeys } from '../../../platform/keys.ts';
import type { Finding } from './finding.ts';
import { note, ok, wrong } from './finding.ts';

const what = 'Keys';

/** The keys as they are, or null where there are none that can be read. */
export function findKeys(dataDir: string): Keys | null {
  try {
    const keys = readKeys(join(dataDir, 'keys'));
    return keys.versions.length > 0 ? keys : null;
  } catch {
    return null;
  }
}

/** The keys outside the database: there, whole, and readable by nobody else. Makes none. */
export function checkKeyFiles(dataDir: string): Finding {
  const folder = join(dataDir, 'keys');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.key')) : [];
  if (names.length === 0) return note(what, `none in ${folder} yet; the first start makes one`);
  const open = [folder, ...names.map((name) => join(folder, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );
  if (open.length > 0) {
    return wrong(what, `others on this machine can read ${open.join(', ')}`, `chmod -R u=rwX,go= ${folder}`);
  }
  const broken = names.filter((name) => !isKey(name, join(folder, name)));
  if (broken.length > 0) {
    return wrong(
      what,
      `${broken.join(', ')} in ${folder} cannot be read as keys`,
      'Bring the folder back from a backup.',
    );
  }
  return ok(what, `${names.length} in ${folder}, readable by this user alone`);
}

function isKey(name: string, path: string): boolean {
  return /^\d{1,3}\.key$/.test(name) && /^[0-9a-f]{64}\s*$/.test(readFileSync(path, 'utf8'));
}
