import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BadRequest } from '../../errors.ts';
import type { Keys } from '../../platform/keys.ts';

const macLength = 16;

/** Where a list goes on: after the entry with these sort keys and this id. */
export interface Place {
  keys: readonly number[];
  id: string;
}

export const pageFields = {
  cursor: z.string().max(400).optional().meta({ description: 'From `next`; means nothing elsewhere.' }),
  limit: z.coerce
    .number('Say how many, from 1 to 100.')
    .int('Say how many, from 1 to 100.')
    .min(1, 'Say how many, from 1 to 100.')
    .max(100, 'Say how many, from 1 to 100.')
    .default(20)
    .meta({ description: 'The most that one page holds.' }),
};

/** The place as text that only we can make, good for the list named `scope` alone. */
export function writeCursor(keys: Keys, scope: string, place: Place): string {
  const payload = JSON.stringify([place.id, ...place.keys]);
  const mac = keys.mac('cursor', [scope, payload]);
  return Buffer.concat([mac, Buffer.from(payload)]).toString('base64url');
}

/** Null for no cursor: the start of the list. Throws BadRequest for one that we have not made for it. */
export function readCursor(keys: Keys, scope: string, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const bytes = Buffer.from(cursor, 'base64url');
  const mac = bytes.subarray(0, macLength);
  const payload = bytes.subarray(macLength).toString();
  const ours =
    bytes.length > macLength &&
    bytes.toString('base64url') === cursor &&
    keys.macs('cursor', [scope, payload]).some((made) => timingSafeEqual(made, mac));
  if (!ours) throw new BadRequest('This cursor belongs to no list here. Start again without one.');
  const [id, ...sortKeys] = JSON.parse(payload) as [string, ...number[]];
  return { id, keys: sortKeys };
}

/** Splits what was found, one more than asked for, into the page and where the next begins. */
export function cutPage<Entry extends Place>(
  entries: readonly Entry[],
  limit: number,
): { page: readonly Entry[]; last: Entry | null } {
  const page = entries.slice(0, limit);
  return { page, last: entries.length > limit ? (page.at(-1) ?? null) : null };
}
