import type { Tx } from '../../platform/db.ts';
import type { PostKind } from '../posts/posts.ts';
import type { TransferPlatform } from './context.ts';
import type { Person } from './people.ts';
import { resolvePeople } from './people.ts';
import { quote } from './quote.ts';
import type { Form, RecordOf } from './records.ts';
import type { KnownPost } from './refs.ts';
import { idFor, resolvePosts } from './refs.ts';
import { signatureForm } from './signing.ts';
import type { Place, Verdicts } from './tally.ts';

export type ReplyRecord = RecordOf<'answer'> | RecordOf<'comment'> | RecordOf<'amaQuestion'>;
export type ReplyKind = ReplyRecord['type'];

export interface PreparedReply {
  place: Place;
  record: ReplyRecord;
  /** The ref of what it stands on. */
  target: string;
  html: string;
}

/** A reply whose references are all there. */
export interface ReplyPlan {
  place: Place;
  record: ReplyRecord;
  html: string;
  id: string;
  threadId: string;
  onId: string;
  /** Ids of parts of the question. */
  parts: string[];
  /** Null where the record does not say, or nobody could have accepted it. */
  accepted: boolean | null;
  known: KnownPost | null;
  person: Person | null;
  form: Form;
}

/** Resolves what the records refer to; those that cannot be written are rejected. */
export async function planReplies(
  platform: TransferPlatform,
  tx: Tx,
  batch: readonly PreparedReply[],
  verdicts: Verdicts,
): Promise<ReplyPlan[]> {
  const people = await resolvePeople(
    platform,
    tx,
    batch.flatMap(({ record }) => record.author ?? []),
  );
  const posts = await resolvePosts(
    tx,
    batch.flatMap(({ record, target }) => [record.ref, target]),
  );
  return batch.flatMap((prepared) => {
    const plan = planReply(platform, prepared, { people, posts });
    if ('reason' in plan) verdicts.reject(prepared.place, plan.reason);
    else for (const note of plan.notes) verdicts.note(prepared.place, note);
    return 'reason' in plan ? [] : [plan];
  });
}

type Found = { people: Map<string, Person>; posts: Map<string, KnownPost> };

function planReply(
  { random }: TransferPlatform,
  { place, record, target, html }: PreparedReply,
  { people, posts }: Found,
): (ReplyPlan & { notes: string[] }) | { reason: string } {
  const on = posts.get(target);
  if (!on || !mayStandOn[record.type].includes(on.kind))
    return { reason: `there is no ${called[record.type]} ${quote(target)}` };
  const known = posts.get(record.ref) ?? null;
  if (known && known.kind !== record.type)
    return { reason: `${quote(record.ref)} is the ref of another kind of post` };
  const person = record.author === undefined ? null : people.get(record.author);
  if (person === undefined) return { reason: `there is no person ${quote(record.author ?? '')}` };
  const signed = signatureForm(person, record.byline);
  if (signed.reason !== undefined) return { reason: signed.reason };
  const parts = record.type === 'answer' ? record.parts : [];
  const tooHigh = parts.find((number) => number > on.parts.length);
  if (tooHigh !== undefined) return { reason: `there is no part ${tooHigh} of ${quote(target)}` };
  // Comments nest one level: a reply to a reply stands beside it.
  const onId = on.onComment && on.onId ? on.onId : on.id;
  const moved = known !== null && known.onId !== onId;
  const accepted = record.type === 'answer' && on.kind === 'question' ? (record.accepted ?? null) : null;
  return {
    ...{ place, record, html, known, person, form: signed.form, accepted },
    id: known?.id ?? idFor(random, record.ref),
    ...(moved ? { threadId: known.threadId, onId: known.onId ?? onId } : { threadId: on.threadId, onId }),
    parts: parts.flatMap((number) => on.parts[number - 1]?.id ?? []),
    notes: moved ? ['what it stands on cannot change, and stays'] : [],
  };
}

const threads: PostKind[] = ['question', 'ama', 'video'];
const mayStandOn: Record<ReplyKind, PostKind[]> = {
  answer: ['question', 'amaQuestion'],
  amaQuestion: ['ama'],
  comment: [...threads, 'amaQuestion', 'answer', 'comment'],
};
const called: Record<ReplyKind, string> = { answer: 'question', amaQuestion: 'AMA', comment: 'post' };
