import { NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { AmaEventKind } from './amas.ts';

export interface ReadEvent {
  number: number;
  kind: AmaEventKind;
  questionId: string | null;
  facts: Record<string, unknown>;
}

export interface ReadEvents {
  slug: string;
  /** The number of the last one there is. */
  last: number;
  events: ReadEvent[];
}

const findEvents = statement<{ amaId: string; after: number; most: number }, ReadEvents>('findAmaEvents')`
  select threads.slug, amas.last_event::integer as last, coalesce((
    select jsonb_agg(jsonb_build_object(
      'number', number, 'kind', kind, 'questionId', question_id, 'facts', facts) order by number)
    from (
      select number, kind, question_id, facts from ama_events
      where ama_events.thread_id = amas.thread_id and number > ${'after'} order by number limit ${'most'}
    ) as events
  ), '[]') as events
  from amas join threads on threads.id = amas.thread_id
  where amas.thread_id = ${'amaId'}
    and not exists (select from removals where removals.post_id = amas.thread_id)`;

/** So many are told one by one; a page that has missed more is loaded anew. */
const most = 500;

/** What happened after that number, null where some of it is not known any more or it is too much. Throws NotFound. */
export async function readEvents(
  db: Queryable,
  amaId: string,
  after: number,
): Promise<{ slug: string; events: ReadEvent[] } | null> {
  const { slug, last, events } = await find(db, { amaId, after, most });
  // Numbers have no gaps until the oldest are deleted.
  const isWhole = events.length === last - after;
  return isWhole ? { slug, events } : null;
}

/** The number of the last event. Throws NotFound. */
export async function lastEventOf(db: Queryable, amaId: string): Promise<number> {
  const { last } = await find(db, { amaId, after: 0, most: 0 });
  return last;
}

async function find(
  db: Queryable,
  wanted: { amaId: string; after: number; most: number },
): Promise<ReadEvents> {
  const [found] = await findEvents(db, wanted);
  if (!found) throw new NotFound('There is no such AMA. It may have been taken down.');
  return found;
}

const deleteOld = statement<{ before: Date }, never>('deleteOldAmaEvents')`
  delete from ama_events using amas join threads on threads.id = amas.thread_id
  where amas.thread_id = ama_events.thread_id and amas.state in ('closed', 'cancelled')
    and (threads.ends_at is null or threads.ends_at < ${'before'})`;

const day = 24 * 60 * 60 * 1000;

/** Together they say when everything happened, so they do not outlive an AMA that is over by more than a day. */
export async function sweepEvents(db: Queryable, now: Date): Promise<void> {
  await deleteOld(db, { before: new Date(now.getTime() - day) });
}
