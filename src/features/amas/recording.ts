import { z } from 'zod';
import { Conflict, Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { announceThread, publish } from '../posts/publishing.ts';
import { recordAmaEvent } from './amas.ts';
import type { Hosting } from './hosting.ts';
import { lockAma } from './states.ts';

/** The video that was made of an AMA. */
export interface Recording {
  id: string;
  slug: string;
  title: string;
  /** The second of it in which the AMA begins. */
  from: number;
  /** The second in which the host turned to a question, by its id. */
  moments: Record<string, number>;
}

const selectRecording = statement<{ amaId: string }, Recording>('findAmaRecording')`
  select videos.id, videos.slug, videos.title, amas.recording_from as "from", coalesce((
    select jsonb_object_agg(post_id, greatest(0, amas.recording_from
      + floor(extract(epoch from answering_at - own.starts_at))::integer))
    from ama_questions where ama_questions.thread_id = amas.thread_id and answering_at between own.starts_at and own.ends_at
  ), '{}') as moments
  from amas
  join threads as own on own.id = amas.thread_id
  join threads as videos on videos.id = amas.recording_id
  where amas.thread_id = ${'amaId'} and exists (select from public_posts where public_posts.id = videos.id)`;

/** Null where there is none that anybody may see. */
export async function findRecording(db: Queryable, amaId: string): Promise<Recording | null> {
  const [recording] = await selectRecording(db, { amaId });
  return recording ?? null;
}

/** Where it shows what was said to a question; null for what was answered after the hour. */
export function momentOf(
  recording: Recording | null,
  questionId: string,
): { href: string; at: string } | null {
  const second = recording?.moments[questionId];
  if (!recording || second === undefined) return null;
  return { href: `${urls.video(recording)}?t=${second}`, at: printSecond(second) };
}

/** "12:41", "1:02:03". */
export function printSecond(second: number): string {
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  const tail = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

export const recordingSchema = z.strictObject({
  recording: z.string().trim().max(500).default(''),
  begins: z
    .string()
    .trim()
    .regex(/^(\d{1,2}:)?\d{1,2}:\d\d$|^$/, 'Write it as in 0:30 or 1:02:03.')
    .default(''),
});

const findVideo = statement<{ id: string }, object>('findVideoOfAma')`
  select from public_posts where id = ${'id'} and kind = 'video'`;

const setRecording = statement<{ amaId: string; id: string | null; from: number }, never>('setAmaRecording')`
  update amas set recording_id = ${'id'}, recording_from = ${'from'} where thread_id = ${'amaId'}`;

// Of a host's own video that has no chapters yet: nobody writes into what is somebody else's.
const addMarks = statement<{ amaId: string }, never>('addAmaChapters')`
  insert into chapters (video_id, starts_ms, title)
  select videos.id, 1000 * greatest(0, amas.recording_from
      + floor(extract(epoch from ama_questions.answering_at - own.starts_at))::integer),
    left(regexp_replace(posts.body, '[[:space:]]+', ' ', 'g'), 120)
  from amas
  join threads as own on own.id = amas.thread_id
  join videos on videos.id = amas.recording_id
  join ama_questions on ama_questions.thread_id = amas.thread_id
  join public_posts as posts on posts.id = ama_questions.post_id
  where amas.thread_id = ${'amaId'} and ama_questions.state = 'queued'
    and ama_questions.answering_at between own.starts_at and own.ends_at
    and exists (
      select from ama_hosts where ama_hosts.thread_id = amas.thread_id and ama_hosts.profile_id = videos.profile_id)
    and not exists (select from chapters as given where given.video_id = videos.id)
  on conflict do nothing`;

/**
 * Says which video was made of the AMA, by its address here, and in which second of it the AMA begins; an empty address
 * takes it away. What was answered when becomes its chapters, where it is a host's and has none. Throws Invalid for what is no video here, Conflict before the AMA is over.
 */
export async function attachRecording(
  platform: Platform,
  { ama: { id: amaId } }: Hosting,
  { recording, begins }: z.output<typeof recordingSchema>,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    const { state } = await lockAma(platform, tx, amaId);
    if (state !== 'overflow' && state !== 'closed') throw new Conflict('A recording comes after the hour.');
    const id = recording === '' ? null : await requireVideo(tx, recording);
    await setRecording(tx, { amaId, id, from: secondsOf(begins) });
    await addMarks(tx, { amaId });
    if (id) await announceThread(platform, tx, id);
    await publish(platform, tx, { threadId: amaId });
    await recordAmaEvent(platform, tx, amaId, { kind: 'state' });
  });
}

async function requireVideo(tx: Tx, typed: string): Promise<string> {
  const id = /^(?:.*\/videos\/)?([0-9A-Za-z]{6,32})(?:[/?#].*)?$/.exec(typed)?.[1] ?? '';
  const found = await findVideo(tx, { id });
  if (found.length === 0) throw new Invalid({ recording: 'There is no video at this address here.' });
  return id;
}

function secondsOf(typed: string): number {
  return typed
    .split(':')
    .filter(Boolean)
    .reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
