import { statement } from '../../platform/db.ts';
import type { Form } from './records.ts';
import type { Section } from './sections.ts';
import { left, listAll, printTime } from './sections.ts';

/** The ref of a profile, or that of a masked author in its thread; and the form that its byline prints. */
export interface SignedRow {
  author: string;
  byline: Form;
}

export interface ThreadRow extends SignedRow {
  id: string;
  title: string;
  tldr: string;
  body: string;
  topics: string[];
  intent: string | null;
  parts: string[];
  options: string[];
  fromName: string | null;
  fromUrl: string | null;
  moment: { video: string; at: number } | null;
  startsAt: Date | null;
  endsAt: Date | null;
  hosts: string[];
  at: Date;
}

const findThreads = statement<{ kind: string }, ThreadRow>('exportThreads')`
  select threads.id, threads.title, threads.tldr, posts.body, posts.at, threads.intent, threads.options,
    coalesce(posts.profile_id, posts.thread_id || '/' || authors.handle) as author,
    case when posts.profile_id is not null then 'named' when authors.company is null then 'community' else 'company' end as byline,
    array(
      select slug::text from thread_topics join topics on topics.id = topic_id where thread_id = threads.id order by position
    ) as topics,
    array(select part ->> 'text' from jsonb_array_elements(threads.parts) with ordinality as listed (part, n) order by n) as parts,
    threads.from_name as "fromName", threads.from_url as "fromUrl",
    (select jsonb_build_object('video', video_id, 'at', at_ms / 1000.0) from moments
      where post_id = threads.id and asked and exists (select from public_posts as film where film.id = video_id)
      order by at_ms limit 1) as moment,
    threads.starts_at as "startsAt", threads.ends_at as "endsAt",
    array(select profile_id::text from ama_hosts where thread_id = threads.id order by position) as hosts
  from threads
  join public_posts as posts on posts.id = threads.id
  left join authors on authors.id = posts.author_id
  where threads.kind = ${'kind'} order by threads.id`;

export function listThreads(tx: Parameters<Section>[0], kind: string): AsyncGenerator<ThreadRow> {
  return listAll(findThreads, tx, [kind]);
}

export const questions: Section = async function* (tx) {
  for await (const thread of listThreads(tx, 'question')) {
    const { author, byline, topics, intent, parts, options, fromName, fromUrl, moment } = thread;
    const from = (fromName ?? fromUrl) ? { name: left(fromName), url: left(fromUrl) } : undefined;
    yield {
      type: 'question',
      ...texts(thread),
      ...{
        author,
        byline,
        topics: left(topics),
        intent: left(intent),
        parts: left(parts),
        options: left(options),
      },
      ...{
        at: printTime(thread.at),
        from,
        moment: moment ? { video: moment.video, at: moment.at } : undefined,
      },
    };
  }
};

export const amas: Section = async function* (tx) {
  for await (const thread of listThreads(tx, 'ama')) {
    const { hosts, startsAt, endsAt, topics } = thread;
    yield {
      type: 'ama',
      ...texts(thread),
      ...signedBy(thread, hosts[0]),
      hosts,
      startsAt: startsAt ? printTime(startsAt) : undefined,
      endsAt: endsAt ? printTime(endsAt) : undefined,
      ...{ topics: left(topics), at: printTime(thread.at) },
    };
  }
};

export function texts({ id, title, tldr, body }: ThreadRow) {
  return { ref: id, title, tldr: left(tldr), body: left(body) };
}

/** Said only where it is not what a reader of the format would take it for. */
export function signedBy({ author, byline }: SignedRow, expected: string | undefined): Partial<SignedRow> {
  return author === expected && byline === 'named' ? {} : { author, byline };
}
