import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Place } from '../api/pagination.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { AmaState } from './amas.ts';

/** Text with who signs it, as anybody may read it. */
export interface WrittenRow extends BylineRow {
  id: string;
  body: string;
  bodyHtml: string;
  htmlVersion: number;
  /** A date, or ISO 8601 where it came as JSON. */
  at: Date | string;
}

export interface AmaRow extends Pick<WrittenRow, 'id' | 'body' | 'bodyHtml' | 'htmlVersion'> {
  slug: string;
  title: string;
  state: AmaState;
  zone: string;
  startsAt: Date | null;
  endsAt: Date | null;
  approveFirst: boolean;
  promisedOn: string | null;
  summaryHtml: string;
  cancelledBecause: string;
  questions: number;
  /** Exactly; what is told is `stepOf` it. */
  going: number;
  hosts: { name: string; slug: string; title: string | null }[];
  topics: { id: string; slug: string; name: string }[];
}

export interface AmaQuestionRow extends WrittenRow {
  threadId: string;
  slug: string;
  authorId: Buffer | null;
  profileId: string | null;
  mergedInto: string | null;
  pinned: boolean;
  tally: number;
  answers: WrittenRow[];
}

type From = { key: number | null; id: string; most: number };

const listPlaces = statement<From, Place>('listAmaPlaces')`
  select id, array[starts] as keys from (
    select posts.id, extract(epoch from coalesce(threads.starts_at, 'epoch'))::float8 as starts
    from amas join threads on threads.id = amas.thread_id join public_posts as posts on posts.id = threads.id
  ) as all_amas
  where ${'key'}::float8 is null or (-starts, id) > (-${'key'}::float8, ${'id'})
  order by starts desc, id limit ${'most'}`;

/** All that anybody may see, those that begin last first. */
export async function listAmaPlaces(
  db: Queryable,
  { from, most }: { from: Place | null; most: number },
): Promise<Place[]> {
  return await listPlaces(db, { key: from?.keys[0] ?? null, id: from?.id ?? '', most });
}

const findByIds = statement<{ ids: readonly string[] }, AmaRow>('findPublicAmas')`
  select threads.id, threads.slug, threads.title, amas.state, amas.zone, threads.starts_at as "startsAt",
    threads.ends_at as "endsAt", amas.approve_first as "approveFirst",
    to_char(amas.promised_on, 'YYYY-MM-DD') as "promisedOn", amas.summary_html as "summaryHtml",
    amas.cancelled_because as "cancelledBecause", threads.answers as questions,
    posts.body, posts.body_html as "bodyHtml", posts.html_version as "htmlVersion",
    (select count(*) from ama_rsvps where ama_rsvps.thread_id = threads.id) as going,
    coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'slug', profiles.slug, 'title', profiles.title) order by position)
      from ama_hosts join profiles on profiles.id = ama_hosts.profile_id where ama_hosts.thread_id = threads.id
    ), '[]') as hosts,
    coalesce((
      select jsonb_agg(jsonb_build_object('id', topics.id, 'slug', topics.slug, 'name', topics.name) order by position)
      from thread_topics join topics on topics.id = thread_topics.topic_id where thread_topics.thread_id = threads.id
    ), '[]') as topics
  from unnest((select ${'ids'}::text[])) with ordinality as wanted (id, place)
  join public_posts as posts on posts.id = wanted.id
  join amas on amas.thread_id = posts.id
  join threads on threads.id = posts.id
  order by wanted.place`;

/** Those of these AMAs that anybody may see, in the order of `ids`. */
export async function findPublicAmas(db: Queryable, ids: readonly string[]): Promise<AmaRow[]> {
  return ids.length > 0 ? await findByIds(db, { ids }) : [];
}

type FromQuestion = { amaId: string; pinned: number | null; tally: number | null; id: string; most: number };

const listQuestions = statement<FromQuestion, Place>('listAmaQuestionPlaces')`
  select id, array[pinned, tally] as keys from (
    select posts.id, ama_questions.pinned::integer::float8 as pinned, ama_questions.tally::float8 as tally
    from ama_questions join public_posts as posts on posts.id = ama_questions.post_id
    where ama_questions.thread_id = ${'amaId'} and ama_questions.state in ('queued', 'merged')
  ) as questions
  where ${'pinned'}::float8 is null or (-pinned, -tally, id) > (-${'pinned'}::float8, -${'tally'}::float8, ${'id'})
  order by pinned desc, tally desc, id limit ${'most'}`;

/** The questions of an AMA that anybody may see: pinned ones, then the most helpful. */
export async function listAmaQuestionPlaces(
  db: Queryable,
  { amaId, from, most }: { amaId: string; from: Place | null; most: number },
): Promise<Place[]> {
  const [pinned = null, tally = null] = from?.keys ?? [];
  return await listQuestions(db, { amaId, pinned, tally, id: from?.id ?? '', most });
}

const findQuestions = statement<{ ids: readonly string[] }, AmaQuestionRow>('findPublicAmaQuestions')`
  select posts.id, posts.thread_id as "threadId", threads.slug, posts.author_id as "authorId",
    posts.profile_id as "profileId", posts.body, posts.body_html as "bodyHtml", posts.html_version as "htmlVersion",
    posts.at, ama_questions.merged_into as "mergedInto", ama_questions.pinned, ama_questions.tally,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title,
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', answers.id, 'body', answers.body, 'bodyHtml', answers.body_html, 'htmlVersion', answers.html_version,
        'at', answers.at, 'level', null, 'role', null, 'nativeLevel', null, 'company', null, 'handle', null,
        'name', hosts.name, 'profileSlug', hosts.slug, 'title', hosts.title
      ) order by answers.at, answers.id)
      from public_posts as answers join profiles as hosts on hosts.id = answers.profile_id
      where answers.on_id = posts.id and answers.kind = 'answer'
    ), '[]') as answers
  from unnest((select ${'ids'}::text[])) with ordinality as wanted (id, place)
  join public_posts as posts on posts.id = wanted.id
  join ama_questions on ama_questions.post_id = posts.id
  join threads on threads.id = posts.thread_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where ama_questions.state in ('queued', 'merged')
  order by wanted.place`;

export async function findPublicAmaQuestions(
  db: Queryable,
  ids: readonly string[],
): Promise<AmaQuestionRow[]> {
  return ids.length > 0 ? await findQuestions(db, { ids }) : [];
}
