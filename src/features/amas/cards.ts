import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { QuestionState } from './queue.ts';

/** Something that was written in an AMA, as its pages show it. Times are ISO 8601. */
export interface CardPost extends BylineRow {
  id: string;
  bodyHtml: string;
  /** Hexadecimal; compared with the viewer's own, never printed. */
  authorId: string | null;
  profileId: string | null;
  at: string;
  editedAt: string | null;
  up: number;
}

/** A question of an AMA with what the hosts said to it. */
export interface QuestionCard extends CardPost {
  state: QuestionState;
  /** Helpful votes, with those of questions that were merged into it. */
  tally: number;
  pinned: boolean;
  /** The name of the host who is to answer it, for hosts; empty where nobody was named. */
  handedTo: string;
  /** An answer that a host has begun to write where readers watch; empty where there is none. */
  draft: string;
  /** The same as readers see it: in the live hour, while the hosts want it to be seen. */
  growing: string;
  comments: number;
  /** Why it was turned down. */
  reason: string;
  answers: CardPost[];
  /** What asks the same. */
  merged: CardPost[];
}

/** Which questions: waiting or answered ones, and a page of them; or these. */
export interface CardsWanted {
  which: 'queued' | 'answered' | 'held' | 'dismissed';
  /** Newest answer first, as one reads along; else the most helpful first. */
  newestFirst?: boolean;
  limit: number;
  offset?: number;
}

type Asked = Required<CardsWanted> & { amaId: string; ids: readonly string[] | null };

const findCards = statement<Asked, { cards: QuestionCard[] }>('findAmaCards')`
  with known as materialized (
    select questions.post_id, questions.state, questions.pinned, questions.draft, questions.handed_to, posts.at,
      posts.up + coalesce((
        select sum(same.up) from ama_questions as doubles join posts as same on same.id = doubles.post_id
        where doubles.merged_into = questions.post_id
      ), 0) as tally,
      (select max(answers.at) from public_posts as answers
        where answers.on_id = questions.post_id and answers.kind = 'answer') as answered_at
    from ama_questions as questions join posts on posts.id = questions.post_id
    where questions.thread_id = ${'amaId'}
      and (${'ids'}::text[] is null or questions.post_id = any (${'ids'}))
      and not exists (
        select from removals where removals.post_id = questions.post_id
          and (removals.withdrawn or removals.by <> 'host' or ${'which'} in ('queued', 'answered'))
      )
      and (${'ids'}::text[] is not null or questions.state = case ${'which'} when 'answered' then 'queued' else ${'which'} end)
  ), picked as materialized (
    select known.*, row_number() over (
      order by case when ${'newestFirst'} then known.answered_at end desc nulls last,
        known.pinned desc, known.tally desc, known.at, known.post_id
    ) as place
    from known
    where ${'which'} not in ('queued', 'answered') or ${'ids'}::text[] is not null
      or (known.answered_at is not null) = (${'which'} = 'answered')
    order by place limit ${'limit'} offset ${'offset'}
  ), written as (
    select posts.id, posts.on_id, posts.kind, posts.at, doubles.merged_into, jsonb_build_object(
      'id', posts.id, 'bodyHtml', posts.body_html, 'authorId', encode(posts.author_id, 'hex'),
      'profileId', posts.profile_id, 'at', posts.at, 'editedAt', posts.edited_at, 'up', posts.up,
      'level', authors.level, 'role', authors.role, 'nativeLevel', authors.native_level,
      'company', authors.company, 'handle', authors.handle,
      'name', profiles.name, 'profileSlug', profiles.slug, 'title', profiles.title, 'portrait', profiles.portrait_id
    ) as post
    from posts
    left join ama_questions as doubles on doubles.post_id = posts.id and doubles.state = 'merged'
    left join authors on authors.id = posts.author_id
    left join profiles on profiles.id = posts.profile_id
    where (
      posts.id in (select post_id from picked)
      or (posts.on_id in (select post_id from picked) and posts.kind = 'answer')
      or doubles.merged_into in (select post_id from picked)
    ) and (posts.id in (select post_id from picked) or not exists (select from removals where removals.post_id = posts.id))
  )
  select coalesce(jsonb_agg(own.post || jsonb_build_object(
    'state', case when picked.state = 'queued' and picked.answered_at is not null then 'answered' else picked.state end,
    'tally', picked.tally, 'pinned', picked.pinned, 'draft', picked.draft,
    'handedTo', coalesce((select name from profiles where profiles.id = picked.handed_to), ''),
    'growing', case when shows.drafts then picked.draft else '' end,
    'reason', coalesce((select reason from removals where removals.post_id = picked.post_id), ''),
    'comments', (
      select count(*) from public_posts as comments where comments.kind = 'comment'
        and (comments.on_id = picked.post_id or comments.on_id in (
          select below.id from posts as below where below.on_id = picked.post_id))
    ),
    'answers', coalesce((
      select jsonb_agg(written.post order by written.at, written.id) from written
      where written.on_id = picked.post_id and written.kind = 'answer'), '[]'),
    'merged', coalesce((
      select jsonb_agg(written.post order by written.at, written.id) from written
      where written.merged_into = picked.post_id), '[]')
  ) order by picked.place), '[]') as cards
  from picked join written as own on own.id = picked.post_id
  cross join (select shows_drafts and state = 'live' as drafts from amas where thread_id = ${'amaId'}) as shows`;

/** Questions of an AMA in the order of its page. Held and dismissed ones are for those who decide. */
export async function listCards(
  db: Queryable,
  amaId: string,
  { which, newestFirst = false, limit, offset = 0 }: CardsWanted,
): Promise<QuestionCard[]> {
  const [row] = await findCards(db, { amaId, ids: null, which, newestFirst, limit, offset });
  return row?.cards ?? [];
}

/** These questions, where anybody may read them; merged ones as well. */
export async function findPublicCards(
  db: Queryable,
  amaId: string,
  ids: readonly string[],
): Promise<QuestionCard[]> {
  const wanted = { which: 'queued', newestFirst: false, limit: ids.length, offset: 0 } as const;
  const [row] = await findCards(db, { amaId, ids, ...wanted });
  return row?.cards ?? [];
}

export interface CardCounts {
  queued: number;
  answered: number;
  held: number;
  dismissed: number;
}

const findCounts = statement<{ amaId: string }, CardCounts>('countAmaCards')`
  select count(*) filter (where state = 'queued' and not answered) as queued,
    count(*) filter (where state = 'queued' and answered) as answered,
    count(*) filter (where state = 'held') as held,
    count(*) filter (where state = 'dismissed') as dismissed
  from (
    select state, is_ama_answered(post_id) as answered from ama_questions
    where thread_id = ${'amaId'} and not exists (
      select from removals where removals.post_id = ama_questions.post_id and (withdrawn or by <> 'host')
    )
  ) as questions`;

export async function countCards(db: Queryable, amaId: string): Promise<CardCounts> {
  const [counts] = await findCounts(db, { amaId });
  return counts ?? { queued: 0, answered: 0, held: 0, dismissed: 0 };
}
