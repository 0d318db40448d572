import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { slugify } from '../../platform/text.ts';
import type { TopicName } from '../topics/topics.ts';
import type { Reading } from './reading.ts';
import { allOf, anyOf } from './terms.ts';

const findNamed = statement<{ any: string; all: string; text: string; slug: string }, TopicName>(
  'findTopicsNamed',
)`
  select id, slug, name from topics
  where (to_tsvector('cairn', name) @@ to_tsquery('cairn', ${'any'})
      and (to_tsvector('cairn', name) @@ to_tsquery('cairn', ${'all'})
        or to_tsvector('cairn', ${'text'}) @@ plainto_tsquery('cairn', name)))
    or id in (select topic_id from topic_synonyms where slug = ${'slug'})
  order by slug = ${'slug'} desc, length(name), name limit 3`;

/** Up to three topics whose name holds every word of the query, or every word of whose name stands in it; and by synonym. */
export async function listTopicsNamed(db: Queryable, { query, terms }: Reading): Promise<TopicName[]> {
  const queries = terms.map((term) => term.query);
  return await findNamed(db, {
    any: anyOf(queries),
    all: allOf(queries),
    text: query.wanted.map(({ words }) => words.join(' ')).join(' '),
    slug: slugify(query.text),
  });
}
