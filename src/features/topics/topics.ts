import { Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { slugify } from '../../platform/text.ts';
import { limits, noTopic } from '../posts/fields.ts';

export interface TopicName {
  id: string;
  slug: string;
  name: string;
}

// In a subselect the arrays have no known length, so that one plan is kept.
const findByNames = statement<{ slugs: string[]; names: string[] }, TopicName & { asked: string }>(
  'findTopicsByName',
)`
  select distinct on (asked.slug) asked.slug as asked, topics.id, topics.slug, topics.name
  from unnest((select ${'slugs'}::text[]), (select ${'names'}::text[])) as asked (slug, name)
  left join topic_synonyms on topic_synonyms.slug = asked.slug
  join topics on topics.slug = asked.slug or topics.id = topic_synonyms.topic_id or lower(topics.name) = lower(asked.name)
  order by asked.slug, topics.slug = asked.slug desc`;

/** The topics that these names, slugs or synonyms mean, in their order. Throws Invalid for one that is not there. */
export async function requireTopics(db: Queryable, names: readonly string[]): Promise<TopicName[]> {
  if (names.length === 0) throw new Invalid({ topics: noTopic });
  if (names.length > limits.topics) throw new Invalid({ topics: `Choose up to ${limits.topics} topics.` });
  const slugs = names.map(slugify);
  const rows = await findByNames(db, { slugs, names: [...names] });
  const found = slugs.map((slug) => rows.find((row) => row.asked === slug));
  const missing = names.filter((_, index) => !found[index]);
  if (missing.length > 0) {
    throw new Invalid({
      topics: `There is no topic called ${missing.map((name) => `“${name}”`).join(', ')}. Choose from the list.`,
    });
  }
  const topics = found.flatMap((topic) => topic ?? []);
  return topics.filter((topic, index) => topics.findIndex(({ id }) => id === topic.id) === index);
}

/** The ids of those that are there, of names as they are typed. */
export async function findTopicIds(db: Queryable, typed: string): Promise<string[]> {
  const names = typed.split(',').flatMap((name) => name.trim() || []);
  if (names.length === 0 || names.length > limits.topics) return [];
  const rows = await findByNames(db, { slugs: names.map(slugify), names });
  return rows.map(({ id }) => id);
}

const selectThreadTopics = statement<{ threadId: string }, { id: string }>('listThreadTopicIds')`
  select topic_id as id from thread_topics where thread_id = ${'threadId'} order by position`;

export async function listTopicIds(db: Queryable, threadId: string): Promise<string[]> {
  return (await selectThreadTopics(db, { threadId })).map(({ id }) => id);
}

const deleteThreadTopics = statement<{ threadId: string }, never>('deleteThreadTopics')`
  delete from thread_topics where thread_id = ${'threadId'}`;

const insertThreadTopics = statement<{ threadId: string; topicIds: string[] }, never>('insertThreadTopics')`
  insert into thread_topics (thread_id, topic_id, position)
  select ${'threadId'}, topic_id, position from unnest(${'topicIds'}::text[]) with ordinality as chosen (topic_id, position)`;

export async function setThreadTopics(tx: Tx, threadId: string, topics: readonly TopicName[]): Promise<void> {
  await deleteThreadTopics(tx, { threadId });
  await insertThreadTopics(tx, { threadId, topicIds: topics.map(({ id }) => id) });
}

const suggestTopics = statement<{ start: string; like: string }, { slug: string; name: string }>(
  'suggestTopics',
)`
  select slug, name from (
    select topics.slug, topics.name, starts_with(lower(topics.name), ${'start'}) as starts,
      greatest(word_similarity(${'start'}, lower(topics.name)), max(similarity(${'start'}, topic_synonyms.slug))) as alike
    from topics left join topic_synonyms on topic_synonyms.topic_id = topics.id
    group by topics.id
    having lower(topics.name) like ${'like'} or bool_or(topic_synonyms.slug like ${'like'})
      or word_similarity(${'start'}, lower(topics.name)) > 0.4
  ) as found
  order by starts desc, alike desc, name limit 8`;

/** Up to eight topics whose name or synonym begins with, holds or resembles what was typed. */
export async function listSuggestions(
  db: Queryable,
  typed: string,
): Promise<{ slug: string; name: string }[]> {
  const start = typed.trim().toLowerCase();
  return await suggestTopics(db, { start, like: `%${start.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` });
}
