import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Ama } from './amas.ts';
import { stateAt } from './states.ts';

/** An AMA that is to come or under way, as a card shows it. */
export type AmaAhead = Pick<Ama, 'id' | 'title' | 'slug' | 'state' | 'zone' | 'hosts'> & {
  startsAt: Date;
  endsAt: Date;
  questions: number;
};

const findAhead = statement<{ topicId: string | null; now: Date; limit: number }, AmaAhead>('listAmasAhead')`
  select threads.id, threads.title, threads.slug, amas.state, amas.zone,
    threads.starts_at as "startsAt", threads.ends_at as "endsAt", threads.answers as questions,
    coalesce((
      select jsonb_agg(jsonb_build_object('profileId', profiles.id, 'name', name, 'slug', profiles.slug,
        'title', profiles.title, 'portrait', profiles.portrait_id) order by position)
      from ama_hosts join profiles on profiles.id = ama_hosts.profile_id where ama_hosts.thread_id = threads.id
    ), '[]') as hosts
  from amas join threads on threads.id = amas.thread_id
  where amas.state in ('announced', 'live') and threads.ends_at > ${'now'}
    and (${'topicId'}::text is null or exists (
      select from thread_topics where thread_topics.thread_id = threads.id and topic_id = ${'topicId'}))
    and not exists (select from removals where removals.post_id = threads.id)
  order by threads.starts_at, threads.id limit ${'limit'}`;

/** The next AMAs, the one that is live first; of a topic, or of all. */
export async function listAhead(
  db: Queryable,
  now: Date,
  { topicId = null, limit }: { topicId?: string | null; limit: number },
): Promise<AmaAhead[]> {
  const amas = await findAhead(db, { topicId, now, limit });
  return amas.map((ama) => ({ ...ama, state: stateAt({ ...ama, open: 1 }, now) }));
}

/** Until when a page that shows them is right: the next that one of them begins, ends or counts down. */
export function aheadUntil(amas: readonly AmaAhead[], countdowns: Date | null): Date | null {
  const ends = amas.filter(({ state }) => state === 'live').map(({ endsAt }) => endsAt.getTime());
  const moments = [...ends, ...(countdowns ? [countdowns.getTime()] : [])];
  return moments.length > 0 ? new Date(Math.min(...moments)) : null;
}
