import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { tagOf } from '../posts/publishing.ts';
import { reminderTimes } from './reminder-times.ts';
import { findOwnRsvps } from './rsvps.ts';

interface Nearby {
  id: string;
  title: string;
  slug: string;
  state: 'announced' | 'live' | 'cancelled';
  startsAt: Date;
}

/** Something that the account wants to be reminded of and that is near, computed whenever it is asked for. */
export interface NearbyAma extends Nearby {
  /** The same until there is more to be told of it. */
  key: string;
}

const listNearby = statement<{ now: Date; until: Date }, Nearby>('listNearbyAmas')`
  select threads.id, threads.title, threads.slug, amas.state, threads.starts_at as "startsAt"
  from amas join threads on threads.id = amas.thread_id
  where amas.state in ('announced', 'live', 'cancelled')
    and threads.starts_at <= ${'until'} and threads.ends_at > ${'now'}
    and not exists (select from removals where removals.post_id = threads.id)
  order by threads.starts_at, threads.id`;

const day = 24 * 60 * 60 * 1000;
/** Longer than what is shared is kept. */
const ahead = day + 15 * 60 * 1000;

/** What is to begin within a day, is live, or was cancelled and would not be over yet, soonest first. */
export async function listNearbyAmas(platform: Platform, accountId: string): Promise<NearbyAma[]> {
  const now = platform.clock.now();
  const near = (await findNearby(platform)).filter(({ startsAt }) => reminderTimes(startsAt).day <= now);
  const amaIds = near.map(({ id }) => id);
  const own = await findOwnRsvps(platform, platform.db, { accountId, amaIds });
  return near.filter(({ id }) => own.has(id)).map((ama) => ({ ...ama, key: keyOf(ama, now) }));
}

async function findNearby(platform: Platform): Promise<Nearby[]> {
  return await platform.shared.get('amas nearby', async () => {
    const now = platform.clock.now();
    const value = await listNearby(platform.db, { now, until: new Date(now.getTime() + ahead) });
    return { value, tags: [tagOf.everything], bytes: 200 * value.length };
  });
}

function keyOf({ id, state, startsAt }: Nearby, now: Date): string {
  const step = state === 'cancelled' ? 'cancelled' : reminderTimes(startsAt).soon <= now ? 'soon' : 'day';
  return `ama ${id} ${step} ${startsAt.getTime()}`;
}
