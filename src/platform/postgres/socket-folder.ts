import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givePrivateFolder } from './folders.ts';
import type { Layout } from './layout.ts';
import type { ServerUser } from './server-user.ts';

/** Part of the socket's name; nothing listens on it. */
export const port = 5432;
export const socketFile = `.s.PGSQL.${port}`;

// With its end, the path of a socket must fit into 104 bytes on some systems, into 108 on others.
const longestPath = 103;

/**
 * A 0700 folder for the socket: the one beside the data, or, where that path is too long for a socket, one
 * with a random name below the system's temporary folder, noted beside the data.
 */
export async function prepareSocketFolder(layout: Layout, user: ServerUser | null): Promise<string> {
  if (fits(layout.socket)) {
    await mkdir(layout.socket, { recursive: true, mode: 0o700 });
    await givePrivateFolder(layout.socket, user);
    return layout.socket;
  }
  const noted = findSocketFolder(layout);
  if (isPrivate(noted, user)) return noted;
  const made = await mkdtemp(join(fits(join(tmpdir(), 'cairn-123456')) ? tmpdir() : '/tmp', 'cairn-'));
  await givePrivateFolder(made, user);
  await writeFile(noteOf(layout), made, { mode: 0o600 });
  return made;
}

/** Where a server that is already running has its socket. */
export function findSocketFolder(layout: Layout): string {
  const isNoted = !fits(layout.socket) && existsSync(noteOf(layout));
  return isNoted ? readFileSync(noteOf(layout), 'utf8') : layout.socket;
}

/** Tidies up below the temporary folder; a folder beside the data stays. */
export async function leaveSocketFolder(layout: Layout): Promise<void> {
  if (fits(layout.socket)) return;
  await rm(findSocketFolder(layout), { recursive: true, force: true });
  await rm(noteOf(layout), { force: true });
}

function noteOf({ home }: Layout): string {
  return join(home, 'socket-folder');
}

function isPrivate(folder: string, user: ServerUser | null): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const owner = user?.uid ?? process.getuid?.();
  return found !== undefined && found.isDirectory() && found.uid === owner && (found.mode & 0o77) === 0;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketFile)) <= longestPath;
}
