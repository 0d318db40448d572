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

export async function findTopic(db: Queryable, slug: string): Promise<Topic | null> {
  const [row] = await findBySlug(db, { slug });
  return row?.topic ?? null;
}

const findSynonym = statement<{ slug: string }, { slug: string }>('findSynonym')`
  select topics.slug from topic_synonyms join topics on topics.id = topic_synonyms.topic_id
  where topic_synonyms.slug = ${'slug'}`;

/** The slug of the topic that this one is a synonym of, or null. */
export async function findSynonymTarget(db: Queryable, slug: string): Promise<string | null> {
  const [row] = await findSynonym(db, { slug });
  return row?.slug ?? null;
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
