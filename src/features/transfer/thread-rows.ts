import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { slugify } from '../../platform/text.ts';
import type { Moment } from '../moments/moment.ts';
import type { Part } from './parts.ts';
import type { Recording } from './recordings.ts';
import type { ThreadRecord } from './thread-records.ts';

/** A thread as its tables hold it. */
export interface ThreadRow extends Omit<ThreadRecord, 'parts' | 'topics' | 'hosts' | 'moment'> {
  id: string;
  parts: Part[];
  /** Ids, in their order; so are the hosts, of profiles. */
  topics: string[];
  hosts: string[];
  recording: Recording | null;
  moment: Moment | null;
}

const insertRows = statement<{ rows: string }, never>('insertImportedThreads')`
  insert into threads (id, kind, title, slug, tldr, intent, parts, options, from_name, from_url, starts_at, ends_at, recording)
  select id, kind, title, slug, tldr, intent, parts, options, from_name, from_url, starts_at, ends_at, recording
  from json_to_recordset(${'rows'}::json) as new (id text, kind text, title text, slug text, tldr text, intent text,
    parts jsonb, options jsonb, from_name text, from_url text, starts_at timestamptz, ends_at timestamptz, recording jsonb)`;

const updateRows = statement<{ rows: string }, { id: string }>('updateImportedThreads')`
  update threads set title = new.title, slug = new.slug, tldr = new.tldr, intent = new.intent, parts = new.parts,
    options = new.options, from_name = new.from_name, from_url = new.from_url, starts_at = new.starts_at,
    ends_at = new.ends_at, recording = new.recording
  from json_to_recordset(${'rows'}::json) as new (id text, title text, slug text, tldr text, intent text,
    parts jsonb, options jsonb, from_name text, from_url text, starts_at timestamptz, ends_at timestamptz, recording jsonb)
  where threads.id = new.id and (threads.title, threads.slug, threads.tldr, threads.intent, threads.parts, threads.options,
    threads.from_name, threads.from_url, threads.starts_at, threads.ends_at, threads.recording)
    is distinct from (new.title, new.slug, new.tldr, new.intent, new.parts, new.options,
    new.from_name, new.from_url, new.starts_at, new.ends_at, new.recording)
  returning threads.id`;

export async function insertThreads(tx: Tx, threads: readonly ThreadRow[]): Promise<void> {
  if (threads.length === 0) return;
  await insertRows(tx, { rows: JSON.stringify(threads.map(asRow)) });
  await addTopics(tx, pairs(threads, 'topics'));
  if (threads.some(({ hosts }) => hosts.length > 0)) await addHosts(tx, pairs(threads, 'hosts'));
}

/** Returns the ids of those that changed. */
export async function updateThreads(tx: Tx, threads: readonly ThreadRow[]): Promise<Set<string>> {
  if (threads.length === 0) return new Set();
  const changed = await updateRows(tx, { rows: JSON.stringify(threads.map(asRow)) });
  const moved = await keepOnly(tx, threads, 'topics', { find: findTopics, drop: dropTopics, add: addTopics });
  const hosted = await keepOnly(tx, threads, 'hosts', { find: findHosts, drop: dropHosts, add: addHosts });
  return new Set([...changed.map(({ id }) => id), ...moved, ...hosted]);
}

function asRow(thread: ThreadRow): object {
  const { id, kind, title, tldr, intent, parts, options, fromName, fromUrl, startsAt, endsAt, recording } =
    thread;
  return {
    ...{ id, kind, title, slug: slugify(title), tldr, intent, parts, options, recording },
    ...{ from_name: fromName, from_url: fromUrl, starts_at: startsAt, ends_at: endsAt },
  };
}

interface Pairs {
  threadIds: string[];
  ids: string[];
  positions: number[];
}

function pairs(threads: readonly ThreadRow[], list: 'topics' | 'hosts'): Pairs {
  const all = threads.flatMap((thread) =>
    thread[list].map((id, index) => ({ thread: thread.id, id, index })),
  );
  return {
    threadIds: all.map(({ thread }) => thread),
    ids: all.map(({ id }) => id),
    positions: all.map(({ index }) => index + 1),
  };
}

const addTopics = statement<Pairs, never>('insertImportedTopics')`
  insert into thread_topics (thread_id, topic_id, position)
  select * from unnest(${'threadIds'}::text[], ${'ids'}::text[], ${'positions'}::smallint[])`;

const addHosts = statement<Pairs, never>('insertImportedHosts')`
  insert into ama_hosts (thread_id, profile_id, position)
  select * from unnest(${'threadIds'}::text[], ${'ids'}::text[], ${'positions'}::smallint[])`;

const dropTopics = statement<{ threadIds: string[] }, never>('deleteImportedTopics')`
  delete from thread_topics where thread_id = any (${'threadIds'}::text[])`;

const dropHosts = statement<{ threadIds: string[] }, never>('deleteImportedHosts')`
  delete from ama_hosts where thread_id = any (${'threadIds'}::text[])`;

const findTopics = statement<{ threadIds: string[] }, { threadId: string; ids: string[] }>(
  'findTopicsOfMany',
)`
  select thread_id as "threadId", array_agg(topic_id::text order by position) as ids
  from thread_topics where thread_id = any (${'threadIds'}::text[]) group by thread_id`;

const findHosts = statement<{ threadIds: string[] }, { threadId: string; ids: string[] }>('findHostsOfMany')`
  select thread_id as "threadId", array_agg(profile_id::text order by position) as ids
  from ama_hosts where thread_id = any (${'threadIds'}::text[]) group by thread_id`;

/** Sets the lists of threads that differ; returns their ids. */
async function keepOnly(
  tx: Tx,
  threads: readonly ThreadRow[],
  list: 'topics' | 'hosts',
  { find, drop, add }: { find: typeof findTopics; drop: typeof dropTopics; add: typeof addTopics },
): Promise<string[]> {
  const rows = await find(tx, { threadIds: threads.map(({ id }) => id) });
  const present = new Map(rows.map(({ threadId, ids }) => [threadId, ids.join(' ')]));
  const changed = threads.filter((thread) => (present.get(thread.id) ?? '') !== thread[list].join(' '));
  if (changed.length > 0) {
    await drop(tx, { threadIds: changed.map(({ id }) => id) });
    await add(tx, pairs(changed, list));
  }
  return changed.map(({ id }) => id);
}
