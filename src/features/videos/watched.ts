import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SlotOwner } from '../../platform/private-slots.ts';
import type { Account } from '../accounts/accounts.ts';

/** How far an account has watched a video. */
export interface Watched {
  video: string;
  atMs: number;
  /** To its end, or nearly. */
  done: boolean;
}

/** The newest first; what was watched longest ago is forgotten. */
const most = 400;
const entries = z.array(z.strictObject({ video: z.string(), atMs: z.number(), done: z.boolean() }));

// One slot for all: what somebody watches, and when, shows in no row of its own.
function ownerOf(accountId: string): SlotOwner {
  return { accountId, kind: 'watched', padTo: 8192 };
}

export async function listWatched(platform: Platform, db: Queryable, account: Account): Promise<Watched[]> {
  const [slot] = await platform.slots.find(db, ownerOf(account.id), [0]);
  return slot ? readEntries(slot.content) : [];
}

export async function findWatched(
  platform: Platform,
  account: Account,
  video: string,
): Promise<Watched | null> {
  const watched = await listWatched(platform, platform.db, account);
  return watched.find((entry) => entry.video === video) ?? null;
}

/** A share of the whole after which a video counts as watched: most end with thanks and names. */
const nearlyAll = 0.95;

/** Keeps how far somebody is. Who has once been at the end stays done. */
export async function noteWatched(
  platform: Platform,
  account: Account,
  { video, atMs, durationMs }: { video: string; atMs: number; durationMs: number },
): Promise<void> {
  const owner = ownerOf(account.id);
  const at = Math.min(Math.max(0, Math.floor(atMs)), durationMs);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const [slot] = await platform.slots.find(platform.db, owner, [0]);
    const known = slot ? readEntries(slot.content) : [];
    const before = known.find((entry) => entry.video === video);
    const isAtEnd = at >= durationMs * nearlyAll;
    const entry = { video, atMs: isAtEnd ? 0 : at, done: isAtEnd || before?.done === true };
    const kept = [entry, ...known.filter((other) => other !== before)].slice(0, most);
    const content = Buffer.from(JSON.stringify(kept));
    const isKept = slot
      ? (await platform.slots.replace(platform.db, owner, { ...slot, content })) !== null
      : await platform.slots.insert(platform.db, owner, 0, content);
    if (isKept) return;
  }
}

/** With the account that it belongs to. */
export async function forgetWatched(platform: Platform, tx: Tx, account: Account): Promise<void> {
  await platform.slots.remove(tx, ownerOf(account.id), 0);
}

function readEntries(content: Buffer): Watched[] {
  return entries.parse(JSON.parse(content.toString()));
}
