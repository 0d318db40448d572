import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { ServerUser } from './server-user.ts';
import { PostgresUnavailable } from './unavailable.ts';

/**
 * The binaries themselves where `user` can reach them, else a copy in the first of `places` that it can
 * enter (a checkout in root's home is closed to the server). `say` hears of a copy made.
 */
export async function reachableBinaries(
  binaries: Binaries,
  user: ServerUser | null,
  { places, say }: { places: string[]; say: (message: string) => void },
): Promise<Binaries> {
  if (!user || canRun(user, binaries.folder)) return binaries;
  const { package: origin } = binaries;
  if (!origin)
    throw new PostgresUnavailable(`The server's user (id ${user.uid}) cannot enter ${binaries.folder}.`);
  const copies = places.map((place) => join(place, `postgresql-${origin.version}`));
  const made = copies.find((copy) => canRun(user, join(copy, 'bin')));
  if (made) return { ...binaries, folder: join(made, 'bin') };
  for (const copy of copies) {
    await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
    if (!mayExecute(user, dirname(copy))) continue;
    await copyTo(copy, origin.folder);
    if (!canRun(user, join(copy, 'bin'))) continue;
    say(`PostgreSQL's programs were copied to ${copy}: its user cannot enter ${origin.folder}`);
    return { ...binaries, folder: join(copy, 'bin') };
  }
  throw new PostgresUnavailable(
    `The server's user (id ${user.uid}) can enter none of: ${copies.join(', ')}.`,
  );
}

function canRun(user: ServerUser, folder: string): boolean {
  return mayExecute(user, join(folder, 'postgres'));
}

function mayExecute({ uid, gid }: ServerUser, path: string): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/' });
  if (test.error) {
    throw new PostgresUnavailable(`Root may not start programs as user id ${uid} here.`, {
      cause: test.error,
    });
  }
  return test.status === 0;
}

async function copyTo(copy: string, origin: string): Promise<void> {
  if (existsSync(copy)) return;
  const draft = await mkdtemp(`${copy}.`);
  const needed = (path: string) => !/\.a$|\/pkgconfig$/.test(path);
  await cp(origin, join(draft, 'native'), { recursive: true, filter: needed, verbatimSymlinks: true });
  await rename(join(draft, 'native'), copy);
  await rm(draft, { recursive: true });
}
