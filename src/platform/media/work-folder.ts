import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { findCage } from './cage.ts';

type Where = Pick<Config, 'dataDir'>;

const prefix = 'cairn-media-';

/** A new folder that programs in the cage may read and write, and nobody else: `what` is made in it. The caller removes it. */
export async function makeWorkFolder(config: Where, what: string): Promise<string> {
  for (const parent of parents(config)) {
    await mkdir(parent, { recursive: true, mode: 0o711 });
    const folder = await mkdtemp(join(parent, `${prefix}${what}-`));
    const { user } = findCage();
    if (!user) return folder;
    await chown(folder, user.uid, user.gid);
    if (canEnter(user, folder)) return folder;
    await rm(folder, { recursive: true });
  }
  throw new Error(`the user that media programs run as can enter neither DATA_DIR nor ${tmpdir()}`);
}

/** Lets programs in the cage read a file of the folder. */
export async function handOver(path: string): Promise<void> {
  const { user } = findCage();
  if (user) await chown(path, user.uid, user.gid);
  await chmod(path, 0o400);
}

/** Removes what processes that died have left of the making of `what`. */
export async function removeWorkFolders(config: Where, what: string): Promise<void> {
  for (const path of await listFolders(config, `${prefix}${what}-`))
    await rm(path, { recursive: true, force: true });
}

/** Removes what processes that died have left for longer than that. */
export async function sweepWorkFolders(config: Where, before: Date): Promise<void> {
  for (const path of await listFolders(config, prefix)) {
    const found = await stat(path).catch(() => null);
    if (found && found.mtime < before) await rm(path, { recursive: true, force: true });
  }
}

async function listFolders(config: Where, begin: string): Promise<string[]> {
  const found = parents(config).map(async (parent) => {
    const names = await readdir(parent).catch(() => []);
    return names.filter((name) => name.startsWith(begin)).map((name) => join(parent, name));
  });
  return (await Promise.all(found)).flat();
}

function parents({ dataDir }: Where): string[] {
  return [join(dataDir, 'work'), tmpdir()];
}

function canEnter(user: { uid: number; gid: number }, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder], { ...user, cwd: '/' })
      .status === 0
  );
}
