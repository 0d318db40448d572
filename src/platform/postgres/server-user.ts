import { readFile } from 'node:fs/promises';
import { lstatSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Layout } from './layout.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface ServerUser {
  uid: number;
  gid: number;
}

// PostgreSQL refuses to run as root. "nobody" is shared by every daemon that had the same thought, each of
// which could then read the database and signal its server; a distribution's "postgres" is shared with that
// server. So root lends it an id of its own: below 65536, to exist inside containers too, and between the
// ranges that Debian and systemd hand out.
const OWN_ID = 60742;

/** The user the server must run as, or null: as whoever runs Cairn. An existing cluster keeps its owner. */
export function serverUserFor(layout: Layout): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = lstatSync(layout.cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return { uid: OWN_ID, gid: OWN_ID };
}

/**
 * The user for `initdb` and single-user mode, which insist on an entry in the password file where the server
 * does not. It gets the server's group, which alone opens the folder it works in.
 */
export async function createClusterAs(serverUser: ServerUser): Promise<ServerUser> {
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const named = entries.map(([name, , uid]) => ({ name, uid: Number(uid) })).filter(({ uid }) => uid);
  if (named.some(({ uid }) => uid === serverUser.uid)) return serverUser;
  const borrowed = named.find(({ name }) => name === 'nobody') ?? named[0];
  if (!borrowed)
    throw new PostgresUnavailable('PostgreSQL cannot be set up as root: /etc/passwd names no other user.');
  return { uid: borrowed.uid, gid: serverUser.gid };
}

/** The system's names of those who may connect: whoever runs Cairn, and root. */
export function connectingUsers(): string[] {
  try {
    return [...new Set([userInfo().username, 'root'])];
  } catch (cause) {
    const message = `PostgreSQL needs a user with a name, and user id ${process.getuid?.()} has no entry in /etc/passwd.`;
    throw new PostgresUnavailable(message, { cause });
  }
}
