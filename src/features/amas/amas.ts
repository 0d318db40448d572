import { NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

export type AmaState = 'announced' | 'live' | 'overflow' | 'closed' | 'cancelled';

export interface AmaHost {
  profileId: string;
  name: string;
  slug: string;
  title: string | null;
  portrait: string | null;
}

/** An AMA that was announced, and is public. A draft is its host's alone and stands among their drafts. */
export interface Ama {
  id: string;
  title: string;
  slug: string;
  state: AmaState;
  /** IANA name: the host's clock. */
  zone: string;
  /** Null only where a file from elsewhere did not say. */
  startsAt: Date | null;
  endsAt: Date | null;
  approveFirst: boolean;
  showsDrafts: boolean;
  /** Of its calendar entry. */
  sequence: number;
  /** A day, as in 2026-05-04. */
  promisedOn: string | null;
  summaryHtml: string;
  recordingId: string | null;
  answeringId: string | null;
  cancelledBecause: string;
  /** The number of the last event that readers were told. */
  lastEvent: number;
  audience: number;
  locked: boolean;
  hosts: AmaHost[];
}

const findAmaById = statement<{ id: string }, Ama>('findAma')`
  select threads.id, threads.title, threads.slug, amas.state, amas.zone,
    threads.starts_at as "startsAt", threads.ends_at as "endsAt", amas.approve_first as "approveFirst",
    amas.shows_drafts as "showsDrafts", amas.sequence, to_char(amas.promised_on, 'YYYY-MM-DD') as "promisedOn",
    amas.summary_html as "summaryHtml", amas.recording_id as "recordingId", amas.answering_id as "answeringId",
    amas.cancelled_because as "cancelledBecause", amas.last_event::integer as "lastEvent", amas.audience,
    exists (select from locks where thread_id = threads.id) as locked,
    coalesce((
      select jsonb_agg(jsonb_build_object('profileId', profiles.id, 'name', name, 'slug', profiles.slug,
        'title', profiles.title, 'portrait', profiles.portrait_id) order by position)
      from ama_hosts join profiles on profiles.id = ama_hosts.profile_id where ama_hosts.thread_id = threads.id
    ), '[]') as hosts
  from amas join threads on threads.id = amas.thread_id
  where amas.thread_id = ${'id'}
    and not exists (select from removals where removals.post_id = threads.id)`;

/** Null where there is none, or it was removed. */
export async function findAma(db: Queryable, id: string): Promise<Ama | null> {
  const [ama] = await findAmaById(db, { id });
  return ama ?? null;
}

/** Throws NotFound. */
export async function accessAma(platform: Pick<Platform, 'db'>, id: string): Promise<Ama> {
  const ama = await findAma(platform.db, id);
  if (!ama) throw new NotFound('There is no such AMA.');
  return ama;
}

export type AmaEventKind =
  /** A question waits for approval: for those who decide, and without its id. */
  | 'held'
  /** A question can be read from now on. */
  | 'question'
  /** It cannot any more: dismissed, removed, or merged into another one. */
  | 'gone'
  /** How many votes questions have: `facts` is a tally by the id of the question. */
  | 'tallies'
  /** Pinned, or not any more. */
  | 'pinned'
  /** The host turned to it, or, without a question, from all. */
  | 'answering'
  /** The answer as far as it was written. */
  | 'draft'
  | 'answered'
  /** The AMA went live, was wrapped, closed, cancelled, moved or edited. */
  | 'state'
  /** How many read along, in steps: `facts.readers`. */
  | 'audience';

export interface AmaEvent {
  kind: AmaEventKind;
  questionId?: string | null;
  facts?: Record<string, unknown>;
}

const insertEvent = statement<
  { amaId: string; kind: string; questionId: string | null; facts: string },
  { number: number }
>('insertAmaEvent')`
  with counted as (
    update amas set last_event = last_event + 1 where thread_id = ${'amaId'} returning last_event
  )
  insert into ama_events (thread_id, number, kind, question_id, facts)
  select ${'amaId'}, last_event, ${'kind'}, ${'questionId'}, ${'facts'}::jsonb from counted
  returning number::integer as number`;

/** What processes are told of when an AMA has a new event. */
export function eventsTag(amaId: string): string {
  return `ama:${amaId}`;
}

/**
 * Tells whoever reads the AMA live, in every process, right after the commit. Locks the AMA's row until then, so that
 * numbers come in the order of commits: soon before the end of a transaction, and after its thread was locked.
 */
export async function recordAmaEvent(
  platform: Platform,
  tx: Tx,
  amaId: string,
  { kind, questionId = null, facts = {} }: AmaEvent,
): Promise<void> {
  await insertEvent(tx, { amaId, kind, questionId, facts: JSON.stringify(facts) });
  await platform.changes.announce(tx, [eventsTag(amaId)]);
}
