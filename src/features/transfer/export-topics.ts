import { statement } from '../../platform/db.ts';
import type { Section } from './sections.ts';
import { left, listAll } from './sections.ts';

interface TopicRow {
  slug: string;
  name: string;
  summary: string;
  guide: string;
  parent: string | null;
  synonyms: string[];
}

const findTopics = statement<object, TopicRow>('exportTopics')`
  select topics.slug, topics.name, topics.summary, topics.guide, parents.slug as parent,
    array(select slug::text from topic_synonyms where topic_id = topics.id order by slug) as synonyms
  from topics left join topics as parents on parents.id = topics.parent_id
  order by topics.slug`;

export const topics: Section = async function* (tx) {
  for await (const row of listAll(findTopics, tx)) {
    const { slug, name, summary, guide, parent, synonyms } = row;
    const texts = { summary: left(summary), guide: left(guide) };
    yield { type: 'topic', slug, name, ...texts, parent: left(parent), synonyms: left(synonyms) };
  }
};

interface SeriesRow {
  slug: string;
  name: string;
  summary: string;
  videos: string[];
}

const findSeries = statement<object, SeriesRow>('exportSeries')`
  select slug, name, summary, array(
    select video_id::text from series_videos
    where series_slug = slug and exists (select from public_posts where public_posts.id = video_id) order by position
  ) as videos
  from series order by slug`;

export const series: Section = async function* (tx) {
  for await (const row of listAll(findSeries, tx)) {
    const { slug, name, summary, videos } = row;
    yield { type: 'series', slug, name, summary: left(summary), videos };
  }
};
