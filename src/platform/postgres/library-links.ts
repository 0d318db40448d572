import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Link {
  source: string;
  target: string;
}

/**
 * Makes the symbolic links between libraries that a package archive cannot carry, where an installation
 * without scripts has left them out. `native/pg-symlinks.json` lists them, relative to `root`.
 */
export function completeLinks(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    if (!lstatSync(join(root, target), { throwIfNoEntry: false })) link(basename(source), join(root, target));
  }
}

function link(source: string, path: string): void {
  try {
    symlinkSync(source, path);
  } catch (error) {
    const madeMeanwhile = lstatSync(path, { throwIfNoEntry: false });
    if (!madeMeanwhile) throw error;
  }
}
