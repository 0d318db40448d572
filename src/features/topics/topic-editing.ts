import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import { advisoryLocks } from '../../platform/advisory-locks.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { slugify } from '../../platform/text.ts';
import { tagOf } from '../posts/publishing.ts';

export const topicLimits = { name: 80, summary: 300, guide: 60_000, synonyms: 30 };

const nameField = textField({ min: 2, max: topicLimits.name, what: 'The name' }).transform(oneLine);
const summaryField = textField({ max: topicLimits.summary, what: 'The summary' }).transform(oneLine);

export const newTopicSchema = z.strictObject({ name: nameField, summary: summaryField });

export const topicSchema = z.strictObject({
  name: nameField,
  summary: summaryField,
  guide: textField({ max: topicLimits.guide, what: 'The guide' }),
  parent: z.string('Choose one topic.').max(80),
  sensitive: z
    .literal('1', 'Tick it or leave it.')
    .optional()
    .transform((ticked) => ticked === '1'),
  synonyms: z
    .string('Write synonyms with commas between them.')
    .max(2000, 'That is longer than any list of synonyms.')
    .transform((text) => [
      ...new Set(
        text
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ])
    .refine(
      (names) => names.length <= topicLimits.synonyms,
      `Up to ${topicLimits.synonyms} synonyms, please.`,
    ),
});

export type TopicInput = z.output<typeof topicSchema>;

const takeLock = statement<{ lock: number }, never>('lockTopics')`
  select pg_advisory_xact_lock(${'lock'}::bigint)`;

/** First in every transaction that writes topics: they are written one at a time. */
export async function lockTopics(tx: Tx): Promise<void> {
  await takeLock(tx, { lock: advisoryLocks.topics });
}

const findTaken = statement<{ slugs: string[]; id: string }, { slug: string }>('findTakenSlugs')`
  select slug::text from topics where slug = any (${'slugs'}) and id <> ${'id'}
  union
  select slug::text from topic_synonyms where slug = any (${'slugs'}) and topic_id <> ${'id'}`;

const insertTopic = statement<{ id: string; slug: string; name: string; summary: string }, never>(
  'insertTopic',
)`
  insert into topics (id, slug, name, summary) values (${'id'}, ${'slug'}, ${'name'}, ${'summary'})`;

/** Makes a topic; returns its slug. Throws Invalid where another topic is called so. */
export async function addTopic(
  platform: Platform,
  { name, summary }: z.output<typeof newTopicSchema>,
): Promise<string> {
  const slug = slugify(name);
  const id = newId(platform.random);
  await platform.db.transaction(async (tx) => {
    await lockTopics(tx);
    if ((await findTaken(tx, { slugs: [slug], id })).length > 0) {
      throw new Invalid({ name: `There is a topic or a synonym called “${slug}” already.` });
    }
    await insertTopic(tx, { id, slug, name, summary });
    await platform.changes.announce(tx, [tagOf.topics]);
  });
  return slug;
}

/** A topic as its editor shows it. */
export interface EditedTopic {
  id: string;
  slug: string;
  name: string;
  summary: string;
  guide: string;
  /** The parent's slug, or empty. */
  parent: string;
  synonyms: string[];
  /** Masked posts wait a random moment, unless their author wants otherwise. */
  sensitive: boolean;
}

const findEdited = statement<{ slug: string }, EditedTopic>('findEditedTopic')`
  select topics.id, topics.slug, topics.name, topics.summary, topics.guide, topics.sensitive, coalesce(parents.slug, '') as parent,
    array(select slug::text from topic_synonyms where topic_id = topics.id order by slug) as synonyms
  from topics left join topics as parents on parents.id = topics.parent_id
  where topics.slug = ${'slug'}`;

export async function accessEditedTopic(db: Queryable, slug: string): Promise<EditedTopic> {
  const [topic] = await findEdited(db, { slug });
  if (!topic) throw new NotFound('There is no such topic.');
  return topic;
}

const updateTopic = statement<
  {
    id: string;
    name: string;
    summary: string;
    guide: string;
    html: string;
    version: number;
    parentId: string | null;
    sensitive: boolean;
  },
  never
>('updateTopic')`
  update topics set name = ${'name'}, summary = ${'summary'}, guide = ${'guide'}, guide_html = ${'html'},
    html_version = ${'version'}, parent_id = ${'parentId'}, sensitive = ${'sensitive'}
  where id = ${'id'}`;

/** Throws Invalid for a parent that would close a circle, and for synonyms that mean another topic. */
export async function editTopic(platform: Platform, slug: string, input: TopicInput): Promise<void> {
  const { name, summary, guide, sensitive } = input;
  const html = renderMarkdown(guide);
  await platform.db.transaction(async (tx) => {
    await lockTopics(tx);
    const { id } = await accessEditedTopic(tx, slug);
    const parentId = input.parent === '' ? null : await requireParent(tx, id, input.parent);
    await updateTopic(tx, { id, name, summary, guide, html, version: MARKDOWN_VERSION, parentId, sensitive });
    await setSynonyms(tx, { id, slug, names: input.synonyms });
    // Its name stands on the pages of its threads too.
    await platform.changes.announce(tx, [tagOf.topics, tagOf.topic(id), '*']);
  });
}

const findAbove = statement<{ parent: string; id: string }, { parentId: string; circle: boolean }>(
  'findTopicAbove',
)`
  with recursive above as (
    select id, parent_id from topics where slug = ${'parent'}
    union
    select topics.id, topics.parent_id from topics join above on topics.id = above.parent_id
  )
  select id as "parentId", exists (select from above where id = ${'id'}) as circle
  from topics where slug = ${'parent'}`;

async function requireParent(tx: Tx, id: string, parent: string): Promise<string> {
  const [found] = await findAbove(tx, { parent, id });
  if (!found) throw new Invalid({ parent: 'There is no such topic any more. Choose another one.' });
  if (found.circle) {
    throw new Invalid({ parent: 'That topic stands below this one, or is this one. Choose another one.' });
  }
  return found.parentId;
}

const replaceSynonyms = statement<{ id: string; slugs: string[] }, { written: number }>('replaceSynonyms')`
  with gone as (
    delete from topic_synonyms where topic_id = ${'id'} and slug <> all (${'slugs'}::text[])
  ), added as (
    insert into topic_synonyms (slug, topic_id) select slug, ${'id'} from unnest(${'slugs'}::text[]) as slug
    on conflict (slug) do nothing
    returning slug
  )
  select count(*) as written from added`;

async function setSynonyms(tx: Tx, topic: { id: string; slug: string; names: string[] }): Promise<void> {
  const { id, slug, names } = topic;
  const slugs = [...new Set(names.map(slugify))].filter((synonym) => synonym !== slug);
  const [taken] = await findTaken(tx, { slugs, id });
  if (taken) throw new Invalid({ synonyms: `“${taken.slug}” means another topic already.` });
  one(await replaceSynonyms(tx, { id, slugs }));
}
