import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';

/** The first page of what waits to be answered, as ids in their order, and how much there is. */
export interface QueueHead {
  ids: string[];
  /** What is being answered. */
  now: string | null;
  queued: number;
  answered: number;
}

/** So many waiting questions stand on an AMA's page. */
const headLength = 50;

const findHead = statement<{ amaId: string; length: number }, QueueHead>('findAmaQueueHead')`
  with answered as materialized (
    select distinct answers.on_id as id from posts as answers
    where answers.thread_id = ${'amaId'} and answers.kind = 'answer'
      and not exists (select from removals where removals.post_id = answers.id)
  ), merged as materialized (
    select doubles.merged_into as id, sum(posts.up) as up
    from ama_questions as doubles join posts on posts.id = doubles.post_id
    where doubles.thread_id = ${'amaId'} and doubles.merged_into is not null group by doubles.merged_into
  ), open as materialized (
    select questions.post_id as id, questions.pinned, posts.at, answered.id is not null as is_answered,
      posts.up + coalesce(merged.up, 0) as tally
    from ama_questions as questions join posts on posts.id = questions.post_id
    left join answered on answered.id = questions.post_id
    left join merged on merged.id = questions.post_id
    where questions.thread_id = ${'amaId'} and questions.state = 'queued'
      and not exists (select from removals where removals.post_id = questions.post_id)
  ), head as (
    select id, row_number() over (order by pinned desc, tally desc, at, id) as place from open
    where not is_answered order by place limit ${'length'}
  )
  select coalesce((select array_agg(id::text order by place) from head), '{}') as ids,
    (select answering_id from amas where thread_id = ${'amaId'}) as now,
    (select count(*) from open where not is_answered) as queued,
    (select count(*) from open where is_answered) as answered`;

export async function findQueueHead(db: Queryable, amaId: string): Promise<QueueHead> {
  return one(await findHead(db, { amaId, length: headLength }));
}
