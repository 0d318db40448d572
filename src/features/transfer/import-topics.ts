import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import { newId } from '../../platform/random.ts';
import { lockTopics } from '../topics/topic-editing.ts';
import type { ImportContext } from './context.ts';
import { runPhase } from './context.ts';
import { quote } from './quote.ts';
import type { Staged } from './staging.ts';
import type { Verdicts } from './tally.ts';

type Topic = Staged<'topic'>;

/** The topics, and once all of them are there what leads from one to another: synonyms and parents. */
export async function importTopics(context: ImportContext): Promise<void> {
  // Counted when both rounds are done; there are never many topics.
  const unchanged = new Set<number>();
  await runPhase(context, {
    type: 'topic',
    prepare: (_, topic) => ({ topic, html: renderMarkdown(topic.record.guide) }),
    write: async ({ platform }, tx, batch, verdicts) => {
      await lockTopics(tx);
      for (const { topic, html } of batch) {
        const { slug, name, summary, guide } = topic.record;
        const version = MARKDOWN_VERSION;
        const id = newId(platform.random);
        const [written] = await writeTopic(tx, { id, slug, name, summary, guide, html, version });
        if (written) verdicts.count(topic, written.added ? 'added' : 'updated');
        else unchanged.add(topic.seq);
      }
    },
  });
  await runPhase(context, {
    type: 'topic',
    prepare: (_, topic) => topic,
    write: async (_, tx, batch, verdicts) => {
      await lockTopics(tx);
      const cleared = new Set<string>();
      for (const { record } of batch) {
        const { slug, parent = null } = record;
        if ((await clearParent(tx, { slug, parent })).length > 0) cleared.add(slug);
      }
      for (const topic of batch) {
        const changes = [
          cleared.has(topic.record.slug),
          await setSynonyms(tx, topic, verdicts),
          await setParent(tx, topic, verdicts),
        ];
        const changed = changes.includes(true);
        if (unchanged.has(topic.seq)) verdicts.count(topic, changed ? 'updated' : 'unchanged');
        else if (changed) verdicts.changedUncounted = true;
      }
    },
  });
}

// No row comes back where nothing changed; xmax is 0 in a row that was inserted.
const writeTopic = statement<
  { id: string; slug: string; name: string; summary: string; guide: string; html: string; version: number },
  { added: boolean }
>('importTopic')`
  insert into topics (id, slug, name, summary, guide, guide_html, html_version)
  values (${'id'}, ${'slug'}, ${'name'}, ${'summary'}, ${'guide'}, ${'html'}, ${'version'})
  on conflict (slug) do update set name = excluded.name, summary = excluded.summary, guide = excluded.guide,
    guide_html = excluded.guide_html, html_version = excluded.html_version
  where (topics.name, topics.summary, topics.guide) is distinct from (excluded.name, excluded.summary, excluded.guide)
  returning xmax = 0 as added`;

const dropSynonyms = statement<{ slug: string; synonyms: string[] }, { slug: string }>('dropSynonyms')`
  delete from topic_synonyms using topics
  where topics.slug = ${'slug'} and topic_synonyms.topic_id = topics.id
    and not topic_synonyms.slug = any (${'synonyms'}::text[])
  returning topic_synonyms.slug`;

const addSynonyms = statement<{ slug: string; synonyms: string[] }, { slug: string }>('addSynonyms')`
  insert into topic_synonyms (slug, topic_id)
  select synonym, topics.id from unnest(${'synonyms'}::text[]) as synonym join topics on topics.slug = ${'slug'}
  where not exists (select from topics where topics.slug = synonym)
  on conflict do nothing returning slug`;

const findTaken = statement<{ slug: string; synonyms: string[] }, { synonym: string }>('findTakenSynonyms')`
  select synonym from unnest(${'synonyms'}::text[]) as synonym
  where synonym <> ${'slug'} and not exists (
    select from topic_synonyms join topics on topics.id = topic_id
    where topic_synonyms.slug = synonym and topics.slug = ${'slug'}
  )`;

async function setSynonyms(tx: Tx, topic: Topic, verdicts: Verdicts): Promise<boolean> {
  const { slug, synonyms } = topic.record;
  const dropped = await dropSynonyms(tx, { slug, synonyms });
  const added = await addSynonyms(tx, { slug, synonyms });
  for (const { synonym } of await findTaken(tx, { slug, synonyms })) {
    verdicts.note(topic, `the synonym ${quote(synonym)} already leads to another topic`);
  }
  return dropped.length + added.length > 0;
}

const clearParent = statement<{ slug: string; parent: string | null }, { slug: string }>('clearTopicParent')`
  update topics set parent_id = null from topics as parent
  where topics.slug = ${'slug'} and parent.id = topics.parent_id and parent.slug is distinct from ${'parent'}
  returning topics.slug`;

const findParent = statement<{ slug: string; parent: string }, { id: string; circle: boolean }>(
  'findTopicParent',
)`
  with recursive above as (
    select id, parent_id from topics where slug = ${'parent'}
    union
    select topics.id, topics.parent_id from topics join above on topics.id = above.parent_id
  )
  select parent.id, child.id in (select id from above) as circle
  from topics as parent, topics as child where parent.slug = ${'parent'} and child.slug = ${'slug'}`;

const updateParent = statement<{ slug: string; parentId: string | null }, { slug: string }>('setTopicParent')`
  update topics set parent_id = ${'parentId'}
  where slug = ${'slug'} and parent_id is distinct from ${'parentId'} returning slug`;

async function setParent(tx: Tx, topic: Topic, verdicts: Verdicts): Promise<boolean> {
  const { slug, parent } = topic.record;
  const [found] = parent ? await findParent(tx, { slug, parent }) : [];
  if (parent && !found) verdicts.note(topic, `there is no topic ${quote(parent)} to be its parent`);
  if (parent && found?.circle) verdicts.note(topic, `${quote(parent)} stands below it and is not its parent`);
  const parentId = found && !found.circle ? found.id : null;
  return (await updateParent(tx, { slug, parentId })).length > 0;
}
