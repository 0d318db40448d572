import type { ThreadKind } from '../posts/posts.ts';
import type { Form, RecordOf } from './records.ts';

/** What the three kinds of threads share, in one shape. */
export interface ThreadRecord {
  kind: ThreadKind;
  ref: string;
  title: string;
  tldr: string;
  body: string;
  topics: string[];
  author: string | undefined;
  byline: Form | undefined;
  at: string | null;
  intent: string | null;
  parts: string[];
  options: string[];
  fromName: string | null;
  fromUrl: string | null;
  startsAt: string | null;
  endsAt: string | null;
  hosts: string[];
  speakers: string[];
  moment: { video: string; at: number } | null;
}

export function threadRecord(
  record: RecordOf<'question'> | RecordOf<'ama'> | RecordOf<'video'>,
): ThreadRecord {
  const { type: kind, ref, title, tldr, body, topics, author, byline, at = null } = record;
  const thread = { ...none, kind, ref, title, tldr, body, topics, author, byline, at };
  if (record.type === 'question') {
    const { intent = null, parts, options, from, moment = null } = record;
    const { name: fromName = null, url: fromUrl = null } = from ?? {};
    return { ...thread, intent, parts, options, fromName, fromUrl, moment };
  }
  // Whoever nobody says has posted it: its first host or speaker has.
  if (record.type === 'ama') {
    const { hosts, startsAt = null, endsAt = null } = record;
    return { ...thread, hosts, startsAt, endsAt, author: author ?? hosts[0] };
  }
  return { ...thread, speakers: record.speakers, author: author ?? record.speakers[0] };
}

const none = {
  ...{ intent: null, parts: [], options: [], fromName: null, fromUrl: null },
  ...{ startsAt: null, endsAt: null, hosts: [], speakers: [], moment: null },
};
