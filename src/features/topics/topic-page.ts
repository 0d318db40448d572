import { MovedTo, NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { TopicName } from './topics.ts';

export interface Topic extends TopicName {
  summary: string;
  guideHtml: string;
  parent: TopicName | null;
  children: TopicName[];
}

const findBySlug = statement<{ slug: string }, { topic: Topic }>('findTopic')`
  select jsonb_build_object(
    'id', topics.id, 'slug', topics.slug, 'name', topics.name, 'summary', topics.summary, 'guideHtml', topics.guide_html,
    'parent', (select jsonb_build_object('id', id, 'slug', slug, 'name', name) from topics as parents where parents.id = topics.parent_id),
    'children', coalesce((
      select jsonb_agg(jsonb_build_object('id', id, 'slug', slug, 'name', name) order by name)
      from topics as children where children.parent_id = topics.id
    ), '[]')
  ) as topic
  from topics where slug = ${'slug'}`;

const findSynonym = statement<{ slug: string }, { slug: string }>('findSynonym')`
  select topics.slug from topic_synonyms join topics on topics.id = topic_synonyms.topic_id
  where topic_synonyms.slug = ${'slug'}`;

/** Throws NotFound, and MovedTo where the slug is a synonym: to what `addressOf` gives for the topic's own slug. */
export async function accessTopic(
  db: Queryable,
  slug: string,
  addressOf: (topic: { slug: string }) => string,
): Promise<Topic> {
  const [row] = await findBySlug(db, { slug });
  if (row) return row.topic;
  const [target] = await findSynonym(db, { slug });
  throw target ? new MovedTo(addressOf(target)) : new NotFound('There is no such topic.');
}

const findGuideById = statement<{ id: string }, { guide: string }>('findTopicGuide')`
  select guide from topics where id = ${'id'}`;

/** The source of the topic's guide, in Markdown; empty where there is none. */
export async function findGuide(db: Queryable, id: string): Promise<string> {
  const [row] = await findGuideById(db, { id });
  return row?.guide ?? '';
}

export interface TopicInDirectory extends TopicName {
  summary: string;
  parentId: string | null;
  threads: number;
}

const listAll = statement<object, TopicInDirectory>('listTopics')`
  select topics.id, topics.slug, topics.name, topics.summary, topics.parent_id as "parentId",
    coalesce((select sum(threads) from listing_counts where list = topics.id::text), 0)::integer as threads
  from topics order by lower(topics.name)`;

/** Every topic with how many threads it holds, by name. */
export async function listTopics(db: Queryable): Promise<TopicInDirectory[]> {
  return await listAll(db, {});
}
