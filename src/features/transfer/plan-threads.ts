import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { TransferPlatform } from './context.ts';
import { nameParts } from './parts.ts';
import type { Person } from './people.ts';
import { resolvePeople } from './people.ts';
import { quote } from './quote.ts';
import type { PreparedRecording, Spoken } from './recordings.ts';
import { keepStored } from './recordings.ts';
import type { Form } from './records.ts';
import type { KnownPost } from './refs.ts';
import { idFor, resolvePosts } from './refs.ts';
import { signatureForm } from './signing.ts';
import type { Place, Verdicts } from './tally.ts';
import type { ThreadRecord } from './thread-records.ts';
import type { ThreadRow } from './thread-rows.ts';

export interface Prepared {
  place: Place;
  thread: ThreadRecord;
  html: string;
  recording: PreparedRecording | null;
}

/** A record whose references are all there. */
export interface Plan {
  place: Place;
  row: ThreadRow;
  body: string;
  html: string;
  known: KnownPost | null;
  person: Person | null;
  form: Form;
  spoken: Spoken;
}

/** Resolves what the records refer to; those that cannot be written are rejected. */
export async function planThreads(
  platform: TransferPlatform,
  tx: Tx,
  batch: readonly Prepared[],
  verdicts: Verdicts,
): Promise<Plan[]> {
  const threads = batch.map(({ thread }) => thread);
  const topics = await resolveTopics(
    tx,
    threads.flatMap((thread) => thread.topics),
  );
  const named = threads.flatMap(({ author, hosts, speakers }) => [author ?? [], hosts, speakers].flat());
  const people = await resolvePeople(platform, tx, named);
  const known = await resolvePosts(
    tx,
    threads.flatMap(({ ref, moment }) => [ref, moment?.video ?? []].flat()),
  );
  return batch.flatMap((prepared) => {
    const plan = planThread(platform, prepared, {
      topics,
      people,
      known: known.get(prepared.thread.ref) ?? null,
      video: known.get(prepared.thread.moment?.video ?? '') ?? null,
    });
    if ('reason' in plan) verdicts.reject(prepared.place, plan.reason);
    else for (const note of plan.notes) verdicts.note(prepared.place, note);
    return 'reason' in plan ? [] : [plan];
  });
}

function planThread(
  { random }: TransferPlatform,
  { place, thread, html, recording }: Prepared,
  found: {
    topics: Map<string, string>;
    people: Map<string, Person>;
    known: KnownPost | null;
    video: KnownPost | null;
  },
): (Plan & { notes: string[] }) | { reason: string } {
  const { topics, people, known, video } = found;
  if (known && known.kind !== thread.kind)
    return { reason: `${quote(thread.ref)} is the ref of another kind of post` };
  const unknownTopic = thread.topics.find((slug) => !topics.has(slug));
  if (unknownTopic !== undefined) return { reason: `there is no topic ${quote(unknownTopic)}` };
  const nobody = [thread.author ?? [], thread.hosts, thread.speakers].flat().find((ref) => !people.has(ref));
  if (nobody !== undefined) return { reason: `there is no person ${quote(nobody)}` };
  const unnamed = thread.hosts.find((ref) => !people.get(ref)?.profileId);
  if (unnamed !== undefined) return { reason: `the host ${quote(unnamed)} has no name` };
  if (thread.startsAt && thread.endsAt && thread.endsAt < thread.startsAt)
    return { reason: 'it ends before it starts' };
  if (recording && 'reason' in recording) return recording;
  if (thread.moment && video?.kind !== 'video')
    return { reason: `there is no video ${quote(thread.moment.video)}` };
  const person = thread.author === undefined ? null : (people.get(thread.author) ?? null);
  const signed = signatureForm(person, thread.byline);
  if (signed.reason !== undefined) return { reason: signed.reason };
  const speakers = thread.speakers.map((ref) => ({ ref, id: people.get(ref)?.profileId ?? null }));
  const row = {
    ...thread,
    id: known?.id ?? idFor(random, thread.ref),
    parts: nameParts(random, thread.parts, known?.parts ?? []),
    topics: [...new Set(thread.topics.map((slug) => topics.get(slug) ?? ''))],
    hosts: [...new Set(thread.hosts.map((ref) => people.get(ref)?.profileId ?? ''))],
    moment: thread.moment && video && { videoId: video.id, atMs: Math.round(thread.moment.at * 1000) },
    recording: recording && {
      ...keepStored(recording.recording, known?.recording ?? null),
      speakers: speakers.flatMap(({ id }) => id ?? []),
    },
  };
  const notes = speakers
    .filter(({ id }) => !id)
    .map(({ ref }) => `the speaker ${quote(ref)} has no name and is left out`);
  return {
    place,
    row,
    body: thread.body,
    html,
    known,
    person,
    form: signed.form,
    spoken: recording?.spoken ?? new Map(),
    notes: [...(recording?.notes ?? []), ...notes],
  };
}

const findTopics = statement<{ slugs: string[] }, { slug: string; id: string }>('findTopicsBySlug')`
  select asked.slug, topics.id from unnest(${'slugs'}::text[]) as asked (slug)
  left join topic_synonyms on topic_synonyms.slug = asked.slug
  join topics on topics.slug = asked.slug
    or (topics.id = topic_synonyms.topic_id and not exists (select from topics where topics.slug = asked.slug))`;

async function resolveTopics(tx: Tx, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await findTopics(tx, { slugs: [...new Set(slugs)] });
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
