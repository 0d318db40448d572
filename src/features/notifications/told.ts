import type { Queryable } from '../../platform/db.ts';
import type { Place } from '../../platform/place.ts';
import { findAskedAtVideos, findAskedKeys } from './asked-at-videos.ts';
import type { Happening } from './happenings.ts';
import { countHappenings, listHappeningKeys, listHappenings } from './happenings.ts';

/** Who is told: whoever has written these posts, and shares videos under this profile. */
export interface Told {
  own: readonly string[];
  profileId: string | null;
}

/** What was written on their posts and asked at their videos, newest first; `before` is the place of the last one seen. */
export async function listTold(
  db: Queryable,
  { own, profileId }: Told,
  { before, limit }: { before: Place | null; limit: number },
): Promise<Happening[]> {
  const place = { own, at: before?.at ?? null, key: before?.key ?? null, limit };
  const [written, asked] = await Promise.all([
    own.length > 0 ? listHappenings(db, own, { before, limit }) : [],
    profileId ? findAskedAtVideos(db, { ...place, profileId }) : [],
  ]);
  return [...written, ...asked].toSorted(newestFirst).slice(0, limit);
}

/** As both statements order them. */
function newestFirst(one: Happening, other: Happening): number {
  return other.at.getTime() - one.at.getTime() || (one.key < other.key ? 1 : -1);
}

export async function listToldKeys(
  db: Queryable,
  { own, profileId }: Told,
  { since, limit }: { since: Date; limit: number },
): Promise<string[]> {
  const lately = { since: since.toISOString(), seen: [], limit };
  const [written, asked] = await Promise.all([
    own.length > 0 ? listHappeningKeys(db, own, { since, limit }) : [],
    profileId ? findAskedKeys(db, { profileId, own, ...lately }) : [],
  ]);
  return [...written, ...asked.map(({ key }) => key)];
}

/** Those since then that are not among `seen`; of each kind it counts no further than `limit`. */
export async function countTold(
  db: Queryable,
  { own, profileId }: Told,
  unseen: { since: string | null; seen: readonly string[]; limit: number },
): Promise<number> {
  const [written, asked] = await Promise.all([
    own.length > 0 ? countHappenings(db, own, unseen) : 0,
    profileId ? findAskedKeys(db, { profileId, own, ...unseen }) : [],
  ]);
  return written + asked.length;
}
