import { constants } from 'node:fs';
import { access, chmod, chown, lchown, lstat, mkdir, readdir } from 'node:fs/promises';
import type { Layout } from './layout.ts';
import type { ServerUser } from './server-user.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** Makes the outer folder: whoever runs Cairn writes in it, the server's user may pass through. */
export async function prepareHome({ home }: Layout, user: ServerUser | null): Promise<void> {
  await makeFolder(home);
  const { uid } = await lstat(home);
  if (!user || uid !== 0) return;
  await chown(home, 0, user.gid);
  await chmod(home, 0o710);
}

async function makeFolder(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await access(home, constants.W_OK);
  } catch (cause) {
    throw new PostgresUnavailable(`The database cannot be kept in ${home}: this user may not write there.`, {
      cause,
    });
  }
}

/** Mode 0700, and `user`'s own where there is one. */
export async function givePrivateFolder(folder: string, user: ServerUser | null): Promise<void> {
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
}

/** Hands a folder and all in it to `user`; symbolic links are handed over, never followed. */
export async function giveTree(folder: string, user: ServerUser): Promise<void> {
  await lchown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) await giveTree(path, user);
    else await lchown(path, user.uid, user.gid);
  }
}
