import { chmod, lstat, mkdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { findBinaries } from './binaries.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { completeLinks } from './library-links.ts';
import { reachableBinaries } from './reachable-binaries.ts';
import { serverUserFor } from './server-user.ts';
import { layoutOf } from './layout.ts';
import { PostgresUnavailable } from './unavailable.ts';

let folder: string;

// Not in memory: programs may not run from there on every system.
beforeEach(async () => {
  folder = await makeTemporaryFolder(tmpdir());
});

afterEach(async () => rm(folder, { recursive: true, force: true }));

test('programs in a folder closed to the server are copied once, where it can enter', async () => {
  const closed = join(folder, 'closed');
  const open = join(folder, 'open');
  await mkdir(closed, { mode: 0o700 });
  await chmod(folder, 0o755);
  const user = serverUserFor(layoutOf(folder));
  const said: string[] = [];
  const places = { places: [closed, open], say: (message: string) => void said.push(message) };
  const installed = findBinaries(undefined);
  const { folder: first } = await reachableBinaries(hiddenIn(closed, installed), user, places);
  const { folder: again } = await reachableBinaries(hiddenIn(closed, installed), user, places);
  expect(again).toBe(first);
  const asRoot = user !== null;
  expect(dirname(dirname(first))).toBe(asRoot ? open : closed);
  expect(said).toHaveLength(asRoot ? 1 : 0);
});

function hiddenIn(
  closed: string,
  installed: ReturnType<typeof findBinaries>,
): ReturnType<typeof findBinaries> {
  return { ...installed, folder: join(closed, 'package', 'bin') };
}

test('links between libraries that the installation left out are made, existing ones kept', async () => {
  await mkdir(join(folder, 'native/lib'), { recursive: true });
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
  completeLinks(folder);
  const made = await lstat(join(folder, 'native/lib/libpq.so.5'));
  completeLinks(folder);
  expect(await readlink(join(folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect((await lstat(join(folder, 'native/lib/libpq.so.5'))).ino).toBe(made.ino);
});

test('a folder without the programs is refused, naming the setting', async () => {
  const start = startEmbeddedPostgres({ dataDir: join(folder, 'data'), binDir: folder });
  await expect(start).rejects.toThrow(PostgresUnavailable);
  await expect(start).rejects.toThrow(/POSTGRES_BIN_DIR .* has no "postgres"/);
  await expect(stat(join(folder, 'data/postgres/cluster'))).rejects.toThrow('ENOENT');
});

test('data of another major version is refused, saying which programs it needs', async () => {
  const cluster = join(folder, 'postgres/cluster');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), '14\n');
  await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(/was made by PostgreSQL 14/);
});
