import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { givePrivateFolder, giveTree } from './folders.ts';
import type { Layout } from './layout.ts';
import { isAlive } from './processes.ts';
import { createClusterAs, type ServerUser } from './server-user.ts';
import { viewOf, type View } from './view.ts';
import { PostgresUnavailable } from './unavailable.ts';

/**
 * Makes the data folder with a superuser `postgres`, and a plain role and database `cairn`. It is built under
 * a name of its own and renamed when complete, so that an interruption leaves no half of one.
 */
export async function createCluster(
  layout: Layout,
  { binaries, user, durable }: { binaries: Binaries; user: ServerUser | null; durable: boolean },
): Promise<void> {
  await removeAbandoned(layout.home);
  const draft = await mkdtemp(join(layout.home, `new-${process.pid}-`));
  try {
    await build(draft, { binaries, user, durable });
    await rename(draft, layout.cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(join(layout.cluster, 'PG_VERSION'))) throw error;
  }
}

async function build(
  draft: string,
  { binaries, user, durable }: { binaries: Binaries; user: ServerUser | null; durable: boolean },
): Promise<void> {
  const builder = user && (await createClusterAs(user));
  await givePrivateFolder(draft, builder);
  const view = viewOf(draft, builder);
  const locale =
    binaries.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'];
  const flags = ['--username=postgres', '--auth=peer', '--encoding=UTF8', '--data-checksums', ...locale];
  try {
    const sync = durable ? [] : ['--no-sync'];
    await run(join(binaries.folder, 'initdb'), [`--pgdata=${view.cluster}`, ...flags, ...sync], { view });
    const single = ['--single', '-D', view.cluster, '-c', `fsync=${durable ? 'on' : 'off'}`, 'postgres'];
    const sql = 'create role cairn login\ncreate database cairn owner cairn\n';
    await run(join(binaries.folder, 'postgres'), single, { view, input: sql });
  } finally {
    view.close();
  }
  if (user) await giveTree(draft, user);
}

async function run(
  program: string,
  flags: string[],
  { view, input = '' }: { view: View; input?: string },
): Promise<void> {
  const child = spawn(program, flags, view.options(['pipe', 'pipe', 'pipe']));
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin?.on('error', () => output.push(Buffer.from('(it did not read its input)')));
  child.stdin?.end(input);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = Buffer.concat(output).toString();
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(text)) {
    throw new PostgresUnavailable(
      `The database could not be set up: ${program} said: ${text.trim().slice(-600)}`,
    );
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^new-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(home, name), { recursive: true });
  }
}
