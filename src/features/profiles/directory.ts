import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { TopicName } from '../topics/topics.ts';
import type { Person } from './people.ts';
import { peoplePerPage } from './people.ts';

/** A person with what they answered under their name. */
export interface Helper extends Person {
  answers: number;
  /** How often somebody said that one of them helped. */
  helpful: number;
}

export const daysOfHelp = 14;
const mostHelpers = 6;
// More than this in two weeks are counted from the newest.
const mostAnswers = 5000;

const selectHelpers = statement<{ since: Date; answers: number; limit: number }, Helper>('listHelpers')`
  with newest as materialized (
    select id, profile_id, up, down from posts
    where kind = 'answer' and profile_id is not null and at >= ${'since'}
    order by at desc limit ${'answers'}
  ), counted as (
    select newest.profile_id, count(*)::integer as answers, sum(newest.up)::integer as helpful,
      sum(answer_score(newest.up, newest.down, acceptances.post_id is not null)) as score
    from newest
    join public_posts on public_posts.id = newest.id
    left join acceptances on acceptances.post_id = newest.id
    group by newest.profile_id
  )
  select profiles.id, slug, name, title, portrait_id as portrait, left(bio, 2000) as bio, answers, helpful
  from counted join profiles on profiles.id = counted.profile_id
  where score > 0 and not former
  order by score desc, helpful desc, answers desc, lower(name), profiles.id limit ${'limit'}`;

/** Who helped most in the last two weeks, under their names; the score is `answer_score` of the migration. */
export async function listHelpers({ db, clock }: Pick<Platform, 'db' | 'clock'>): Promise<Helper[]> {
  const since = new Date(clock.now().getTime() - daysOfHelp * 24 * 3600 * 1000);
  return await selectHelpers(db, { since, answers: mostAnswers, limit: mostHelpers });
}

const selectTopicPeople = statement<
  { topicId: string; limit: number; offset: number },
  { people: Helper[]; total: number }
>('listTopicPeople')`
  select (select count(*) from topic_people where topic_id = ${'topicId'}) as total, coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', profiles.id, 'slug', slug, 'name', name, 'title', title, 'portrait', portrait_id, 'bio', left(bio, 2000),
      'answers', answers, 'helpful', helpful
    ) order by score desc, profile_id)
    from (
      select * from topic_people where topic_id = ${'topicId'}
      order by score desc, profile_id limit ${'limit'} offset ${'offset'}
    ) as page
    join profiles on profiles.id = page.profile_id and not former
  ), '[]') as people`;

/** One page of those who have answered under their name in a topic, who helped most first. */
export async function listTopicPeople(
  db: Queryable,
  topicId: string,
  page: number,
): Promise<{ people: Helper[]; total: number; pages: number }> {
  const offset = (page - 1) * peoplePerPage;
  const { people, total } = one(await selectTopicPeople(db, { topicId, limit: peoplePerPage, offset }));
  return { people, total, pages: Math.max(1, Math.ceil(total / peoplePerPage)) };
}

/** A topic in which somebody has answered under their name. */
export type PeopledTopic = TopicName & { people: number };

const selectTopics = statement<object, PeopledTopic>('listPeopledTopics')`
  select topics.id, topics.slug, topics.name, counted.people
  from (select topic_id, count(*)::integer as people from topic_people group by topic_id) as counted
  join topics on topics.id = counted.topic_id
  order by counted.people desc, lower(topics.name) limit 40`;

export async function listPeopledTopics(db: Queryable): Promise<PeopledTopic[]> {
  return await selectTopics(db, {});
}

export const countPeopleJob = 'count-people';

const refresh = statement<object, never>('countPeople')`select count_people()`;

/** Counts anew who has answered in which topic. One pass over all named answers, which readers do not wait for. */
export async function countPeople({ db }: Pick<Platform, 'db'>): Promise<void> {
  await refresh(db, {});
}
